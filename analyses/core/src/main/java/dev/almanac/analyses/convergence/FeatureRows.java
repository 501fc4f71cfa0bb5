package dev.almanac.analyses.convergence;

import dev.almanac.analyses.ResultRows;
import dev.almanac.analyses.curvefit.LearningRates;
import dev.almanac.analyses.direction.Direction;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes what is known of one run's curve. */
final class FeatureRows {

  private static final double SECONDS_PER_HOUR = 3600;

  private final String project;
  private final @Nullable String metricKey;
  private final Direction direction;
  private final ResultRows out;

  FeatureRows(String project, @Nullable String metricKey, Direction direction, ResultRows out) {
    this.project = project;
    this.metricKey = metricKey;
    this.direction = direction;
    this.out = out;
  }

  void add(RunCurves run, CurveFeatures found, LearningRates.Rates rates) {
    addFeatures(run, found, rates);
    for (Threshold threshold : found.thresholds()) {
      addThreshold(run.runKey(), threshold);
    }
    addEvents(run.runKey(), found);
  }

  void addThreshold(String runKey, Threshold threshold) {
    out.add(
        ConvergenceTables.CURVE_THRESHOLD,
        runKey,
        project,
        metricKey,
        threshold.kind(),
        threshold.value(),
        known(threshold.xReached()),
        threshold.reached(),
        known(threshold.xCensored()));
  }

  private void addFeatures(RunCurves run, CurveFeatures found, LearningRates.Rates rates) {
    Curve curve = found.curve();
    Optional<Overfit> overfit = found.overfit();
    out.add(
        ConvergenceTables.CURVE_FEATURE,
        run.runKey(),
        project,
        metricKey,
        direction.word(),
        curve.axis().word(),
        run.pointsLogged(),
        curve.firstX(),
        curve.lastX(),
        known(found.first()),
        known(found.last()),
        known(found.finalLevel()),
        known(found.best()),
        known(found.bestX()),
        known(found.area()),
        known(found.logarithmicArea()),
        known(found.noiseSd()),
        known(found.plateauX()),
        known(found.wastedShare()),
        known(found.end().slope()),
        known(found.end().low()),
        known(found.end().high()),
        found.end().stillImproving(),
        found.divergence().isPresent(),
        found.divergence().map(Divergence::x).orElse(null),
        direction == Direction.UNKNOWN ? null : found.spikes().size(),
        overfit.map(fit -> known(fit.startX())).orElse(null),
        overfit.map(fit -> known(fit.cost())).orElse(null),
        overfit.map(fit -> known(fit.gap())).orElse(null),
        curve.nonFiniteX().length,
        curve.restarts(),
        !run.finished(),
        found.divergence().map(divergence -> divergence.kind().word()).orElse(null),
        known(found.oscillation().autocorrelation()),
        known(found.oscillation().signChanges()),
        curve.overwritten(),
        curve.pointsLogged(),
        overfit.isPresent() ? run.trainKey() : null,
        found.verdict().word(),
        found.reason(),
        known(rates.power().value()),
        known(rates.power().low()),
        known(rates.power().high()),
        known(rates.halfLife().value()),
        known(rates.halfLife().low()),
        known(rates.halfLife().high()),
        known(timeEfficiency(run, found)),
        known(run.devices()));
  }

  /** Improvement per hour, and per device where their number is known. */
  private static double timeEfficiency(RunCurves run, CurveFeatures found) {
    double hours = run.seconds() / SECONDS_PER_HOUR;
    double devices = run.devices() > 0 ? run.devices() : 1;
    return hours > 0 ? Math.abs(found.first() - found.best()) / (hours * devices) : Double.NaN;
  }

  private void addEvents(String runKey, CurveFeatures found) {
    Curve curve = found.curve();
    for (Spike spike : found.spikes()) {
      event(runKey, "spike", spike.xStart(), spike.xEnd(), spike.height(), spike.recovered(), null);
    }
    double[] nonFinite = curve.nonFiniteX();
    if (nonFinite.length > 0) {
      double last = nonFinite[nonFinite.length - 1];
      boolean recovered = curve.size() > 0 && curve.x()[curve.size() - 1] > last;
      event(runKey, "non_finite", nonFinite[0], last, Double.NaN, recovered, nonFinite.length);
    }
    double end = curve.lastX();
    found
        .divergence()
        .ifPresent(
            divergence -> event(runKey, "diverged", divergence.x(), end, Double.NaN, false, null));
    found
        .overfit()
        .filter(Overfit::found)
        .ifPresent(
            overfit ->
                event(runKey, "overfit", overfit.startX(), end, overfit.cost(), false, null));
  }

  private void event(
      String runKey,
      String event,
      double start,
      double end,
      double height,
      @Nullable Boolean recovered,
      @Nullable Integer count) {
    out.add(
        ConvergenceTables.CURVE_EVENT,
        runKey,
        project,
        metricKey,
        event,
        start,
        end,
        known(height),
        recovered,
        count);
  }

  /** Returns null for what cannot be said. */
  static @Nullable Double known(double value) {
    return Double.isFinite(value) ? value : null;
  }
}
