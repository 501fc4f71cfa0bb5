package dev.almanac.bench.scenario;

import dev.almanac.bench.store.LightningCsvGenerator;
import dev.almanac.bench.store.LightningCsvGenerator.Columns;
import dev.almanac.bench.store.RunGenerator;
import dev.almanac.bench.store.TensorBoardGenerator;
import dev.almanac.bench.store.WandbGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;

/**
 * A first sync of logs on disk, one with nothing changed, and one after a run was added, each a
 * process of its own; beside them, what else reads such logs.
 *
 * @param name on the command line
 * @param what the logs are, for people
 * @param generator makes a generator for a number of steps
 * @param runs number of runs
 * @param steps of each of the 5 metrics of a run
 * @param peers the other readers
 */
record LogSyncScenario(
    String name,
    String what,
    IntFunction<RunGenerator> generator,
    int runs,
    int steps,
    LogPeers peers)
    implements Scenario {

  private static final String ALONE = "first sync of one run of 1,000 points";
  private static final String FIRST = "first sync";
  private static final String UNCHANGED = "sync, nothing changed";
  private static final String ONE_MORE = "sync, one run added";

  /** Metrics of each run. */
  private static final int KEYS = 5;

  private static final int SMALL = 200;

  static LogSyncScenario tensorBoard() {
    return new LogSyncScenario(
        "sync-tensorboard",
        "TensorBoard event files",
        TensorBoardGenerator::new,
        200,
        5_000,
        new TensorBoardPeers(200));
  }

  static LogSyncScenario wandb() {
    return new LogSyncScenario(
        "sync-wandb",
        "W&B offline run folders",
        WandbGenerator::new,
        1,
        1_000_000,
        new WandbPeers(1_000_000));
  }

  static LogSyncScenario csv(Columns columns) {
    boolean equal = columns == Columns.EQUAL;
    return new LogSyncScenario(
        equal ? "sync-csv" : "sync-csv-columns",
        "Lightning CSV files, columns " + columns.name().toLowerCase(Locale.ROOT),
        steps -> new LightningCsvGenerator(steps, columns),
        500,
        2_000,
        new CsvPeers());
  }

  @Override
  public String summary() {
    return String.format(
        Locale.ROOT,
        "%s, %,d runs x 5 metrics x %,d steps: first sync, nothing changed, one run added",
        what,
        runs,
        steps);
  }

  private long points() {
    return (long) runs * KEYS * steps;
  }

  @Override
  public Result run(Bench bench) throws IOException, InterruptedException {
    Path store = bench.runs(name + "-" + runs + "x" + steps, generator.apply(steps), runs);
    Path small = bench.runs(name + "-1x" + SMALL, generator.apply(SMALL), 1);
    Recorder recorder = new Recorder();
    for (int repetition = 0; repetition < bench.repetitions(); repetition++) {
      recorder.add(ALONE, sync(bench, bench.fresh("warehouse-one"), small), 0);
      syncs(bench, store, recorder);
      if (bench.python() != null) {
        peers.run(bench, store, points(), recorder);
      }
    }
    List<Comparison> comparisons = new ArrayList<>();
    Measurement first = recorder.of(FIRST);
    Double peak = first.peakMegabytes();
    if (peak != null) {
      comparisons.add(
          Comparison.atMost(
              "peak memory of the first sync", peak, SyncScenario.PEAK_MEGABYTES, "MB"));
    }
    if (bench.python() != null) {
      comparisons.addAll(peers.comparisons("first sync", first.cpu(), recorder));
      double reading = first.cpu() - recorder.of(ALONE).cpu();
      comparisons.addAll(
          peers.comparisons("first sync less what one small run costs", reading, recorder));
    }
    return new Result(recorder.measurements(), comparisons);
  }

  private void syncs(Bench bench, Path store, Recorder recorder)
      throws IOException, InterruptedException {
    Path live = bench.fresh("live");
    Bench.copy(store, Files.createDirectories(live).resolve("runs"));
    Path copy = live.resolve("runs");
    Path warehouse = bench.fresh("warehouse-" + name);
    recorder.add(FIRST, sync(bench, warehouse, copy), points());
    recorder.add(UNCHANGED, sync(bench, warehouse, copy), 0);
    generator.apply(SMALL).write(copy, runs);
    recorder.add(ONE_MORE, sync(bench, warehouse, copy), (long) KEYS * SMALL);
    Bench.delete(live);
  }

  private static Execution sync(Bench bench, Path warehouse, Path place)
      throws IOException, InterruptedException {
    return bench.almanac(
        "--warehouse", warehouse.toString(), "sync", place.toString(), "--name", "bench");
  }
}
