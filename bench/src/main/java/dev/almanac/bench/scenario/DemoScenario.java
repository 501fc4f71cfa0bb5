package dev.almanac.bench.scenario;

import java.io.IOException;
import java.util.List;

/** {@code almanac demo} into an empty folder, in a clone that is built already. */
record DemoScenario() implements Scenario {

  private static final String DEMO = "demo";

  @Override
  public String name() {
    return "demo";
  }

  @Override
  public String summary() {
    return "'almanac demo' into an empty folder: sync of examples/, analyses, weekly report";
  }

  @Override
  public Result run(Bench bench) throws IOException, InterruptedException {
    Recorder recorder = new Recorder();
    for (int repetition = 0; repetition < bench.repetitions(); repetition++) {
      recorder.add(DEMO, bench.almanac("demo", bench.fresh("demo").toString()), 0);
    }
    return new Result(recorder.measurements(), List.of());
  }
}
