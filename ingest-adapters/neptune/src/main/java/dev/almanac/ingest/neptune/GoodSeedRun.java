package dev.almanac.ingest.neptune;

import dev.almanac.ingest.RunSink;
import dev.almanac.ingest.read.json.JsonText;
import dev.almanac.ingest.read.json.JsonValue;
import dev.almanac.ingest.read.source.Fingerprint;
import dev.almanac.ingest.read.source.ProblemLog;
import dev.almanac.ingest.read.sqlite.SqliteFile;
import dev.almanac.ingest.read.sqlite.SqliteHeader;
import dev.almanac.ingest.read.sqlite.SqliteSession;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A run of GoodSeed, which took in many runs of Neptune: a SQLite database each, {@code
 * ~/.goodseed/projects/<project>/runs/<run>.sqlite}.
 */
final class GoodSeedRun implements StoredRun {

  static final String TRACKER = "goodseed";
  static final String SUFFIX = ".sqlite";

  private static final String OWNER = "GoodSeed";
  private static final String META = Queries.read("goodseed-meta.sql");
  private static final String CONFIGS = Queries.read("goodseed-configs.sql");
  private static final String NUMBERS = Queries.read("goodseed-numbers.sql");
  private static final String TEXTS = Queries.read("goodseed-texts.sql");

  /** The schema lies in the first pages. */
  private static final int SCHEMA_BYTES = 1 << 16;

  private static final long MICROS = 1_000_000;

  /** Times of points are whole seconds; larger ones would be milliseconds or nonsense. */
  private static final long LARGEST_SECOND = Long.MAX_VALUE / MICROS;

  private final Path database;
  private final Map<String, String> meta;

  private GoodSeedRun(Path database, Map<String, String> meta) {
    this.database = database;
    this.meta = meta;
  }

  /** Tells whether a file is such a database, by its schema. */
  static boolean isOne(Path file) {
    try {
      if (SqliteHeader.read(file) == null) {
        return false;
      }
      if (Files.size(SqliteSession.beside(file, "-wal")) > 0) {
        return true;
      }
    } catch (IOException absent) {
      // No log; then the schema is in the database.
    }
    try (InputStream input = Files.newInputStream(file)) {
      String schema = new String(input.readNBytes(SCHEMA_BYTES), StandardCharsets.ISO_8859_1);
      return schema.contains("run_meta") && schema.contains("metric_points");
    } catch (IOException unreadable) {
      return false;
    }
  }

  /**
   * Looks at a database.
   *
   * @throws IOException if it cannot be read
   */
  static GoodSeedRun open(Path database) throws IOException {
    SqliteFile file = new SqliteFile(OWNER, database);
    try (SqliteSession session = SqliteSession.open(file);
        ResultSet rows = rows(session, META)) {
      Map<String, String> meta = new TreeMap<>();
      while (rows.next()) {
        meta.put(String.valueOf(rows.getString(1)), String.valueOf(rows.getString(2)));
      }
      session.checkUnchanged();
      return new GoodSeedRun(database, meta);
    } catch (SQLException failed) {
      throw file.explain("read", failed);
    }
  }

  private static ResultSet rows(SqliteSession session, String sql) throws SQLException {
    PreparedStatement statement = session.connection().prepareStatement(sql);
    statement.closeOnCompletion();
    return statement.executeQuery();
  }

  @Override
  public RunName name() {
    String file = String.valueOf(database.getFileName());
    String stem = file.substring(0, file.length() - SUFFIX.length());
    return new RunName(
        meta.getOrDefault("project", "default"), meta.getOrDefault("run_id", stem), List.of());
  }

  @Override
  public String tracker() {
    return TRACKER;
  }

  @Override
  public @Nullable Fork fork() {
    return null;
  }

  @Override
  public boolean isLive() {
    return "running".equals(meta.get("status"));
  }

  @Override
  public List<Path> files() {
    return List.of(database);
  }

  @Override
  public void fingerprint(Fingerprint fingerprint) throws IOException {
    meta.forEach((key, value) -> fingerprint.row("meta", key, value));
    SqliteFile file = new SqliteFile(OWNER, database);
    try (SqliteSession session = SqliteSession.open(file)) {
      addRows(session, CONFIGS, 3, fingerprint);
      addRows(session, NUMBERS, 4, fingerprint);
      addRows(session, TEXTS, 4, fingerprint);
      session.checkUnchanged();
    } catch (SQLException failed) {
      fingerprint.row("damaged", file.explain("read", failed).getMessage());
    }
  }

