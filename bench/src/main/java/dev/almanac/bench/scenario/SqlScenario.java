package dev.almanac.bench.scenario;

import dev.almanac.warehouse.query.SqlScript;
import java.io.IOException;
import java.util.List;

/** {@code almanac sql} as a fresh process over 5 million points: JVM, catalog, plan, scan, exit. */
record SqlScenario() implements Scenario {

  private static final long POINTS = 5_000_000;
  private static final String ONE = "sql: SELECT 1";
  private static final String SCAN = "sql: aggregate of all points by project and key";
  private static final String RUN = "sql: one metric of one run";

  @Override
  public String name() {
    return "sql";
  }

  @Override
  public String summary() {
    return "cold start of 'almanac sql' over 5 M points: nothing, everything, one series";
  }

  @Override
  public Result run(Bench bench) throws IOException, InterruptedException {
    String warehouse = bench.syncedWarehouse().toString();
    Recorder recorder = new Recorder();
    String scan = SqlScript.resource(SqlScenario.class, "all_points.sql").text();
    String series = SqlScript.resource(SqlScenario.class, "one_series.sql").text();
    for (int repetition = 0; repetition < bench.repetitions(); repetition++) {
      recorder.add(ONE, bench.almanac("--warehouse", warehouse, "sql", "SELECT 1"), 0);
      recorder.add(SCAN, bench.almanac("--warehouse", warehouse, "sql", scan), POINTS);
      recorder.add(RUN, bench.almanac("--warehouse", warehouse, "sql", series), 0);
    }
    return new Result(
        recorder.measurements(),
        List.of(
            Comparison.atMost(ONE + ", wall", recorder.of(ONE).wall(), 1.5, "s"),
            Comparison.atMost(SCAN + ", wall", recorder.of(SCAN).wall(), 1.5, "s"),
            Comparison.atMost(RUN + ", wall", recorder.of(RUN).wall(), 1.5, "s")));
  }
}
