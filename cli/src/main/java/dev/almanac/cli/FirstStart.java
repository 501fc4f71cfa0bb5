package dev.almanac.cli;

import dev.almanac.cli.terminal.Surroundings;
import dev.almanac.cli.terminal.Terminal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Makes later starts quick; the launcher runs it once for each machine and Java version, with the
 * JVM told to archive the classes that are loaded on the way (JEP 350).
 */
final class FirstStart {

  private static final String EXPERIMENT =
      """
      artifact_location: ''
      experiment_id: '1'
      lifecycle_stage: active
      name: rehearsal
      """;
  private static final String RUN =
      """
      artifact_uri: ''
      end_time: 1700000060000
      experiment_id: '1'
      lifecycle_stage: active
      run_id: 00000000000000000000000000000001
      run_name: rehearsal
      source_type: 4
      start_time: 1700000000000
      status: 3
      user_id: almanac
      """;

  private FirstStart() {}

  /**
   * Goes once through what most commands do, on one run in a folder of its own; what it loads is
   * what the JVM archives.
   */
  static void rehearse(Path folder) throws IOException {
    Path stage = folder.resolve("rehearsal");
    try {
      rehearseIn(stage);
    } finally {
      delete(stage);
    }
  }

  private static void rehearseIn(Path stage) throws IOException {
    writeStore(stage.resolve("mlruns/1"));
    Terminal nowhere =
        new Terminal(
            new ByteArrayInputStream(new byte[0]),
            OutputStream.nullOutputStream(),
            new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8),
            List.of(),
            Terminal.DEFAULT_WIDTH,
            Terminal.Color.OFF);
    Surroundings surroundings = new Surroundings(nowhere, Map.of(), stage, Clock.systemUTC());
    Almanac.run(surroundings, "--help");
    writeLogs(stage.resolve("logs"));
    Almanac.run(surroundings, "sync", "mlruns");
    Almanac.run(surroundings, "sync", "mlruns");
    Almanac.run(surroundings, "sync", "logs");
    Almanac.run(surroundings, "analyze");
    Almanac.run(surroundings, "sql", "SELECT * FROM runs JOIN metrics USING (run_key)");
    Almanac.run(surroundings, "sql", "--format", "table", "SHOW TABLES");
    Almanac.run(surroundings, "report", "run", "weekly", "--period", "2023-W46");
  }

  /** Writes one run as MLflow's file store does. */
  private static void writeStore(Path experiment) throws IOException {
    Path run = experiment.resolve("00000000000000000000000000000001");
    write(experiment.resolve("meta.yaml"), EXPERIMENT);
    write(run.resolve("meta.yaml"), RUN);
    write(run.resolve("metrics/loss"), "1700000001000 0.5 0\n1700000002000 0.25 1\n");
    write(run.resolve("params/rate"), "0.1");
    write(run.resolve("tags/mlflow.runName"), "rehearsal");
  }

  /** Writes three runs of logs: columns of text, and two binary ones that were just begun. */
  private static void writeLogs(Path folder) throws IOException {
    write(folder.resolve("table/version_0/metrics.csv"), "epoch,loss,step\n0,0.5,1\n1,0.25,2\n");
    write(folder.resolve("table/version_0/hparams.yaml"), "rate: 0.1\n");
    write(folder.resolve("events/run/events.out.tfevents.1700000001.rehearsal"), "");
    write(folder.resolve("wandb/offline-run-20231114_221320-rehearse/run-rehearse.wandb"), "");
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.resolveSibling(".").normalize());
    Files.writeString(file, text, StandardCharsets.UTF_8);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
