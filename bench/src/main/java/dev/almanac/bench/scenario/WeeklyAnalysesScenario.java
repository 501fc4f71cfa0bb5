package dev.almanac.bench.scenario;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * All analyses over a year of many projects, computed afresh, and again when nothing has changed.
 *
 * @param name name of the scenario
 * @param projects number of projects
 * @param seconds bar for all analyses, on two idle cores
 */
record WeeklyAnalysesScenario(String name, int projects, double seconds) implements Scenario {

  private static final int RUNS_PER_PROJECT = 2_000;
  private static final int STEPS = 20;
  private static final int METRICS = 3;
  private static final String ANALYZE = "analyze, everything";
  private static final String AGAIN = "analyze, nothing changed";

  @Override
  public String summary() {
    return String.format(
        Locale.ROOT,
        "'almanac analyze' over %d projects x %d metrics x %,d runs of %d steps",
        projects,
        METRICS,
        RUNS_PER_PROJECT,
        STEPS);
  }

  @Override
  public Result run(Bench bench) throws IOException, InterruptedException {
    int runs = projects * RUNS_PER_PROJECT;
    Path store = bench.yearStore(projects, runs, STEPS);
    String synced = bench.work().resolve("warehouse-year-" + projects).toString();
    System.err.println("bench: syncing the warehouse that this scenario reads ...");
    bench.almanac("--warehouse", synced, "sync", store.toString(), "--name", "bench");
    Recorder recorder = new Recorder();
    long points = (long) runs * METRICS * STEPS;
    for (int repetition = 0; repetition < bench.repetitions(); repetition++) {
      Path warehouse = bench.fresh("warehouse-analyses");
      Bench.copy(Path.of(synced), warehouse);
      String[] analyze = {"--warehouse", warehouse.toString(), "analyze"};
      recorder.add(ANALYZE, bench.almanac(analyze), points);
      recorder.add(AGAIN, bench.almanac(analyze), 0);
    }
    Measurement all = recorder.of(ANALYZE);
    return new Result(
        recorder.measurements(),
        List.of(
            Comparison.atMost(ANALYZE + ", wall", all.wall(), seconds, "s"),
            Comparison.atMost(ANALYZE + ", CPU on two cores", all.cpu() / 2, seconds, "s")));
  }
}
