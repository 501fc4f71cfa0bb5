package dev.almanac.cli.output;

import java.util.ArrayList;
import java.util.List;

/** Which columns of a table are shown, and how wide. */
final class TableLayout {

  /** What a column shrinks to before any is left out. */
  private static final int LEAST_WIDE = 12;

  private static final int GAP = -1;

  private final List<ResultColumn> columns;
  private final int[] shown;
  private final int[] widths;

  private TableLayout(List<ResultColumn> columns, int[] shown, int[] widths) {
    this.columns = columns;
    this.shown = shown;
    this.widths = widths;
  }

  static TableLayout of(
      List<ResultColumn> columns, List<String[]> head, List<String[]> tail, int width) {
    int[] widths = new int[columns.size()];
    for (int column = 0; column < widths.length; column++) {
      ResultColumn spec = columns.get(column);
      widths[column] = Math.max(VisibleText.width(name(spec)), VisibleText.width(spec.type()));
      for (String[] row : head) {
        widths[column] = Math.max(widths[column], VisibleText.width(row[column]));
      }
      for (String[] row : tail) {
        widths[column] = Math.max(widths[column], VisibleText.width(row[column]));
      }
    }
    return fit(columns, widths, width);
  }

  private static TableLayout fit(List<ResultColumn> columns, int[] widths, int width) {
    List<Integer> shown = new ArrayList<>();
    for (int column = 0; column < widths.length; column++) {
      shown.add(column);
    }
    int[] narrowed = widths.clone();
    while (total(shown, narrowed) > width && shrinkWidest(shown, narrowed)) {
      // Until it fits or nothing can shrink.
    }
    boolean gap = false;
    while (total(shown, narrowed) > width && shown.size() > (gap ? 3 : 2)) {
      int middle = shown.size() / 2;
      if (gap) {
        int left = shown.indexOf(GAP);
        int right = shown.size() - 1 - left;
        shown.remove(left > right ? left - 1 : left + 1);
      } else {
        shown.set(middle, GAP);
        gap = true;
      }
    }
    widen(shown, narrowed, widths, width);
    return new TableLayout(columns, shown.stream().mapToInt(Integer::intValue).toArray(), narrowed);
  }

  /** Takes one character from the widest column, texts first; false if all are narrow. */
  private static boolean shrinkWidest(List<Integer> shown, int[] widths) {
    int widest = GAP;
    for (int column : shown) {
      if (widths[column] > LEAST_WIDE && (widest == GAP || widths[column] > widths[widest])) {
        widest = column;
      }
    }
    if (widest == GAP) {
      return false;
    }
    widths[widest]--;
    return true;
  }

  /** Gives back what leaving columns out has freed, from left to right. */
  private static void widen(List<Integer> shown, int[] widths, int[] wanted, int width) {
    for (int column : shown) {
      if (column != GAP) {
        long free = (long) width - total(shown, widths);
        widths[column] += (int) Math.max(0, Math.min(free, wanted[column] - widths[column]));
      }
    }
  }

  private static int total(List<Integer> shown, int[] widths) {
    int total = 1;
    for (int column : shown) {
      total += (column == GAP ? 1 : widths[column]) + 3;
    }
    return total;
  }

  /** Returns how many columns are left out. */
  int hidden() {
    int visible = 0;
    for (int column : shown) {
      visible += column == GAP ? 0 : 1;
    }
    return columns.size() - visible;
  }

  String rule(char left, char middle, char right) {
    StringBuilder line = new StringBuilder();
    for (int index = 0; index < shown.length; index++) {
      line.append(index == 0 ? left : middle).append("─".repeat(width(shown[index]) + 2));
    }
    return line.append(shown.length == 0 ? left : "").append(right).append('\n').toString();
  }

  String names() {
    return line(columns.stream().map(TableLayout::name).toArray(String[]::new));
  }

  String types() {
    return line(columns.stream().map(ResultColumn::type).toArray(String[]::new));
  }

  String row(String[] cells) {
    return line(cells);
  }

  String dots() {
    String[] dots = new String[columns.size()];
    java.util.Arrays.fill(dots, "·");
    return line(dots);
  }

  private String line(String[] cells) {
    StringBuilder line = new StringBuilder();
    for (int column : shown) {
      boolean right = column != GAP && columns.get(column).kind() == ResultColumn.Kind.NUMBER;
      String cell = column == GAP ? "…" : VisibleText.fit(cells[column], width(column));
      String pad = " ".repeat(Math.max(0, width(column) - VisibleText.width(cell)));
      line.append("│ ").append(right ? pad + cell : cell + pad).append(' ');
    }
    return line.append("│\n").toString();
  }

  private int width(int column) {
    return column == GAP ? 1 : widths[column];
  }

  private static String name(ResultColumn column) {
    return VisibleText.of(column.name());
  }
}
