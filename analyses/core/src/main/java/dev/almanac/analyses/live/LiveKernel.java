package dev.almanac.analyses.live;

import dev.almanac.analyses.Kernel;
import dev.almanac.analyses.Outcome;
import dev.almanac.analyses.ResultRows;
import dev.almanac.analyses.RowGroup;
import dev.almanac.analyses.Scope;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The running runs of one project. */
final class LiveKernel implements Kernel {

  private static final String METHOD = "rhythm, rank at the same step, curve forecast";
  private static final double MILLION = 1e6;

  private final Scope scope;
  private final @Nullable Instant now;
  private final Set<String> fresh;
  private long runs;

  LiveKernel(Scope scope, @Nullable Instant now, Set<String> fresh) {
    this.scope = scope;
    this.now = now;
    this.fresh = fresh;
  }

  @Override
  public void group(RowGroup group, ResultRows out) {
    RunningRun run = RunningRun.of(group);
    double looked = looked(run);
    double time = now == null ? looked : Math.max(looked, RunningRun.seconds(now));
    String since = now != null && looked == time ? "ago" : "before it was looked at";
    add(Judgement.of(run, time, looked, since), looked, out);
    runs++;
  }

  @Override
  public Outcome finish(ResultRows out) {
    return Outcome.ok(METHOD, runs);
  }

  /** Returns when the run's source was last looked at; without a trace of that, its last sign. */
  private double looked(RunningRun run) {
    if (now != null && fresh.contains(run.source())) {
      return RunningRun.seconds(now);
    }
    double looked = RunningRun.seconds(run.lookedAt());
    if (Double.isNaN(looked)) {
      return run.lastSign();
    }
    return now == null ? looked : Math.min(looked, RunningRun.seconds(now));
  }

  private void add(Judgement found, double looked, ResultRows out) {
    RunningRun run = found.run();
    Advice advice = found.advice();
    Optional<Rhythm> rhythm = found.rhythm();
    Optional<Projection> projection = found.projection();
    out.add(
        LiveTables.LIVE_RUN,
        run.runKey(),
        scope.project(),
        run.name(),
        run.tracker(),
        found.pulse().state().word(),
        advice.verdict().word(),
        advice.evidence(),
        run.startedAt(),
        instant(run.lastSign()),
        Double.isNaN(run.lastSign()) ? null : run.signName().replace("sign, its start,", "start"),
        instant(looked),
        known(found.pulse().silence()),
        known(found.pulse().limit()),
        rhythm.map(Rhythm::gaps).orElse(null),
        rhythm.map(Rhythm::median).orElse(null),
        rhythm.map(Rhythm::usual).orElse(null),
        rhythm.map(Rhythm::longest).orElse(null),
        run.metricKey(),
        run.direction().word(),
        known(found.step()),
        known(found.value()),
        !found.lastFinite() || found.divergence().isPresent(),
        found.divergence().map(each -> each.kind().word()).orElse(null),
        found.history().runs(),
        known(found.history().percentile()),
        known(found.history().rankCorrelation()),
        projection.map(Projection::step).orElse(null),
        projection.map(Projection::value).orElse(null),
        projection.map(each -> known(each.low())).orElse(null),
        projection.map(each -> known(each.high())).orElse(null),
        projection.map(Projection::extrapolates).orElse(null),
        known(found.pulse().gone()),
        found.course().evidence(),
        found.course().verdict().word());
  }

  private static @Nullable Double known(double value) {
    return Double.isNaN(value) ? null : value;
  }

  private static @Nullable Instant instant(double seconds) {
    return Double.isNaN(seconds)
        ? null
        : Instant.EPOCH.plus(Math.round(seconds * MILLION), java.time.temporal.ChronoUnit.MICROS);
  }
}
