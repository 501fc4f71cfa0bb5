package dev.almanac.cli.live;

import dev.almanac.analyses.live.LiveTables;
import dev.almanac.warehouse.schema.ColumnSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One row of {@code live_run}, without its {@code analysis_id}. */
public final class LiveRow {

  private static final List<ColumnSpec> ALL = LiveTables.LIVE_RUN.columns();

  private final List<? extends @Nullable Object> cells;

  LiveRow(@Nullable Object[] row) {
    List<@Nullable Object> copied = new ArrayList<>();
    for (int column = 1; column < row.length; column++) {
      copied.add(row[column]);
    }
    this.cells = copied;
  }

  /** Returns the columns. */
  static List<ColumnSpec> columns() {
    return ALL.subList(1, ALL.size());
  }

  List<? extends @Nullable Object> cells() {
    return cells;
  }

  /** Returns a text; "" for none. */
  String text(String column) {
    return Objects.toString(cell(column), "");
  }

  /** Returns a number; NaN for none. */
  double number(String column) {
    return cell(column) instanceof Number number ? number.doubleValue() : Double.NaN;
  }

  private @Nullable Object cell(String column) {
    for (int index = 0; index < cells.size(); index++) {
      if (columns().get(index).name().equals(column)) {
        return cells.get(index);
      }
    }
    throw new IllegalArgumentException("live_run has no column " + column);
  }
}
