package dev.almanac.analyses.stopping;

import static java.util.Objects.requireNonNullElse;

import dev.almanac.analyses.Kernel;
import dev.almanac.analyses.Outcome;
import dev.almanac.analyses.ResultRows;
import dev.almanac.analyses.RowGroup;
import dev.almanac.analyses.Scope;
import dev.almanac.analyses.convergence.CurveNoise;
import dev.almanac.analyses.curvefit.Bounds;
import dev.almanac.analyses.direction.Direction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One metric of one project: takes in the runs, replays the rules when all are known. */
final class StoppingKernel implements Kernel {

  private static final String METHOD = "causal replay";

  /** Fewer runs have nothing to compare. */
  private static final int LEAST_RUNS = 6;

  /** Forecasts are dear: beyond this many runs their rule is left out. */
  private static final int MOST_FORECAST_RUNS = 400;

  private final Scope scope;
  private final Direction direction;
  private final RunReader reader;
  private final List<LoggedRun> runs = new ArrayList<>();
  private double seedNoise = Double.NaN;
  private long withoutValues;
  private long onePoint;

  StoppingKernel(Scope scope) {
    this.scope = scope;
    this.direction = Direction.ofWord(scope.direction());
    this.reader = new RunReader(direction.sign());
  }

  @Override
  public void group(RowGroup group, ResultRows out) {
    seedNoise = group.numbers("noise_sd")[0];
    LoggedRun run = reader.read(group).orElse(null);
    if (run == null) {
      withoutValues++;
    } else if (run.x().length < 2) {
      onePoint++;
    } else {
      runs.add(run);
    }
  }

  @Override
  public Outcome finish(ResultRows out) {
    out.exclude("run_deleted_or_no_finite_value", withoutValues);
    out.exclude("one_point", onePoint);
    if (direction == Direction.UNKNOWN) {
      return Outcome.insufficient(
          METHOD, 0, "The direction of the metric is unknown; declare it to see what to stop.");
    }
    long natural = runs.stream().filter(LoggedRun::natural).count();
    if (natural < LEAST_RUNS) {
      return Outcome.insufficient(
          METHOD,
          natural,
          "Fewer than "
              + LEAST_RUNS
              + " runs with a curve ended by themselves: no truth to replay against.");
    }
    boolean predict = runs.size() <= MOST_FORECAST_RUNS;
    out.exclude("prediction_rule_too_many_runs", predict ? 0 : runs.size());
    Replay replay = Replay.of(runs);
    String metric = requireNonNullElse(scope.metricKey(), "");
    List<StopRule> rules = RuleSet.of(runs, scope.project() + '/' + metric, Bounds.NONE, predict);
    List<ReplayScore> scores = rules.stream().map(rule -> ReplayScore.of(replay, rule)).toList();
    boolean fromSeeds = seedNoise > 0;
    double noise = fromSeeds ? seedNoise : curveNoise();
    Parts parts = Parts.of(runs, scope.seed());
    Recommendation recommendation = Recommendation.of(rules, scores, parts, noise);
    StoppingRows rows = new StoppingRows(scope.project(), metric, direction, out);
    rows.add(replay, rules, scores, recommendation);
    rows.addRecommendation(
        replay, rules, scores, recommendation, parts, noise, fromSeeds ? "seeds" : "curve");
    return outcome(replay, recommendation);
  }

  private Outcome outcome(Replay replay, Recommendation recommendation) {
    String order = replay.timed() ? null : "Points have no times: runs count as one after another.";
    String reason = recommendation.reason();
    if (order == null && reason == null) {
      return Outcome.ok(METHOD, runs.size());
    }
    String both = reason == null ? order : order == null ? reason : reason + " " + order;
    return new Outcome(Outcome.Status.DEGRADED, both, null, METHOD, runs.size());
  }

  private double curveNoise() {
    double[] noises =
        runs.stream()
            .filter(LoggedRun::natural)
            .mapToDouble(run -> CurveNoise.of(finite(run.y())))
            .filter(noise -> !Double.isNaN(noise))
            .sorted()
            .toArray();
    return noises.length == 0 ? 0 : noises[noises.length / 2];
  }

  private static double[] finite(double[] values) {
    return Arrays.stream(values).filter(Double::isFinite).toArray();
  }
}
