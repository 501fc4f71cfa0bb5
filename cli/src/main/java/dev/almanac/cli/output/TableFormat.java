package dev.almanac.cli.output;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A table for people: names, types, rows, and how many rows there are. Of many rows the first and
 * the last are shown; columns are narrowed, then left out from the middle, until the table fits.
 * What is not shown is counted below it.
 */
public final class TableFormat implements ResultFormat {

  /** No limit on the width. */
  public static final int UNLIMITED = Integer.MAX_VALUE;

  /** Keeps one long text from taking the memory: no cell is shown wider. */
  private static final int MOST_WIDE = 4_000;

  private final int width;
  private final int shownRows;

  /**
   * Creates the format.
   *
   * @param width columns of the terminal, or {@link #UNLIMITED}
   * @param shownRows how many rows to show at most; of more, half from each end
   */
  public TableFormat(int width, int shownRows) {
    this.width = width;
    this.shownRows = Math.max(2, shownRows);
  }

  @Override
  public long write(ResultCursor rows, Writer out) throws IOException {
    List<ResultColumn> columns = rows.columns();
    List<String[]> head = new ArrayList<>();
    Deque<String[]> tail = new ArrayDeque<>();
    int headRows = (shownRows + 1) / 2;
    long count = 0;
    for (; rows.next(); count++) {
      String[] cells = cells(rows, columns.size());
      if (head.size() < headRows) {
        head.add(cells);
      } else {
        tail.addLast(cells);
        // One elided row would take the place of the line that says so.
        if (head.size() + tail.size() > shownRows + 1) {
          tail.removeFirst();
        }
      }
    }
    long elided = count - head.size() - tail.size();
    if (elided > 0) {
      tail.removeFirst();
      elided++;
    }
    TableLayout layout = TableLayout.of(columns, head, List.copyOf(tail), width);
    write(layout, head, tail, elided, out);
    out.write(summary(count, elided, columns.size(), layout.hidden()));
    return count;
  }

  private static void write(
      TableLayout layout, List<String[]> head, Deque<String[]> tail, long elided, Writer out)
      throws IOException {
    out.write(layout.rule('┌', '┬', '┐'));
    out.write(layout.names());
    out.write(layout.types());
    out.write(layout.rule('├', '┼', '┤'));
    for (String[] row : head) {
      out.write(layout.row(row));
    }
    if (elided > 0) {
      out.write(layout.dots());
    }
    for (String[] row : tail) {
      out.write(layout.row(row));
    }
    out.write(layout.rule('└', '┴', '┘'));
  }

  private static String[] cells(ResultCursor rows, int columns) {
    String[] cells = new String[columns];
    for (int column = 0; column < columns; column++) {
      cells[column] = cell(rows.value(column));
    }
    return cells;
  }

  private static String cell(@Nullable Object value) {
    return value == null ? "NULL" : VisibleText.fit(VisibleText.of(Cells.text(value)), MOST_WIDE);
  }

  private static String summary(long rows, long elided, int columns, int hidden) {
    String line = rows == 1 ? "1 row" : String.format(Locale.ROOT, "%,d rows", rows);
    if (elided > 0) {
      line += String.format(Locale.ROOT, " (%,d shown)", rows - elided);
    }
    if (hidden > 0) {
      line += String.format(Locale.ROOT, ", %d columns (%d shown)", columns, columns - hidden);
    }
    return line + "\n";
  }
}
