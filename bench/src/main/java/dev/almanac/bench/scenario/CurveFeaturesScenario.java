package dev.almanac.bench.scenario;

import dev.almanac.analyses.convergence.ManyFeatures;
import java.util.List;

/** All convergence features of 100,000 curves of 1,000 points, on two threads and warm. */
record CurveFeaturesScenario() implements Scenario {

  private static final int CURVES = 100_000;
  private static final int POINTS = 1_000;
  private static final int WARM_UP = 4_000;
  private static final int THREADS = 2;
  private static final String STEP = "convergence features, 100,000 x 1,000, warm";

  @Override
  public String name() {
    return "curve-features";
  }

  @Override
  public String summary() {
    return "convergence features of 100,000 curves of 1,000 points, on two threads";
  }

  @Override
  public Result run(Bench bench) {
    ManyFeatures curves = new ManyFeatures(POINTS);
    Recorder recorder = new Recorder();
    curves.features(WARM_UP, THREADS);
    for (int repetition = 0; repetition < bench.repetitions(); repetition++) {
      ProcessTimer.measure(
          recorder, STEP, (long) CURVES * POINTS, () -> curves.features(CURVES, THREADS));
    }
    Measurement all = recorder.of(STEP);
    return new Result(
        recorder.measurements(),
        List.of(
            Comparison.atMost(STEP + ", wall", all.wall(), 60, "s"),
            Comparison.atMost(STEP + ", CPU on two cores", all.cpu() / THREADS, 60, "s")));
  }
}
