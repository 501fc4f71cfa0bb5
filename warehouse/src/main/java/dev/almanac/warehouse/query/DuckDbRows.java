package dev.almanac.warehouse.query;

import dev.almanac.warehouse.schema.ColumnType;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Walks a JDBC result; owns and closes its statement. */
final class DuckDbRows implements QueryRows {

  private final PreparedStatement statement;
  private final ResultSet rows;
  private final List<Column> columns;

  DuckDbRows(PreparedStatement statement, ResultSet rows) throws SQLException {
    this.statement = statement;
    this.rows = rows;
    this.columns = columns(rows.getMetaData());
  }

  private static List<Column> columns(ResultSetMetaData meta) throws SQLException {
    List<Column> columns = new ArrayList<>();
    for (int index = 1; index <= meta.getColumnCount(); index++) {
      columns.add(new Column(meta.getColumnLabel(index), type(meta, index)));
    }
    return List.copyOf(columns);
  }

  private static ColumnType type(ResultSetMetaData meta, int index) throws SQLException {
    return switch (meta.getColumnType(index)) {
      case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT -> ColumnType.BIGINT;
      case Types.FLOAT, Types.REAL, Types.DOUBLE, Types.DECIMAL, Types.NUMERIC -> ColumnType.DOUBLE;
      case Types.BOOLEAN, Types.BIT -> ColumnType.BOOLEAN;
      case Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE -> ColumnType.TIMESTAMP;
      case Types.DATE -> ColumnType.DATE;
      default ->
          // DuckDB's sums of integers are HUGEINT, which JDBC has no word for.
          meta.getColumnTypeName(index).endsWith("HUGEINT") ? ColumnType.DOUBLE : ColumnType.TEXT;
    };
  }

  @Override
  public List<Column> columns() {
    return columns;
  }

  @Override
  public boolean next() {
    return read(rows::next);
  }

  @Override
  public boolean isNull(int column) {
    return read(() -> rows.getObject(column + 1) == null);
  }

  @Override
  public @Nullable String text(int column) {
    Object value = value(column);
    return value == null ? null : value.toString();
  }

  @Override
  public double number(int column) {
    return read(
        () -> {
          double value = rows.getDouble(column + 1);
          return rows.wasNull() ? Double.NaN : value;
        });
  }

  @Override
  public long integer(int column) {
    return read(() -> rows.getLong(column + 1));
  }

  @Override
  public boolean bool(int column) {
    return read(() -> rows.getBoolean(column + 1));
  }

  @Override
  public @Nullable Instant instant(int column) {
    return (Instant) value(column);
  }

  @Override
  public @Nullable Object value(int column) {
    try {
      if (rows.getObject(column + 1) == null) {
        return null;
      }
      return switch (columns.get(column).type()) {
        case BIGINT, INTEGER -> rows.getLong(column + 1);
        case DOUBLE -> rows.getDouble(column + 1);
        case BOOLEAN -> rows.getBoolean(column + 1);
        case TIMESTAMP -> rows.getObject(column + 1, OffsetDateTime.class).toInstant();
        case DATE -> rows.getObject(column + 1, LocalDate.class);
        case TEXT -> rows.getObject(column + 1).toString();
      };
    } catch (SQLException exception) {
      throw DuckDb.failure("Cannot read a result", exception);
    }
  }

  @Override
  public void close() {
    try {
      statement.close();
    } catch (SQLException exception) {
      throw new QueryException("Cannot close a result: " + exception.getMessage(), exception);
    }
  }

  private static <T> T read(Cell<T> cell) {
    try {
      return cell.read();
    } catch (SQLException exception) {
      throw DuckDb.failure("Cannot read a result", exception);
    }
  }

  private interface Cell<T> {
    T read() throws SQLException;
  }
}
