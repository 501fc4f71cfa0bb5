package dev.almanac.ingest.neptune;

import dev.almanac.ingest.RunSourceFactory;
import dev.almanac.ingest.read.text.FileTexts;
import dev.almanac.ingest.testkit.AdapterUnderTest;
import dev.almanac.ingest.testkit.RecordedCase;
import dev.almanac.ingest.testkit.RunSourceContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Holds the adapter to the contract, with files that the real clients and the exporter wrote. */
final class NeptuneContractTest extends RunSourceContract {

  private static final Pattern LOG_FOLDER = Pattern.compile("run__([0-9a-f-]{36})__");

  @Override
  public RunSourceFactory factory() {
    return new NeptuneSourceFactory();
  }

  @Override
  public List<SourceChange> changes(RecordedCase recorded) {
    return switch (recorded.name()) {
      case "neptune2-offline" ->
          List.of(
              new SourceChange(
                  "a point is logged",
                  input ->
                      append(
                          find(input, "__", "data-1.log"),
                          "{\"obj\": {\"type\": \"LogFloats\", \"path\": [\"more\"], \"values\":"
                              + " [{\"value\": 1.0, \"step\": 1, \"ts\": 1.0}]}, \"version\": 99,"
                              + " \"at\": 1.0}\n")),
              new SourceChange(
                  "a tag is taken away",
                  input ->
                      append(
                          find(input, "__", "data-1.log"),
                          "{\"obj\": {\"type\": \"ClearStringSet\", \"path\": [\"sys\","
                              + " \"tags\"]}, \"version\": 99, \"at\": 1.0}\n")));
      case "neptune3-offline" ->
          List.of(
              new SourceChange(
                  "an operation is gone",
                  input ->
                      update(
                          find(input, "_child_", "run_operations.sqlite3"),
                          "DELETE FROM run_operations WHERE sequence_id ="
                              + " (SELECT max(sequence_id) FROM run_operations)")));
      case "goodseed" ->
          List.of(
              new SourceChange(
                  "a config is set",
                  input ->
                      update(
                          find(input, "runs", "bold-falcon.sqlite"),
                          "UPDATE configs SET value = '0.2' WHERE path = 'params/lr'")),
              new SourceChange(
                  "the run ends",
                  input ->
                      update(
                          find(input, "runs", "calm-otter.sqlite"),
                          "UPDATE run_meta SET value = 'finished' WHERE key = 'status'")));
      default ->
          List.of(
              new SourceChange(
                  "a part is gone",
                  input ->
                      Files.delete(find(input, "vision", "root-17b307c541c97c1e_part_6.parquet"))));
    };
  }

  private static Path find(Path input, String part, String name) {
    List<Path> found = new ArrayList<>();
    AdapterUnderTest.eachFile(
        input,
        (path, file) -> {
          if (path.contains(part) && path.endsWith("/" + name)) {
            found.add(file);
          }
        });
    return found.get(0);
  }

  private static void append(Path file, String text) {
    try {
      Files.writeString(file, text, StandardOpenOption.APPEND);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static void update(Path database, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public List<Path> growingFiles(RecordedCase recorded, Path input) {
    // The other run takes back what it logged, so that a beginning of its log is no beginning of
    // it.
    return files(input, "data-1.log").stream()
        .filter(log -> FileTexts.text(read(log)).contains("\"cut\""))
        .toList();
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Override
  public List<Path> damageableFiles(RecordedCase recorded, Path input) {
    List<Path> files = files(input, "data-1.log");
    files.addAll(files(input, "metadata.json"));
    files.addAll(files(input, "last_ack_version"));
    files.addAll(files(input, "card.md"));
    files.addAll(files(input, "neptune_exporter_errors.jsonl"));
    return files;
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
  public Optional<String> owner(Path input, Path file) {
    Matcher matcher = LOG_FOLDER.matcher(file.toString());
    return matcher.find() ? Optional.of("offline/" + matcher.group(1)) : Optional.empty();
  }
}
