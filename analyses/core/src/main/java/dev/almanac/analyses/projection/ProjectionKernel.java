package dev.almanac.analyses.projection;

import static java.util.Objects.requireNonNullElse;

import dev.almanac.analyses.Kernel;
import dev.almanac.analyses.Outcome;
import dev.almanac.analyses.ResultRows;
import dev.almanac.analyses.RowGroup;
import dev.almanac.analyses.Scope;
import dev.almanac.analyses.convergence.XAxis;
import dev.almanac.analyses.curvefit.Bounds;
import dev.almanac.analyses.curvefit.Forecast;
import dev.almanac.analyses.curvefit.Forecaster;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One metric of one project: takes in the runs, forecasts them when all are known. */
final class ProjectionKernel implements Kernel {

  private static final String METHOD = "variable projection";

  private final Scope scope;
  private final List<ProjectedRun> runs = new ArrayList<>();
  private long withoutValues;
  private long tooShort;
  private long sampled;

  ProjectionKernel(Scope scope) {
    this.scope = scope;
  }

  @Override
  public void group(RowGroup group, ResultRows out) {
    ProjectedRun run = ProjectedRun.of(group).orElse(null);
    if (run == null) {
      withoutValues++;
    } else if (run.x().length < Forecaster.LEAST_POINTS) {
      tooShort++;
    } else {
      runs.add(run);
      sampled += run.pointsRead() ? 0 : 1;
    }
  }

  @Override
  public Outcome finish(ResultRows out) {
    List<ProjectedRun> common = onCommonAxis();
    out.exclude("run_deleted_or_no_finite_value", withoutValues);
    out.exclude("too_few_points", tooShort);
    out.exclude("points_sampled", sampled);
    out.exclude("other_x_axis", runs.size() - common.size());
    if (common.isEmpty()) {
      return Outcome.insufficient(METHOD, 0, "No run has 8 points or more of this metric.");
    }
    Bounds bounds = bounds(common);
    Forecaster forecaster = new Forecaster();
    List<ProjectedRun> finished = common.stream().filter(ProjectedRun::finished).toList();
    GroupHistory history = new GroupHistory(finished, forecaster, bounds, scope.seed());
    Horizons horizons = Horizons.of(common);
    ProjectionRows rows = new ProjectionRows(scope.project(), scope.metricKey(), out);
    for (ProjectedRun run : common) {
      Horizons.Horizon horizon = horizons.of(run);
      ForecastTrials trials = history.at(observed(run, horizon.x()));
      forecaster
          .forecast(run.x(), run.y(), horizon.x(), bounds, scope.seed() ^ run.runKey().hashCode())
          .map(forecast -> trials.speaks() ? forecast : forecast.silenced())
          .ifPresent(forecast -> rows.add(run, horizon, corrected(forecast, run, trials), trials));
    }
    history.computed().forEach(rows::add);
    return outcome(common.size(), finished.size());
  }

  private static Outcome outcome(int runs, int finished) {
    return finished > ForecastTrials.LEAST_FOR_QUANTILE
        ? Outcome.ok(METHOD, runs)
        : new Outcome(
            Outcome.Status.DEGRADED,
            "Fewer than 10 finished runs with 8 points: intervals rest on each curve alone.",
            null,
            METHOD,
            runs);
  }

  private static Forecast corrected(Forecast forecast, ProjectedRun run, ForecastTrials trials) {
    double widening = trials.widening(run.runKey());
    if (Double.isNaN(widening)) {
      return forecast;
    }
    return forecast.within(
        Math.min(forecast.value(), forecast.low() - widening),
        Math.max(forecast.value(), forecast.high() + widening));
  }

  private static double observed(ProjectedRun run, double horizon) {
    double first = run.x()[0];
    return (run.lastX() - first) / (horizon - first);
  }

  private Bounds bounds(List<ProjectedRun> common) {
    double[] extremes = common.stream().flatMapToDouble(run -> Arrays.stream(run.y())).toArray();
    return Bounds.of(extremes, ShareNames.contains(requireNonNullElse(scope.metricKey(), "")));
  }

  /** Returns the runs over the axis that most runs have; of equally many, the first axis. */
  private List<ProjectedRun> onCommonAxis() {
    XAxis commonest = XAxis.commonest(runs.stream().map(ProjectedRun::axis).toList());
    return runs.stream().filter(run -> run.axis() == commonest).toList();
  }
}
