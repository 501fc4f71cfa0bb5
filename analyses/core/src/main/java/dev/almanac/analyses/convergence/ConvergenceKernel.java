package dev.almanac.analyses.convergence;

import dev.almanac.analyses.Kernel;
import dev.almanac.analyses.Outcome;
import dev.almanac.analyses.ResultRows;
import dev.almanac.analyses.RowGroup;
import dev.almanac.analyses.Scope;
import dev.almanac.analyses.curvefit.LearningRates;
import dev.almanac.analyses.direction.Direction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One metric of one project: a row a run as they come, and what is about all runs at the end. */
final class ConvergenceKernel implements Kernel {

  private static final String METHOD = "curve features";

  private final Scope scope;
  private final Direction direction;
  private final LearningRates rates = new LearningRates();
  private final List<FinishedRun> runs = new ArrayList<>();
  private long deleted;
  private long sampled;

  ConvergenceKernel(Scope scope) {
    this.scope = scope;
    this.direction = Direction.ofWord(scope.direction());
  }

  @Override
  public void group(RowGroup group, ResultRows out) {
    RunCurves run = RunCurves.of(group);
    if (run.deleted() || run.points().isEmpty()) {
      deleted++;
      return;
    }
    Curve curve = CurveCleaning.clean(run.points().get());
    Optional<Curve> train = run.train().map(CurveCleaning::clean);
    CurveFeatures features = CurveFeatures.of(curve, direction, train);
    sampled += run.pointsLogged() > curve.pointsLogged() ? 1 : 0;
    FeatureRows rows = new FeatureRows(scope.project(), scope.metricKey(), direction, out);
    rows.add(run, features, rates.of(curve.x(), curve.y()));
    runs.add(FinishedRun.of(run, features));
  }

  @Override
  public Outcome finish(ResultRows out) {
    out.exclude("run_deleted", deleted);
    out.exclude("points_sampled", sampled);
    if (runs.isEmpty()) {
      return Outcome.insufficient(METHOD, 0, "No run that is not deleted logged this metric.");
    }
    GroupRows rows = new GroupRows(scope.project(), scope.metricKey(), direction, out);
    rows.addThresholds(runs);
    rows.addBestSoFar(runs);
    rows.addBudgetCorrelation(runs);
    boolean hasBand = rows.addBand(runs);
    String reason = reason(hasBand);
    return new Outcome(
        reason == null ? Outcome.Status.OK : Outcome.Status.DEGRADED,
        reason,
        null,
        METHOD,
        runs.size());
  }

  private @Nullable String reason(boolean hasBand) {
    if (direction == Direction.UNKNOWN) {
      return "The direction of the metric is unknown; declare it to see best values and trends.";
    }
    return hasBand ? null : "Fewer than 3 curves over one axis: no band.";
  }

  /**
   * What is kept of a run to the end.
   *
   * @param curve thinned to 512 stretches, over its whole range
   */
  record FinishedRun(
      String runKey,
      boolean finished,
      @Nullable Instant endedAt,
      XAxis axis,
      Thinning curve,
      double finalLevel,
      double best,
      List<Threshold> thresholds,
      boolean thinned) {

    private static final int MOST_POINTS = 512;

    static FinishedRun of(RunCurves run, CurveFeatures features) {
      Curve curve = features.curve();
      return new FinishedRun(
          run.runKey(),
          run.finished(),
          run.endedAt(),
          curve.axis(),
          Thinning.ofWhole(curve, MOST_POINTS),
          features.finalLevel(),
          features.best(),
          features.thresholds(),
          curve.size() > MOST_POINTS);
    }
  }
}
