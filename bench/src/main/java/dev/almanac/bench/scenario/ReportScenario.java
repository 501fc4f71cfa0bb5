package dev.almanac.bench.scenario;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Analyses and the weekly report over 5,000 runs, computed afresh. The period is the last full week
 * of the generated history.
 */
record ReportScenario() implements Scenario {

  private static final String ANALYZE = "analyze, everything";
  private static final String AGAIN = "analyze, nothing changed";
  private static final String REPORT = "report run weekly";

  @Override
  public String name() {
    return "report";
  }

  @Override
  public String summary() {
    return "'almanac analyze' and 'almanac report run weekly' over 5,000 runs and 5 M points";
  }

  @Override
  public Result run(Bench bench) throws IOException, InterruptedException {
    Path synced = bench.syncedWarehouse();
    Recorder recorder = new Recorder();
    for (int repetition = 0; repetition < bench.repetitions(); repetition++) {
      Path warehouse = bench.fresh("warehouse-report");
      Bench.copy(synced, warehouse);
      String[] analyze = {"--warehouse", warehouse.toString(), "analyze"};
      recorder.add(ANALYZE, bench.almanac(analyze), 5_000_000);
      recorder.add(AGAIN, bench.almanac(analyze), 0);
      recorder.add(
          REPORT,
          bench.almanac(
              "--warehouse",
              warehouse.toString(),
              "report",
              "run",
              "weekly",
              "--period",
              "2026-W17",
              "--output",
              bench.fresh("report").toString()),
          0);
    }
    return new Result(recorder.measurements(), List.of());
  }
}
