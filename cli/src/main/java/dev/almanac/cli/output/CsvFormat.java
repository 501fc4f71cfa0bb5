package dev.almanac.cli.output;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * CSV as of RFC 4180, with line feeds alone. NULL is an empty cell, an empty text is {@code ""}.
 *
 * <p>A text that a spreadsheet would take for a formula (it begins with {@code = + - @}, a tab or a
 * carriage return, and is not simply a number) gets an apostrophe in front (OWASP, "CSV
 * injection"). Numbers and times are never touched; JSON is exact in every case.
 */
public final class CsvFormat implements ResultFormat {

  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?");

  @Override
  public long write(ResultCursor rows, Writer out) throws IOException {
    List<ResultColumn> columns = rows.columns();
    for (int column = 0; column < columns.size(); column++) {
      out.append(column > 0 ? "," : "").append(quoted(guarded(columns.get(column).name())));
    }
    out.write('\n');
    long count = 0;
    for (; rows.next(); count++) {
      for (int column = 0; column < columns.size(); column++) {
        out.append(column > 0 ? "," : "").append(cell(columns.get(column), rows.value(column)));
      }
      out.write('\n');
    }
    return count;
  }

  private static String cell(ResultColumn column, @Nullable Object value) {
    if (value == null) {
      return "";
    }
    String text = Cells.text(value);
    return quoted(column.kind() == ResultColumn.Kind.NUMBER ? text : guarded(text));
  }

  /** Puts an apostrophe before what would be a formula. */
  static String guarded(String text) {
    boolean formula = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0;
    return formula && !NUMBER.matcher(text).matches() ? "'" + text : text;
  }

  private static String quoted(String text) {
    boolean plain =
        !text.isEmpty()
            && text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
            && text.charAt(0) != ' '
            && text.charAt(text.length() - 1) != ' ';
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
