package dev.almanac.bench.scenario;

import dev.almanac.bench.store.MlflowStoreGenerator;
import dev.almanac.bench.store.MlflowStoreGenerator.Format;
import dev.almanac.bench.store.RunGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The place where scenarios run: the clone, a folder for data, and the peers if they are wanted.
 *
 * @param root the clone
 * @param work folder for generated stores, warehouses and outputs
 * @param python the interpreter of the peers' environment, or null to run without peers
 * @param repetitions how often each step is measured
 */
record Bench(Path root, Path work, @Nullable Path python, int repetitions) {

  /** The processor kernels of some machines are chosen by the environment; peers choose afresh. */
  private static final Map<String, String> PEER_ENVIRONMENT =
      Map.of(
          "OPENBLAS_CORETYPE", "",
          "OPENBLAS_L2_SIZE", "",
          "MLFLOW_ALLOW_FILE_STORE", "true",
          "MLFLOW_DISABLE_TELEMETRY", "true",
          "DO_NOT_TRACK", "true");

  /** Runs {@code almanac} once, as a user would. */
  Execution almanac(String... arguments) throws IOException, InterruptedException {
    return almanacIn(Path.of(""), arguments);
  }

  /** Runs {@code almanac} once in a folder, where it may find a configuration. */
  Execution almanacIn(Path folder, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(root.resolve("almanac").toString());
    command.addAll(List.of(arguments));
    return Execution.of(command, Map.of("ALMANAC_WAREHOUSE", ""), scratch(), folder);
  }

  /** Runs any other program once. */
  Execution program(String... command) throws IOException, InterruptedException {
    return Execution.of(List.of(command), Map.of(), scratch());
  }

  /**
   * Returns the interpreter of a script: a peer that cannot live beside the others has a folder
   * {@code peers-NAME} of its own next to theirs, for {@code WHAT_NAME.py}.
   */
  private Path interpreter(String script) {
    String name = script.substring(script.lastIndexOf('_') + 1, script.lastIndexOf('.'));
    Path own = work.resolve("peers-" + name).resolve("bin/python");
    return Files.exists(own) || python == null ? own : python;
  }

  /** Tells whether a peer with an environment of its own is there. */
  boolean hasOwnPeer(String name) {
    return Files.exists(work.resolve("peers-" + name).resolve("bin/python"));
  }

  /** Runs one of the scripts in {@code bench/peers} once; only if {@link #python()} is there. */
  Execution peer(String script, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(interpreter(script).toString());
    command.add(root.resolve("bench/peers").resolve(script).toString());
    command.addAll(List.of(arguments));
    return Execution.of(command, PEER_ENVIRONMENT, scratch());
  }

  /** Returns a generated store, which no scenario may change; makes it on first use. */
  Path store(Format format, int runs, int steps) throws IOException {
    String name = format.name().toLowerCase(Locale.ROOT) + "-" + runs + "x" + steps;
    Path folder = work.resolve("stores").resolve(name);
    Path path = folder.resolve(format == Format.SQLITE ? "mlflow.db" : "mlruns");
    Path complete = folder.resolve("complete");
    if (!Files.exists(complete)) {
      System.err.println("bench: generating " + name + " ...");
      delete(folder);
      new MlflowStoreGenerator(format, path, steps).create(runs);
      Files.createFile(complete);
    }
    return path;
  }

  /** Returns a generated store of a year in many projects; makes it on first use. */
  Path yearStore(int projects, int runs, int steps) throws IOException {
    String name = "year-" + projects + "x" + runs / projects + "x" + steps;
    Path folder = work.resolve("stores").resolve(name);
    Path complete = folder.resolve("complete");
    if (!Files.exists(complete)) {
      System.err.println("bench: generating " + name + " ...");
      delete(folder);
      MlflowStoreGenerator.createYear(folder.resolve("mlflow.db"), projects, runs, steps);
      Files.createFile(complete);
    }
    return folder.resolve("mlflow.db");
  }

  /** Returns a SQLite store of 50 projects, which no scenario may change; makes it on first use. */
  Path portfolio(int runs, int steps) throws IOException {
    Path folder = work.resolve("stores").resolve("portfolio-" + runs + "x" + steps);
    Path path = folder.resolve("mlflow.db");
    Path complete = folder.resolve("complete");
    if (!Files.exists(complete)) {
      System.err.println("bench: generating " + folder.getFileName() + " ...");
      delete(folder);
      MlflowStoreGenerator.portfolio(Format.SQLITE, path, steps).create(runs);
      Files.createFile(complete);
    }
    return path;
  }

  /** Returns a folder of generated runs, which no scenario may change; makes it on first use. */
  Path runs(String name, RunGenerator generator, int runs) throws IOException {
    Path folder = work.resolve("stores").resolve(name);
    Path path = folder.resolve("runs");
    Path complete = folder.resolve("complete");
    if (!Files.exists(complete)) {
      System.err.println("bench: generating " + name + " ...");
      delete(folder);
      for (int index = 0; index < runs; index++) {
        generator.write(path, index);
      }
      Files.createFile(complete);
    }
    return path;
  }

  /** Returns a warehouse of the SQLite store of 5,000 runs x 200 steps, brought up to date. */
  Path syncedWarehouse() throws IOException, InterruptedException {
    Path store = store(Format.SQLITE, 5_000, 200);
    Path warehouse = work.resolve("warehouse-5000x200");
    System.err.println("bench: syncing the warehouse that this scenario reads ...");
    almanac("--warehouse", warehouse.toString(), "sync", store.toString(), "--name", "bench");
    return warehouse;
  }

  /** Returns the path of an empty place in the work folder; what was there before is deleted. */
  Path fresh(String name) throws IOException {
    Path path = work.resolve(name);
    delete(path);
    Files.createDirectories(path.getParent());
    return path;
  }

  /** Copies a file or a folder. */
  static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> paths = Files.walk(from)) {
      for (Path path : (Iterable<Path>) paths::iterator) {
        Files.copy(path, to.resolve(from.relativize(path).toString()));
      }
    }
  }

  /** Deletes a file or a folder with all that is in it, if it is there. */
  static void delete(Path path) throws IOException {
    if (!Files.exists(path)) {
      return;
    }
    try (Stream<Path> paths = Files.walk(path)) {
      for (Path each : (Iterable<Path>) paths.sorted(Comparator.reverseOrder())::iterator) {
        Files.delete(each);
      }
    }
  }

  private Path scratch() throws IOException {
    return Files.createDirectories(work.resolve("scratch"));
  }
}
