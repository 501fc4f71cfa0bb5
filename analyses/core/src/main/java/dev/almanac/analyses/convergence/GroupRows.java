package dev.almanac.analyses.convergence;

import static dev.almanac.analyses.convergence.FeatureRows.known;
import static java.util.Objects.requireNonNull;

import dev.almanac.analyses.ResultRows;
import dev.almanac.analyses.convergence.ConvergenceKernel.FinishedRun;
import dev.almanac.analyses.direction.Direction;
import dev.almanac.analyses.statistics.OrderStatistics;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes what is about all runs of a scope. */
final class GroupRows {

  private static final String ALL_RUNS = "all";
  private static final String MEDIAN_FINAL = "median_final";

  private final String project;
  private final @Nullable String metricKey;
  private final Direction direction;
  private final ResultRows out;

  GroupRows(String project, @Nullable String metricKey, Direction direction, ResultRows out) {
    this.project = project;
    this.metricKey = metricKey;
    this.direction = direction;
    this.out = out;
  }

  /** Writes the time of each run to the median final value, and the times of all runs together. */
  void addThresholds(List<FinishedRun> runs) {
    if (direction == Direction.UNKNOWN) {
      return;
    }
    Map<String, List<Threshold>> byKind = new TreeMap<>();
    for (FinishedRun run : runs) {
      run.thresholds().forEach(threshold -> collect(byKind, threshold));
    }
    addMedianFinal(runs, byKind);
    byKind.forEach(
        (kind, thresholds) -> {
          SurvivalTime time = SurvivalTime.of(thresholds);
          out.add(
              ConvergenceTables.CURVE_THRESHOLD_TIME,
              project,
              metricKey,
              kind,
              time.runs(),
              time.reached(),
              known(time.median()),
              known(time.restrictedMean()));
        });
  }

  private void addMedianFinal(List<FinishedRun> runs, Map<String, List<Threshold>> byKind) {
    List<FinishedRun> curves =
        onCommonAxis(runs).stream().filter(run -> run.curve().x().length > 1).toList();
    double[] finals = curves.stream().mapToDouble(FinishedRun::finalLevel).toArray();
    if (finals.length < CurveBand.LEAST_RUNS) {
      return;
    }
    double sign = direction.sign();
    double target = sign * OrderStatistics.median(finals);
    FeatureRows rows = new FeatureRows(project, metricKey, direction, out);
    for (FinishedRun run : curves) {
      double[] y = run.curve().y().clone();
      for (int index = 0; index < y.length; index++) {
        y[index] *= sign;
      }
      BestSoFar best = BestSoFar.of(run.curve().x(), SmoothCurve.of(y).smooth());
      Threshold threshold = best.threshold(MEDIAN_FINAL, target, sign);
      rows.addThreshold(run.runKey(), threshold);
      collect(byKind, threshold);
    }
  }

  /** Writes the best value after each run, in the order of their ends. */
  void addBestSoFar(List<FinishedRun> runs) {
    List<FinishedRun> ordered =
        runs.stream()
            .filter(run -> run.endedAt() != null && Double.isFinite(run.best()))
            .sorted(
                Comparator.comparing((FinishedRun run) -> requireNonNull(run.endedAt()))
                    .thenComparing(FinishedRun::runKey))
            .toList();
    if (direction != Direction.UNKNOWN) {
      out.exclude("best_so_far_without_time_or_value", runs.size() - ordered.size());
    }
    double best = Double.NaN;
    for (int index = 0; index < ordered.size(); index++) {
      FinishedRun run = ordered.get(index);
      boolean improved = index == 0 || direction.sign() * run.best() < direction.sign() * best;
      best = improved ? run.best() : best;
      out.add(
          ConvergenceTables.BEST_SO_FAR,
          project,
          metricKey,
          index + 1,
          run.runKey(),
          run.endedAt(),
          run.best(),
          best,
          improved);
    }
  }

  /** Writes the band; false if there are too few curves over one axis. */
  boolean addBand(List<FinishedRun> runs) {
    List<FinishedRun> common = onCommonAxis(runs);
    out.exclude("band_other_x_axis", runs.size() - common.size());
    out.exclude("band_curve_thinned", common.stream().filter(FinishedRun::thinned).count());
    List<Thinning> curves =
        common.stream().map(FinishedRun::curve).filter(curve -> curve.x().length > 0).toList();
    out.exclude("band_no_finite_value", common.size() - curves.size());
    CurveBand band = CurveBand.of(curves);
    for (BandPoint point : band.points()) {
      add(common.get(0).axis(), point);
    }
    if (!Double.isNaN(band.stoppedBefore())) {
      out.exclude("band_stopped_runs_beyond", Math.max(1, band.runsBeyond()));
    }
    return !band.points().isEmpty();
  }

  /** Writes how early the final ranking of the finished runs can be told. */
  void addBudgetCorrelation(List<FinishedRun> runs) {
    List<FinishedRun> finished =
        onCommonAxis(runs).stream()
            .filter(run -> run.finished() && run.curve().x().length > 1)
            .toList();
    BudgetCorrelation found =
        BudgetCorrelation.of(
            finished.stream().map(FinishedRun::curve).toList(),
            finished.stream().mapToDouble(FinishedRun::finalLevel).toArray());
    for (BudgetCorrelation.Place place : found.places()) {
      out.add(
          ConvergenceTables.BUDGET_CORRELATION,
          project,
          metricKey,
          finished.get(0).axis().word(),
          place.x(),
          found.share(place.x()),
          place.runs(),
          known(place.spearman()),
          known(place.low()),
          known(place.high()));
    }
    for (double level : BudgetCorrelation.LEVELS) {
      if (!found.places().isEmpty()) {
        double lasting = found.lasting(level);
        out.add(
            ConvergenceTables.BUDGET_EARLIEST,
            project,
            metricKey,
            level,
            found.runs(),
            known(found.first(level)),
            known(lasting),
            known(found.share(lasting)));
      }
    }
  }

  private void add(XAxis axis, BandPoint point) {
    out.add(
        ConvergenceTables.CURVE_BAND,
        ALL_RUNS,
        project,
        metricKey,
        axis.word(),
        point.x(),
        point.n(),
        known(point.mean()),
        known(point.median()),
        known(point.q10()),
        known(point.q25()),
        known(point.q75()),
        known(point.q90()),
        known(point.sd()),
        known(point.iqm()),
        known(point.low()),
        known(point.high()));
  }

  /** Returns the runs over the axis that most runs have; of equally many, the first axis. */
  private static List<FinishedRun> onCommonAxis(List<FinishedRun> runs) {
    XAxis commonest = XAxis.commonest(runs.stream().map(FinishedRun::axis).toList());
    return runs.stream().filter(run -> run.axis() == commonest).toList();
  }

  private static void collect(Map<String, List<Threshold>> byKind, Threshold threshold) {
    byKind.computeIfAbsent(threshold.kind(), kind -> new ArrayList<>()).add(threshold);
  }
}
