package dev.almanac.cli.output;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tab-separated text as PostgreSQL's {@code COPY} writes it: NULL is {@code \N}; backslash, tab and
 * line ends are escaped, so a row is always one line. For pipes, not for spreadsheets: nothing is
 * done about formulas.
 */
public final class TsvFormat implements ResultFormat {

  @Override
  public long write(ResultCursor rows, Writer out) throws IOException {
    List<ResultColumn> columns = rows.columns();
    out.write(
        columns.stream().map(column -> escaped(column.name())).collect(Collectors.joining("\t")));
    out.write('\n');
    long count = 0;
    for (; rows.next(); count++) {
      for (int column = 0; column < columns.size(); column++) {
        out.append(column > 0 ? "\t" : "").append(cell(rows.value(column)));
      }
      out.write('\n');
    }
    return count;
  }

  private static String cell(@Nullable Object value) {
    return value == null ? "\\N" : escaped(Cells.text(value));
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\")
        .replace("\t", "\\t")
        .replace("\n", "\\n")
        .replace("\r", "\\r");
  }
}
