package dev.almanac.ingest.logs.trackio;

import dev.almanac.ingest.MetricDefinition.StepKind;
import dev.almanac.ingest.MetricKind;
import dev.almanac.ingest.ParamOrigin;
import dev.almanac.ingest.Problem;
import dev.almanac.ingest.logs.Log;
import dev.almanac.ingest.logs.RunLog;
import dev.almanac.ingest.logs.facts.DocumentParams;
import dev.almanac.ingest.logs.facts.IsoTimes;
import dev.almanac.ingest.logs.facts.RowPoints;
import dev.almanac.ingest.logs.trackio.TrackioDatabase.ListedRun;
import dev.almanac.ingest.model.Artifact;
import dev.almanac.ingest.model.LineageEdge;
import dev.almanac.ingest.read.json.JsonText;
import dev.almanac.ingest.read.json.JsonValue;
import dev.almanac.ingest.read.sqlite.SqliteSession;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One run in a database of Trackio. Its times carry their offset; without one they are UTC. */
final class TrackioLog implements Log {

  private static final String OWN = "_";

  private final Path folder;
  private final TrackioDatabase database;
  private final ListedRun run;

  TrackioLog(Path folder, TrackioDatabase database, ListedRun run) {
    this.folder = folder;
    this.database = database;
    this.run = run;
  }

  @Override
  public Role role() {
    return Role.PART;
  }

  @Override
  public Path folder() {
    return folder;
  }

  @Override
  public String part() {
    return database.project() + "/" + run.id();
  }

  @Override
  public List<Path> files() {
    return List.of(database.path());
  }

  @Override
  public String fingerprint() {
    return run.fingerprint();
  }

  @Override
  public void read(RunLog out) throws IOException {
    out.trackerRunId(run.id());
    out.project(database.project(), database.project());
    try (SqliteSession session = SqliteSession.open(database.file())) {
      Map<String, Set<String>> tables = database.tables(session);
      if (tables.containsKey("configs")) {
        each(session, tables, "configs", "config", row -> config(row, out));
      }
      each(session, tables, "metrics", "name", row -> out.name(row.getString(1)));
      metrics(session, tables, out);
      systemMetrics(session, tables, out);
      if (tables.containsKey("alerts")) {
        each(session, tables, "alerts", "alerts", row -> alert(row, out));
      }
      if (tables.containsKey("run_artifact_links")) {
        each(session, tables, "run_artifact_links", "artifacts", row -> artifact(row, out));
      }
      session.checkUnchanged();
    }
  }

  private void each(
      SqliteSession session,
      Map<String, Set<String>> tables,
      String table,
      String query,
      TrackioDatabase.Row taker)
      throws IOException {
    String column = TrackioDatabase.column(tables.getOrDefault(table, Set.of()));
    database.query(session, TrackioDatabase.sql(query).formatted(column), List.of(run.id()), taker);
  }

  private void config(ResultSet row, RunLog out) throws SQLException, IOException {
    out.name(row.getString(1));
    JsonValue config = json(row.getBytes(2));
    DocumentParams params = new DocumentParams(out, "/", ParamOrigin.LOGGED);
    config
        .entries()
        .forEach(
            (key, value) -> {
              if (!key.startsWith(OWN)) {
                params.put(key, value);
              } else if (!value.isNull()
                  && !Set.of("_Username", "_Group", "_Created").contains(key)) {
                out.tag(key, value.asText());
              }
            });
    out.createdBy(config.get("_Username").text());
    out.groupName(config.get("_Group").text());
    Instant created = IsoTimes.instant(config.get("_Created").text(), ZoneOffset.UTC);
    out.startedAt(created == null ? IsoTimes.instant(row.getString(3), ZoneOffset.UTC) : created);
  }

  private void metrics(SqliteSession session, Map<String, Set<String>> tables, RunLog out)
      throws IOException {
    RowPoints points = new RowPoints(out, MetricKind.METRIC, StepKind.STEP);
    each(
        session,
        tables,
        "metrics",
        "metrics",
        row -> {
          long step = row.getLong(1);
          long time = IsoTimes.micros(IsoTimes.instant(row.getString(2), ZoneOffset.UTC));
          values(row.getBytes(3), "metrics", points, step, time, out);
        });
    points.tellLeftOut(database.path());
  }

  /** System metrics have no steps; the row is one. */
  private void systemMetrics(SqliteSession session, Map<String, Set<String>> tables, RunLog out)
      throws IOException {
    if (!tables.containsKey("system_metrics")) {
      return;
    }
    RowPoints points = new RowPoints(out, MetricKind.SYSTEM, StepKind.ROW);
    long[] rows = new long[1];
    each(
        session,
        tables,
        "system_metrics",
        "system_metrics",
        row -> {
          long time = IsoTimes.micros(IsoTimes.instant(row.getString(1), ZoneOffset.UTC));
          values(row.getBytes(2), "system_metrics", points, rows[0]++, time, out);
        });
    points.tellLeftOut(database.path());
  }

  private void values(
      byte @Nullable [] text, String table, RowPoints points, long step, long time, RunLog out) {
    try {
      json(text).entries().forEach((key, value) -> value(key, value, points, step, time, out));
    } catch (IOException malformed) {
      out.problem(
          Problem.Kind.CORRUPT,
          database.path(),
          step,
          "A row of " + table + " is not JSON: " + malformed.getMessage(),
          text == null ? null : new String(text, StandardCharsets.UTF_8));
    }
  }

  /** Media are objects that say what they are; everything else is numbers. */
  private static void value(
      String key, JsonValue value, RowPoints points, long step, long time, RunLog out) {
    String type = value.get("_type").text();
    if (type == null) {
      points.value(key, value, step, time);
      return;
    }
    String path = value.get("file_path").text();
    String kind = type.substring(type.lastIndexOf('.') + 1);
    out.artifact(new Artifact(path == null ? key + "@" + step : path, kind, null, null, null));
  }

  private static void alert(ResultSet row, RunLog out) throws SQLException {
    String text = row.getString(3);
    out.tag(
        "alert." + row.getLong(1),
        "%s: %s%s (step %s)"
            .formatted(
                row.getString(4),
                row.getString(2),
                text == null ? "" : ": " + text,
                row.getString(5)));
  }

  private static void artifact(ResultSet row, RunLog out) throws SQLException {
    String name = row.getString(1) + ":v" + row.getLong(3);
    boolean isOutput = "output".equals(row.getString(6));
    if (isOutput) {
      out.artifact(new Artifact(name, row.getString(2), row.getLong(5), row.getString(4), null));
    }
    out.lineage(
        new LineageEdge(
            isOutput ? LineageEdge.Relation.OUTPUT : LineageEdge.Relation.INPUT, name, null));
  }

  private static JsonValue json(byte @Nullable [] text) throws IOException {
    return text == null ? JsonValue.NULL : JsonText.parse(text);
  }
}
