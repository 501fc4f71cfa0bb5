package dev.almanac.bench.scenario;

import dev.almanac.bench.truth.NullClaims;
import java.util.List;

/** How many data sets of pure noise make the sensitivity analysis claim an effect. */
record NullClaimsScenario() implements Scenario {

  private static final int SETS = 200;
  private static final int RUNS = 10_000;
  private static final int PARAMS = 8;
  private static final String STEP = "sensitivity of 200 null data sets, 10,000 x 8";

  @Override
  public String name() {
    return "null-claims";
  }

  @Override
  public String summary() {
    return "claims of the sensitivity analysis on 200 data sets of pure noise, 10,000 runs each";
  }

  @Override
  public boolean onRequestOnly() {
    return true;
  }

  @Override
  public Result run(Bench bench) {
    Recorder recorder = new Recorder();
    double[] claims = new double[1];
    ProcessTimer.measure(recorder, STEP, 0, () -> claims[0] = NullClaims.share(SETS, RUNS, PARAMS));
    return new Result(
        recorder.measurements(),
        List.of(
            new Comparison(
                "share of null data sets with a claim", claims[0], "<= 0.10", claims[0] <= .10)));
  }
}
