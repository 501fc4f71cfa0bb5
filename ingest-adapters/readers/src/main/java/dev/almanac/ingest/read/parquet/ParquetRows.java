package dev.almanac.ingest.read.parquet;

import java.io.Closeable;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.Blob;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Struct;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBStruct;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a query, one after the other; columns count from 0.
 *
 * <p>The getters of numbers make no object for a value. A NULL is 0 there: ask {@link #isNull}
 * first. Not safe for use by several threads.
 */
public final class ParquetRows implements Closeable {

  private static final long MICROS = 1_000_000;
  private static final long NANOS_IN_MICRO = 1_000;

  private final ParquetSession session;
  private final List<Path> files;
  private final PreparedStatement statement;
  private final ResultSet result;

  ParquetRows(
      ParquetSession session, List<Path> files, PreparedStatement statement, ResultSet result) {
    this.session = session;
    this.files = files;
    this.statement = statement;
    this.result = result;
  }

  /**
   * Goes to the next row.
   *
   * @return false after the last
   * @throws IOException if a file is damaged here
   */
  public boolean next() throws IOException {
    try {
      return result.next();
    } catch (SQLException | RuntimeException failed) {
      throw session.explain(files, failed);
    }
  }

  /** Tells whether a value is NULL. */
  public boolean isNull(int column) throws IOException {
    return value(column) == null;
  }

  /** Returns an integer of at most 64 bits, or 0 for NULL. */
  public long integer(int column) throws IOException {
    try {
      return result.getLong(column + 1);
    } catch (SQLException | RuntimeException failed) {
      throw session.explain(files, failed);
    }
  }

  /** Returns a number, or 0 for NULL. */
  public double real(int column) throws IOException {
    try {
      return result.getDouble(column + 1);
    } catch (SQLException | RuntimeException failed) {
      throw session.explain(files, failed);
    }
  }

  /** Returns a truth value, or false for NULL. */
  public boolean truth(int column) throws IOException {
    try {
      return result.getBoolean(column + 1);
    } catch (SQLException | RuntimeException failed) {
      throw session.explain(files, failed);
    }
  }

  /** Tells whether the value that was asked for last, by any getter, was NULL. */
  public boolean wasNull() throws IOException {
    try {
      return result.wasNull();
    } catch (SQLException failed) {
      throw session.explain(files, failed);
    }
  }

  /** Returns a value as text, or null. */
  public @Nullable String text(int column) throws IOException {
    try {
      return result.getString(column + 1);
    } catch (SQLException | RuntimeException failed) {
      throw session.explain(files, failed);
    }
  }

  /** Returns a value as text, or the empty text. */
  public String textOrEmpty(int column) throws IOException {
    String text = text(column);
    return text == null ? "" : text;
  }

  /** Returns a DECIMAL, or null. */
  public @Nullable BigDecimal decimal(int column) throws IOException {
    try {
      return result.getBigDecimal(column + 1);
    } catch (SQLException | RuntimeException failed) {
      throw session.explain(files, failed);
    }
  }

  /**
   * Returns a TIMESTAMP in microseconds since the epoch, or null. One without time zone is taken as
   * UTC. Where there are many, {@code epoch_us(…)} in the query and {@link #integer} are faster.
   */
  public @Nullable Long micros(int column) throws IOException {
    Object value = value(column);
    if (value instanceof Instant instant) {
      return Math.addExact(
          Math.multiplyExact(instant.getEpochSecond(), MICROS), instant.getNano() / NANOS_IN_MICRO);
    }
    if (value == null) {
      return null;
    }
    throw new IOException("column " + column + " holds no time");
  }

  /** Returns a BLOB, or null. */
  public byte @Nullable [] bytes(int column) throws IOException {
    return (byte[]) value(column);
  }

  /** Returns a LIST, or null; its elements as {@link #value} returns them. */
  @SuppressWarnings("unchecked")
  public @Nullable List<@Nullable Object> list(int column) throws IOException {
    return (List<@Nullable Object>) value(column);
  }

  /** Returns a STRUCT by the names of its fields, or null; its values as {@link #value}. */
  @SuppressWarnings("unchecked")
  public @Nullable Map<String, @Nullable Object> struct(int column) throws IOException {
    return (Map<String, @Nullable Object>) value(column);
  }

  /**
   * Returns any value: null, a {@link Number}, Boolean, String, {@link Instant} for every
   * TIMESTAMP, {@code java.time} for dates and times of day, {@code byte[]} for BLOB, {@link List}
   * for LIST, {@link Map} for STRUCT and MAP.
   */
  public @Nullable Object value(int column) throws IOException {
    try {
      if (result.getMetaData().getColumnType(column + 1) == Types.TIMESTAMP) {
        // A java.sql.Timestamp cannot hold the hour that the zone of this machine skips.
        LocalDateTime time = result.getObject(column + 1, LocalDateTime.class);
        return time == null ? null : time.toInstant(ZoneOffset.UTC);
      }
      return plain(result.getObject(column + 1));
    } catch (SQLException | RuntimeException failed) {
      throw session.explain(files, failed);
    }
  }

  private static @Nullable Object plain(@Nullable Object value) throws SQLException {
    if (value instanceof java.sql.Timestamp naive) {
      // Only within lists and structs, where the driver offers nothing better.
      return naive.toLocalDateTime().toInstant(ZoneOffset.UTC);
    }
    if (value instanceof OffsetDateTime time) {
      return time.toInstant();
    }
    if (value instanceof Blob blob) {
      return blob.getBytes(1, Math.toIntExact(blob.length()));
    }
    if (value instanceof Array array) {
      List<@Nullable Object> list = new ArrayList<>();
      for (Object each : (Object[]) array.getArray()) {
        list.add(plain(each));
      }
      return list;
    }
    if (value instanceof DuckDBStruct struct) {
      return plain(struct.getMap());
    }
    if (value instanceof Struct struct) {
      List<@Nullable Object> list = new ArrayList<>();
      for (Object each : struct.getAttributes()) {
        list.add(plain(each));
      }
      return list;
    }
    if (value instanceof Map<?, ?> map) {
      return plain(map);
    }
    return value;
  }

  private static Map<String, @Nullable Object> plain(Map<?, ?> map) throws SQLException {
    Map<String, @Nullable Object> plain = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      plain.put(String.valueOf(entry.getKey()), plain(entry.getValue()));
    }
    return plain;
  }

  @Override
  public void close() throws IOException {
    try {
      result.close();
      statement.close();
    } catch (SQLException failed) {
      throw session.explain(files, failed);
    }
  }
}
