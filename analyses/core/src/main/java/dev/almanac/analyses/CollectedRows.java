package dev.almanac.analyses;

import dev.almanac.warehouse.schema.ColumnType;
import dev.almanac.warehouse.schema.TableSpec;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects the result rows of one scope, each behind its {@code analysis_id}. */
final class CollectedRows implements ResultRows, Serializable {

  private static final long serialVersionUID = 1L;

  private final String analysisId;
  private final LinkedHashMap<TableSpec, List<@Nullable Object[]>> rows = new LinkedHashMap<>();

  CollectedRows(String analysisId) {
    this.analysisId = analysisId;
  }

  @Override
  public void add(TableSpec table, @Nullable Object... values) {
    int expected = table.columns().size() - 1;
    if (values.length != expected) {
      throw new IllegalArgumentException(
          "Cannot add a row to "
              + table.name()
              + ": "
              + values.length
              + " values for "
              + expected
              + " columns");
    }
    @Nullable Object[] row = new Object[values.length + 1];
    row[0] = analysisId;
    for (int index = 0; index < values.length; index++) {
      row[index + 1] = converted(table, index + 1, values[index]);
    }
    rows.computeIfAbsent(table, unused -> new ArrayList<>()).add(row);
  }

  Map<TableSpec, List<@Nullable Object[]>> rows() {
    return rows;
  }

  private static @Nullable Object converted(TableSpec table, int column, @Nullable Object value) {
    if (value == null) {
      return null;
    }
    ColumnType type = table.columns().get(column).type();
    return switch (type) {
      case BIGINT -> ((Number) value).longValue();
      case INTEGER -> ((Number) value).intValue();
      case DOUBLE -> ((Number) value).doubleValue();
      case TEXT -> value.toString();
      case BOOLEAN, TIMESTAMP, DATE -> value;
    };
  }
}
