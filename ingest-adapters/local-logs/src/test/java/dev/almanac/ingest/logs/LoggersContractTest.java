package dev.almanac.ingest.logs;

import dev.almanac.ingest.Capability;
import dev.almanac.ingest.RunSourceFactory;
import dev.almanac.ingest.testkit.AdapterUnderTest;
import dev.almanac.ingest.testkit.RecordedCase;
import dev.almanac.ingest.testkit.RunSourceContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;

/**
 * Holds the formats of loggers to the contract, with what Hydra, Sacred, DVCLive, Trackio, ClearML
 * and SMAC3 wrote.
 */
class LoggersContractTest extends RunSourceContract {

  private static final Set<String> TRACKERS =
      Set.of("hydra", "sacred", "dvclive", "trackio", "clearml", "smac");

  @Override
  public RunSourceFactory factory() {
    return new LocalLogsSourceFactory();
  }

  @Override
  public Path casesFolder() {
    return Path.of("src/test/resources/loggers");
  }

  /** All that these formats declare but what only a run leaves that is cut off or uploads files. */
  @Override
  public Set<Capability> capabilities() {
    Set<Capability> all = EnumSet.noneOf(Capability.class);
    TRACKERS.forEach(tracker -> all.addAll(factory().capabilities(tracker)));
    all.removeAll(Set.of(Capability.LIVE_RUNS, Capability.DATASETS, Capability.LINEAGE));
    return all;
  }

  @Override
  public List<SourceChange> changes(RecordedCase recorded) {
    return switch (recorded.name()) {
      case "hydra" ->
          List.of(
              new SourceChange(
                  "a job's configuration is edited",
                  input ->
                      replace(
                          input.resolve("work/outputs/2026-01-02/03-04-05/.hydra/config.yaml"),
                          "seed: 0",
                          "seed: 11")));
      case "sacred" ->
          List.of(
              new SourceChange(
                  "a run logs a value",
                  input -> replace(input.resolve("lab/sacred/1/metrics.json"), "0.25", "0.5")));
      case "dvclive" ->
          List.of(
              new SourceChange(
                  "a step is logged",
                  input ->
                      Files.writeString(
                          input.resolve("vision/dvclive/plots/metrics/train/loss.tsv"),
                          "4\t0.125\n",
                          StandardOpenOption.APPEND)));
      case "clearml" ->
          List.of(
              new SourceChange(
                  "an event is reported",
                  input -> {
                    for (Path file : files(input, "metrics.jsonl")) {
                      Files.writeString(
                          file,
                          "\n[{\"type\":\"training_stats_scalar\",\"iter\":9,\"metric\":\"loss\","
                              + "\"variant\":\"train\",\"value\":0.1,\"timestamp\":1}]\n",
                          StandardOpenOption.APPEND);
                    }
                  }));
      case "smac" ->
          List.of(
              new SourceChange(
                  "an evaluation costs something else",
                  input ->
                      replace(
                          input.resolve("smac3_output/fidelity/1/runhistory.json"),
                          "\"cost\": 0.",
                          "\"cost\": 7.")));
      case "trackio" -> List.of(new SourceChange("a point is logged", LoggersContractTest::log));
      default -> List.of();
    };
  }

  private static void replace(Path file, String old, String other) throws IOException {
    String text = Files.readString(file);
    if (!text.contains(old)) {
      throw new IOException("no " + old + " in " + file);
    }
    Files.writeString(
        file,
        text.replaceFirst(java.util.regex.Pattern.quote(old), Matcher.quoteReplacement(other)));
  }

  private static void log(Path input) throws Exception {
    Path database = input.resolve("trackio/vision.db");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(
          "INSERT INTO metrics (run_id, timestamp, run_name, step, metrics) SELECT run_id,"
              + " '2027-01-01T00:00:00+00:00', run_name, 7, '{\"loss\":8.5}' FROM metrics WHERE"
              + " run_name = 'second' LIMIT 1");
    }
  }

  private static List<Path> files(Path input, String name) {
    List<Path> found = new ArrayList<>();
    AdapterUnderTest.eachFile(
        input,
        (path, file) -> {
          if (path.endsWith("/" + name)) {
            found.add(file);
          }
        });
    return found;
  }

  @Override
  public List<Path> growingFiles(RecordedCase recorded, Path input) {
    return switch (recorded.name()) {
      case "dvclive" -> files(input, "acc.tsv");
      case "clearml" -> files(input, "metrics.jsonl");
      default -> List.of();
    };
  }

  /** Which files of a run may be damaged, by case. */
  private static final Map<String, List<String>> DAMAGEABLE =
      Map.of(
          "sacred",
          List.of("1/run.json", "1/config.json", "1/metrics.json", "1/info.json"),
          "dvclive",
          List.of("metrics.json", "params.yaml", "loss.tsv"),
          "hydra",
          List.of("03-04-05/.hydra/config.yaml", "03-04-05/.hydra/hydra.yaml"),
          "clearml",
          List.of("task.json", "metrics.jsonl"));

  @Override
  public List<Path> damageableFiles(RecordedCase recorded, Path input) {
    List<Path> found = new ArrayList<>();
    DAMAGEABLE
        .getOrDefault(recorded.name(), List.of())
        .forEach(name -> found.addAll(files(input, name)));
    return found;
  }

  @Override
  public Optional<String> owner(Path input, Path file) {
    String path = input.relativize(file).toString().replace('\\', '/');
    String folder = path.substring(0, path.lastIndexOf('/'));
    return Optional.of(folder.replaceFirst("/\\.hydra$", "").replaceFirst("/plots/metrics.*$", ""));
  }
}
