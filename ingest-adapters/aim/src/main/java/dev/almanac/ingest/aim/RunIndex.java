package dev.almanac.ingest.aim;

import dev.almanac.ingest.read.sqlite.SqliteFile;
import dev.almanac.ingest.read.sqlite.SqliteSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Reads {@code run_metadata.sqlite}: names, experiments, tags and notes of runs. */
final class RunIndex {

  /** Name of the file. */
  static final String FILE = "run_metadata.sqlite";

  private RunIndex() {}

  /** Returns the facts by the run's hash; empty if there is no such file. */
  static Map<String, RunFacts> read(Path repository) throws IOException {
    Map<String, RunFacts> byHash = new TreeMap<>();
    Path path = repository.resolve(FILE);
    if (!Files.isRegularFile(path) || Files.size(path) == 0) {
      return byHash;
    }
    SqliteFile file = new SqliteFile("Aim", path);
    Map<Long, RunFacts> byId = new HashMap<>();
    try (SqliteSession session = SqliteSession.open(file);
        Statement statement = session.connection().createStatement()) {
      try (ResultSet runs = statement.executeQuery(SqlText.of("runs"))) {
        while (runs.next()) {
          RunFacts facts = new RunFacts();
          facts.state(
              runs.getString("name"),
              runs.getString("description"),
              runs.getBoolean("is_archived"),
              runs.getString("created_at"));
          facts.experiment(runs.getString("experiment_name"), runs.getString("experiment_uuid"));
          byHash.put(runs.getString("hash"), facts);
          byId.put(runs.getLong("id"), facts);
        }
      }
      try (ResultSet tags = statement.executeQuery(SqlText.of("run_tags"))) {
        while (tags.next()) {
          RunFacts facts = byId.get(tags.getLong("run_id"));
          if (facts != null) {
            facts.tags().add(tags.getString("name"));
          }
        }
      }
      try (ResultSet notes = statement.executeQuery(SqlText.of("run_notes"))) {
        while (notes.next()) {
          RunFacts facts = byId.get(notes.getLong("run_id"));
          if (facts != null) {
            facts.notes().add(notes.getString("content"));
          }
        }
      }
      session.checkUnchanged();
    } catch (SQLException failed) {
      throw file.explain("read", failed);
    }
    return byHash;
  }
}
