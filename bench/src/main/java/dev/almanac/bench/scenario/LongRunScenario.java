package dev.almanac.bench.scenario;

import dev.almanac.bench.store.MlflowStoreGenerator.Format;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** One run of 50 million points in a file store: memory must not follow the length of a run. */
record LongRunScenario() implements Scenario {

  private static final int STEPS = 10_000_000;
  private static final String SYNC = "first sync of one run with 50 M points";

  @Override
  public String name() {
    return "long-run";
  }

  @Override
  public String summary() {
    return "file store of one run x 5 metrics x 10,000,000 steps: memory stays bounded";
  }

  @Override
  public boolean onRequestOnly() {
    return true;
  }

  @Override
  public Result run(Bench bench) throws IOException, InterruptedException {
    Path store = bench.store(Format.FILES, 1, STEPS);
    Recorder recorder = new Recorder();
    String warehouse = bench.fresh("warehouse-long-run").toString();
    recorder.add(
        SYNC, bench.almanac("--warehouse", warehouse, "sync", store.toString()), 5L * STEPS);
    Double peak = recorder.of(SYNC).peakMegabytes();
    return new Result(
        recorder.measurements(),
        peak == null
            ? List.of()
            : List.of(Comparison.atMost("peak memory", peak, SyncScenario.PEAK_MEGABYTES, "MB")));
  }
}
