package dev.almanac.reports.chart;

import dev.almanac.reports.data.Cells;
import dev.almanac.reports.spec.ChartSpec;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what a chart needs of a row by the roles that its spec gives to columns. */
final class RowReader {

  private final ChartSpec spec;

  RowReader(ChartSpec spec) {
    this.spec = spec;
  }

  /** Returns the text of a role, empty if no column has it. */
  String text(Map<String, @Nullable Object> row, String role) {
    String column = spec.column(role);
    return column == null ? "" : Cells.text(row, column);
  }

  /** Returns the number of a role; NaN if no column has it, or the cell holds none or infinity. */
  double number(Map<String, @Nullable Object> row, String role) {
    String column = spec.column(role);
    double value = column == null ? Double.NaN : Cells.number(row, column);
    return Double.isFinite(value) ? value : Double.NaN;
  }
}
