package dev.almanac.bench.scenario;

import dev.almanac.bench.store.MlflowStoreGenerator;
import dev.almanac.bench.store.MlflowStoreGenerator.Format;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A first sync, one with nothing changed, and one after a run was added, each a process of its own;
 * beside them, other ways to get at the same points.
 *
 * @param name on the command line
 * @param format of the store
 * @param runs in the store
 * @param steps of each of the 5 metrics of a run
 */
record SyncScenario(String name, Format format, int runs, int steps) implements Scenario {

  static final String ALONE = "first sync of a store of one run";
  private static final String FIRST = "first sync";
  private static final String UNCHANGED = "sync, nothing changed";
  private static final String ONE_MORE = "sync, one run added";

  /** The bar for a 512 MiB heap and any store: 1 GiB. */
  static final double PEAK_MEGABYTES = 1024 * 1024 * 1024 / 1e6;

  @Override
  public String summary() {
    return String.format(
        Locale.ROOT,
        "MLflow %s store, %,d runs x 20 params x 5 metrics x %,d steps: first sync, nothing"
            + " changed, one run added",
        format == Format.SQLITE ? "SQLite" : "file",
        runs,
        steps);
  }

  private long points() {
    return (long) runs * MlflowStoreGenerator.KEYS * steps;
  }

  @Override
  public Result run(Bench bench) throws IOException, InterruptedException {
    Path store = bench.store(format, runs, steps);
    Path small = bench.store(format, 1, steps);
    Recorder recorder = new Recorder();
    for (int repetition = 0; repetition < bench.repetitions(); repetition++) {
      String warehouse = bench.fresh("warehouse-one").toString();
      recorder.add(
          ALONE,
          bench.almanac("--warehouse", warehouse, "sync", small.toString(), "--name", "bench"),
          0);
      syncs(bench, store, recorder);
      if (bench.python() != null) {
        peers(bench, store, recorder);
      }
    }
    List<Comparison> comparisons = new ArrayList<>();
    Measurement first = recorder.of(FIRST);
    Double peak = first.peakMegabytes();
    if (peak != null) {
      comparisons.add(
          Comparison.atMost("peak memory of the first sync", peak, PEAK_MEGABYTES, "MB"));
    }
    comparisons.add(Comparison.atMost(UNCHANGED + ", wall", recorder.of(UNCHANGED).wall(), 3, "s"));
    comparisons.add(Comparison.atMost(ONE_MORE + ", wall", recorder.of(ONE_MORE).wall(), 5, "s"));
    if (bench.python() != null) {
      comparisons.addAll(
          format == Format.SQLITE
              ? DatabasePeers.comparisons(first, recorder)
              : FilePeers.comparisons(first, recorder));
    }
    return new Result(recorder.measurements(), comparisons);
  }

  private void syncs(Bench bench, Path store, Recorder recorder)
      throws IOException, InterruptedException {
    Path live = Files.createDirectories(bench.fresh("live"));
    Path copy = live.resolve(store.getFileName());
    Bench.copy(store, copy);
    String warehouse = bench.fresh("warehouse-" + name).toString();
    String[] sync = {"--warehouse", warehouse, "sync", copy.toString(), "--name", "bench"};
    recorder.add(FIRST, bench.almanac(sync), points());
    recorder.add(UNCHANGED, bench.almanac(sync), 0);
    new MlflowStoreGenerator(format, copy, steps).add(runs);
    recorder.add(ONE_MORE, bench.almanac(sync), (long) MlflowStoreGenerator.KEYS * steps);
    Bench.delete(live);
  }

  private void peers(Bench bench, Path store, Recorder recorder)
      throws IOException, InterruptedException {
    if (format == Format.SQLITE) {
      DatabasePeers.run(bench, store, points(), recorder);
    } else {
      FilePeers.run(bench, store, points(), recorder);
    }
  }
}
