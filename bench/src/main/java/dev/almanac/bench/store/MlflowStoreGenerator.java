package dev.almanac.bench.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes MLflow stores for benchmarks: 20 params, 5 tags and 5 metrics a run.
 *
 * <p>Equal arguments give equal rows and equal files. Command line: {@code FORMAT PATH RUNS STEPS},
 * with the format {@code sqlite} or {@code files}; {@code portfolio} behind them spreads the runs
 * over 50 projects instead of 4.
 */
public final class MlflowStoreGenerator {

  /** How many metric keys each run has. */
  public static final int KEYS = 5;

  /** The two formats of a local MLflow store. */
  public enum Format {
    /** One SQLite database. */
    SQLITE,
    /** A folder {@code mlruns}. */
    FILES
  }

  private final Format format;
  private final Path path;
  private final RunHistory history;

  /**
   * Prepares a generator; writes nothing yet.
   *
   * @param format of the store
   * @param path of the database or the folder
   * @param steps points of each metric of each run
   */
  public MlflowStoreGenerator(Format format, Path path, int steps) {
    this(format, path, new SyntheticHistory(steps));
  }

  private MlflowStoreGenerator(Format format, Path path, RunHistory history) {
    this.format = format;
    this.path = path;
    this.history = history;
  }

  /**
   * Creates a SQLite store of a year's runs in many experiments, with 3 metrics each.
   *
   * @param path of the database
   * @param projects number of experiments
   * @param runs runs of all experiments together
   * @param steps points of each metric of each run
   * @throws IOException if it exists already or cannot be written
   */
  public static void createYear(Path path, int projects, int runs, int steps) throws IOException {
    new MlflowStoreGenerator(Format.SQLITE, path, SyntheticHistory.year(steps, projects, runs))
        .create(runs);
  }

  /**
   * Prepares a generator of runs in 50 projects of unequal size over 26 weeks and more, with
   * repeated settings and failures.
   *
   * @param format of the store
   * @param path of the database or the folder
   * @param steps points of each metric of each run that does not fail early
   */
  public static MlflowStoreGenerator portfolio(Format format, Path path, int steps) {
    return new MlflowStoreGenerator(format, path, new PortfolioHistory(steps));
  }

  /**
   * Creates the store with runs 0 to {@code runs - 1}.
   *
   * @throws IOException if it exists already or cannot be written
   */
  public void create(int runs) throws IOException {
    if (Files.exists(path)) {
      throw new IOException("Cannot create " + path + ": it exists already");
    }
    Files.createDirectories(path.toAbsolutePath().getParent());
    try (MlflowStore store =
        format == Format.SQLITE
            ? SqliteStore.create(path, history.experiments())
            : FileStore.create(path, history.experiments())) {
      for (int index = 0; index < runs; index++) {
        store.add(history.run(index));
      }
    }
  }

  /** Adds one run to a store that exists, in a transaction of its own. */
  public void add(int index) throws IOException {
    try (MlflowStore store =
        format == Format.SQLITE ? SqliteStore.open(path) : FileStore.open(path)) {
      store.add(history.run(index));
    }
  }

  /** Runs the generator; see the class. */
  public static void main(String[] arguments) throws IOException {
    boolean portfolio = arguments.length == 5 && arguments[4].equals("portfolio");
    if (arguments.length != 4 && !portfolio) {
      throw new IllegalArgumentException("Usage: sqlite|files PATH RUNS STEPS [portfolio]");
    }
    Format format = arguments[0].equals("sqlite") ? Format.SQLITE : Format.FILES;
    Path path = Path.of(arguments[1]);
    int steps = Integer.parseInt(arguments[3]);
    MlflowStoreGenerator generator =
        portfolio ? portfolio(format, path, steps) : new MlflowStoreGenerator(format, path, steps);
    generator.create(Integer.parseInt(arguments[2]));
  }
}
