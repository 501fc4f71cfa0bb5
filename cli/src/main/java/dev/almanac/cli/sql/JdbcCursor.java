package dev.almanac.cli.sql;

import dev.almanac.cli.output.ResultColumn;
import dev.almanac.cli.output.ResultCursor;
import java.sql.Array;
import java.sql.Blob;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Struct;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.time.temporal.Temporal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A result of DuckDB's JDBC driver, its values turned into plain Java ones. Does not close it. */
public final class JdbcCursor implements ResultCursor {

  private final ResultSet rows;
  private final List<ResultColumn> columns;

  /** Walks a result that nobody has moved yet. */
  public JdbcCursor(ResultSet rows) {
    this.rows = rows;
    this.columns = read(() -> columns(rows.getMetaData()));
  }

  @Override
  public List<ResultColumn> columns() {
    return columns;
  }

  @Override
  public boolean next() {
    return read(rows::next);
  }

  @Override
  public @Nullable Object value(int column) {
    try {
      return plain(rows.getObject(column + 1));
    } catch (SQLException exception) {
      throw new SqlFailure(exception);
    }
  }

  private static List<ResultColumn> columns(ResultSetMetaData meta) throws SQLException {
    List<ResultColumn> columns = new ArrayList<>();
    for (int index = 1; index <= meta.getColumnCount(); index++) {
      String type = meta.getColumnTypeName(index).replace("\"", "");
      columns.add(
          new ResultColumn(meta.getColumnLabel(index), word(type), kind(meta, index, type)));
    }
    return List.copyOf(columns);
  }

  private static ResultColumn.Kind kind(ResultSetMetaData meta, int index, String type)
      throws SQLException {
    return switch (meta.getColumnType(index)) {
      case Types.TINYINT,
          Types.SMALLINT,
          Types.INTEGER,
          Types.BIGINT,
          Types.FLOAT,
          Types.REAL,
          Types.DOUBLE,
          Types.DECIMAL,
          Types.NUMERIC ->
          ResultColumn.Kind.NUMBER;
      case Types.VARCHAR -> ResultColumn.Kind.TEXT;
      default -> otherKind(type);
    };
  }

  /** JDBC has no word for some of DuckDB's numbers, and enums and JSON hold users' texts. */
  private static ResultColumn.Kind otherKind(String type) {
    boolean integer = type.endsWith("HUGEINT") || type.equals("UBIGINT") || type.equals("BIGNUM");
    return integer ? ResultColumn.Kind.NUMBER : ResultColumn.Kind.OTHER;
  }

  /** Shortens the type's name to what people say. */
  private static String word(String type) {
    return switch (type) {
      case "TIMESTAMP WITH TIME ZONE" -> "timestamptz";
      case "VARCHAR" -> "text";
      default -> type.toLowerCase(Locale.ROOT);
    };
  }

  private static @Nullable Object plain(@Nullable Object value) throws SQLException {
    if (value instanceof OffsetDateTime time) {
      return time.toInstant();
    }
    if (value instanceof Timestamp time) {
      return time.toLocalDateTime();
    }
    if (value instanceof Array array) {
      return list(Arrays.asList((@Nullable Object[]) array.getArray()));
    }
    if (value instanceof Map<?, ?> map) {
      return map(map);
    }
    if (value instanceof Struct struct) {
      return struct(struct);
    }
    if (value instanceof Blob blob) {
      return blob.getBytes(1, Math.toIntExact(blob.length()));
    }
    if (value == null
        || value instanceof Number
        || value instanceof Boolean
        || value instanceof Temporal) {
      return value;
    }
    return value.toString();
  }

  private static List<@Nullable Object> list(List<? extends @Nullable Object> items)
      throws SQLException {
    List<@Nullable Object> plain = new ArrayList<>();
    for (Object item : items) {
      plain.add(plain(item));
    }
    return plain;
  }

  private static Map<String, @Nullable Object> map(Map<?, ?> map) throws SQLException {
    Map<String, @Nullable Object> plain = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      plain.put(String.valueOf(plain(entry.getKey())), plain(entry.getValue()));
    }
    return plain;
  }

  private static Object struct(Struct struct) throws SQLException {
    if (struct instanceof org.duckdb.DuckDBStruct named) {
      return map(named.getMap());
    }
    return list(Arrays.asList((@Nullable Object[]) struct.getAttributes()));
  }

  private static <T> T read(Cell<T> cell) {
    try {
      return cell.read();
    } catch (SQLException exception) {
      throw new SqlFailure(exception);
    }
  }

  private interface Cell<T> {
    T read() throws SQLException;
  }
}
