package dev.almanac.reports.delivery.message;

import java.util.ArrayList;
import java.util.List;

/** Writes a table in letters of one width. */
public final class PlainTable {

  private PlainTable() {}

  /** Returns the lines of a table; the last says what is left out. */
  public static String of(Part.Table table) {
    int columns = table.columns().size();
    int[] widths = new int[columns];
    for (int column = 0; column < columns; column++) {
      widths[column] = length(table.columns().get(column).heading());
      for (List<String> row : table.rows()) {
        widths[column] = Math.max(widths[column], length(row.get(column)));
      }
    }
    List<String> lines = new ArrayList<>();
    lines.add(row(table, table.columns().stream().map(Part.Column::heading).toList(), widths));
    for (List<String> cells : table.rows()) {
      lines.add(row(table, cells, widths));
    }
    if (table.total() > table.rows().size()) {
      lines.add("The first " + table.rows().size() + " of " + table.total() + " rows.");
    }
    return String.join("\n", lines);
  }

  private static String row(Part.Table table, List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < widths.length; column++) {
      String blanks = " ".repeat(widths[column] - length(cells.get(column)));
      boolean right = table.columns().get(column).kind() == Part.Column.Kind.NUMBERS;
      line.append(column == 0 ? "" : "  ");
      line.append(right ? blanks + cells.get(column) : cells.get(column) + blanks);
    }
    return line.toString().stripTrailing();
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
