package dev.almanac.analyses.noise;

import static java.util.Objects.requireNonNull;

import dev.almanac.analyses.Kernel;
import dev.almanac.analyses.Outcome;
import dev.almanac.analyses.ResultRows;
import dev.almanac.analyses.RowGroup;
import dev.almanac.analyses.Scope;
import dev.almanac.analyses.direction.Direction;
import dev.almanac.analyses.statistics.InterquartileMean;
import dev.almanac.analyses.statistics.MeanInterval;
import dev.almanac.analyses.statistics.OrderStatistics;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** One metric of one project. */
final class NoiseKernel implements Kernel {

  private static final String METHOD = "pooled sd within configurations";

  private final Scope scope;
  private final Direction direction;
  private final List<RepeatedConfigurations.Run> runs = new ArrayList<>();
  private long unfinished;
  private long unconfigured;
  private long nonFinite;

  NoiseKernel(Scope scope) {
    this.scope = scope;
    this.direction = Direction.ofWord(scope.direction());
  }

  @Override
  public void group(RowGroup group, ResultRows out) {
    if (!"finished".equals(group.text("status"))) {
      unfinished++;
      return;
    }
    double last = group.numbers("last")[0];
    double best = group.numbers(direction == Direction.MAX ? "max" : "min")[0];
    if (!isFinite(last) || !isFinite(best)) {
      nonFinite++;
      return;
    }
    Map<String, String> params = ConfigurationKernel.params(group);
    ConfiguredValue value = ConfiguredValue.of(params, last);
    if (value.configuration().isEmpty()) {
      unconfigured++;
      return;
    }
    runs.add(
        new RepeatedConfigurations.Run(
            requireNonNull(group.text("run_key"), "row without run"),
            value,
            // The texts once, not twice.
            new ConfiguredValue(value.configuration(), value.seeds(), best)));
  }

  @Override
  public Outcome finish(ResultRows out) {
    out.exclude("run_not_finished", unfinished);
    out.exclude("run_without_params", unconfigured);
    out.exclude("metric_nonfinite", nonFinite);
    add(out, "last", runs.stream().map(RepeatedConfigurations.Run::last).toList());
    Optional<SeedNoise> noise =
        add(out, "best", runs.stream().map(RepeatedConfigurations.Run::best).toList());
    addRepeated(out);
    if (noise.isEmpty()) {
      return Outcome.insufficient(
          METHOD,
          runs.size(),
          "No two finished runs have equal params but for the seed: the noise is not known.");
    }
    return new Outcome(
        Outcome.Status.OK, null, grade(noise.get().degrees()), METHOD, noise.get().runs());
  }

  private Optional<SeedNoise> add(ResultRows out, String kind, List<ConfiguredValue> values) {
    Optional<SeedNoise> all = Optional.empty();
    for (SeedNoise.Subset subset : SeedNoise.Subset.values()) {
      Optional<SeedNoise> noise = SeedNoise.of(values, subset, direction.sign());
      noise.ifPresent(found -> add(out, kind, subset, found));
      all = subset == SeedNoise.Subset.ALL ? noise : all;
    }
    return all;
  }

  private void add(ResultRows out, String kind, SeedNoise.Subset subset, SeedNoise noise) {
    out.add(
        NoiseTables.METRIC_NOISE,
        scope.project(),
        scope.metricKey(),
        kind,
        subset.name().toLowerCase(Locale.ROOT),
        noise.sd(),
        noise.low(),
        noise.high(),
        Improvement.of(0, noise).high(),
        noise.degrees(),
        noise.configurations(),
        noise.runs(),
        noise.duplicates());
  }

  private void addRepeated(ResultRows out) {
    for (RepeatedConfigurations.Repeated repeated : RepeatedConfigurations.of(runs)) {
      double[] sorted =
          repeated.runs().stream().mapToDouble(run -> run.best().value()).sorted().toArray();
      MeanInterval mean = MeanInterval.of(sorted);
      out.add(
          NoiseTables.REPEATED_CONFIGURATION,
          scope.project(),
          scope.metricKey(),
          repeated.id(),
          repeated.settings(),
          sorted.length,
          repeated.duplicates(),
          mean.mean(),
          mean.low(),
          mean.high(),
          mean.sd(),
          OrderStatistics.quantile(sorted, 0.5),
          InterquartileMean.of(sorted),
          sorted[0],
          sorted[sorted.length - 1]);
      for (RepeatedConfigurations.Run run : repeated.runs()) {
        out.add(
            NoiseTables.REPEATED_RUN,
            scope.project(),
            scope.metricKey(),
            repeated.id(),
            run.runKey(),
            run.last().value(),
            run.best().value());
      }
    }
  }

  /**
   * The upper end of the sd's interval is 6.3 times the sd at 2 degrees of freedom, 2.9 times at 4
   * and 1.8 times at 10.
   */
  private static String grade(int degrees) {
    if (degrees < 4) {
      return "weak";
    }
    return degrees < 10 ? "fair" : "firm";
  }

  /** MLflow's SQL stores hold an infinity as the largest double of its sign. */
  private static boolean isFinite(double value) {
    return Math.abs(value) < Double.MAX_VALUE;
  }
}