  private static void addRows(
      SqliteSession session, String sql, int columns, Fingerprint fingerprint) throws SQLException {
    @Nullable String[] fields = new @Nullable String[columns];
    try (ResultSet rows = rows(session, sql)) {
      while (rows.next()) {
        for (int column = 0; column < columns; column++) {
          fields[column] = rows.getString(column + 1);
        }
        fingerprint.row(sql, fields);
      }
    }
  }

  @Override
  public void attributes(Attributes into, ProblemLog problems) throws IOException {
    SqliteFile file = new SqliteFile(OWNER, database);
    try (SqliteSession session = SqliteSession.open(file);
        ResultSet rows = rows(session, CONFIGS)) {
      while (rows.next()) {
        into.put(
            String.valueOf(rows.getString(1)),
            attribute(String.valueOf(rows.getString(2)), rows.getString(3)));
      }
      session.checkUnchanged();
    } catch (SQLException failed) {
      problems.corrupt(database, String.valueOf(file.explain("read", failed).getMessage()));
    }
    metaFacts(into);
  }

  private void metaFacts(Attributes into) {
    meta.forEach(
        (key, value) -> {
          switch (key) {
            case "name" -> into.putIfAbsent("sys/name", Attribute.of(Attribute.Kind.STRING, value));
            case "created_at" -> into.put("sys/creation_time", time(value));
            case "closed_at" -> into.endedAt(instant(value));
            case "status" -> into.put("sys/state", Attribute.of(Attribute.Kind.STRING, value));
            case "run_id", "project" -> {}
            default ->
                into.putIfAbsent("sys/goodseed/" + key, Attribute.of(Attribute.Kind.STRING, value));
          }
        });
  }

  private static Attribute attribute(String type, @Nullable String value) {
    String text = value == null ? "" : value;
    return switch (type) {
      case "int" -> Attribute.of(Attribute.Kind.INT, text);
      case "float" -> Attribute.of(Attribute.Kind.FLOAT, text);
      case "bool" -> Attribute.of(Attribute.Kind.BOOL, text);
      case "null" -> Attribute.of(Attribute.Kind.NULL, "");
      case "datetime" -> time(text);
      case "string_set" -> set(text);
      default -> Attribute.of(Attribute.Kind.STRING, text);
    };
  }

  private static Attribute set(String text) {
    try {
      return Attribute.ofSet(
          JsonText.parse(text).elements().stream().map(JsonValue::asText).toList());
    } catch (IOException none) {
      return Attribute.of(Attribute.Kind.STRING, text);
    }
  }

  private static Attribute time(String text) {
    Instant instant = instant(text);
    return instant == null ? Attribute.of(Attribute.Kind.STRING, text) : Attribute.ofTime(instant);
  }

  /** Returns the time, or null: one without a zone is the user's and stays a text. */
  private static @Nullable Instant instant(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException none) {
      return null;
    }
  }

  @Override
  public void series(SeriesVisitor visitor, ProblemLog problems) throws IOException {
    SqliteFile file = new SqliteFile(OWNER, database);
    try (SqliteSession session = SqliteSession.open(file)) {
      points(session, NUMBERS, visitor, Points.NUMBERS);
      points(session, TEXTS, visitor, Points.TEXTS);
      session.checkUnchanged();
    } catch (SQLException failed) {
      problems.corrupt(database, String.valueOf(file.explain("read", failed).getMessage()));
    }
  }

  private enum Points {
    NUMBERS,
    TEXTS
  }

  private static void points(SqliteSession session, String sql, SeriesVisitor visitor, Points kind)
      throws SQLException {
    try (ResultSet rows = rows(session, sql)) {
      String path = null;
      int series = -1;
      while (rows.next()) {
        String each = String.valueOf(rows.getString(1));
        if (!each.equals(path)) {
          path = each;
          series = visitor.series(path);
        }
        double step = rows.getDouble(2);
        long whole = (long) Math.floor(step);
        long seconds = rows.getLong(3);
        boolean hasTime = !rows.wasNull() && Math.abs(seconds) < LARGEST_SECOND;
        long time = hasTime ? seconds * MICROS : RunSink.NO_TIME;
        if (kind == Points.NUMBERS) {
          visitor.number(series, whole, step, time, rows.getDouble(4));
        } else {
          visitor.text(series, whole, step, time, String.valueOf(rows.getString(4)));
        }
      }
    }
  }

  @Override
  public @Nullable Path locate(String where) {
    return null;
  }
}
