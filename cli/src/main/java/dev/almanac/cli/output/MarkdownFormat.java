package dev.almanac.cli.output;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table in GitHub-flavoured Markdown (GFM 0.29, section 4.10). Whatever Markdown or HTML would
 * interpret in a value is escaped, so that a run's name cannot become markup. NULL is {@code NULL}.
 */
public final class MarkdownFormat implements ResultFormat {

  @Override
  public long write(ResultCursor rows, Writer out) throws IOException {
    List<ResultColumn> columns = rows.columns();
    StringBuilder rule = new StringBuilder("|");
    out.write("|");
    for (ResultColumn column : columns) {
      out.append(' ').append(escaped(column.name())).append(" |");
      rule.append(column.kind() == ResultColumn.Kind.NUMBER ? " ---: |" : " --- |");
    }
    out.append('\n').append(rule).append('\n');
    long count = 0;
    for (; rows.next(); count++) {
      out.write("|");
      for (int column = 0; column < columns.size(); column++) {
        out.append(' ').append(cell(rows.value(column))).append(" |");
      }
      out.write('\n');
    }
    return count;
  }

  private static String cell(@Nullable Object value) {
    return value == null ? "NULL" : escaped(Cells.text(value));
  }

  private static String escaped(String text) {
    StringBuilder out = new StringBuilder(text.length() + 8);
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '\n', '\r' -> out.append("<br>");
        case '|', '\\', '`', '*', '[', ']', '~', '!' -> out.append('\\').append(c);
        case '_' -> out.append(isWithinWord(text, at) ? "_" : "\\_");
        default -> out.append(c);
      }
    }
    return VisibleText.of(out.toString());
  }

  /** Tells an underscore that Markdown leaves alone (GFM 6.2: intraword emphasis needs stars). */
  private static boolean isWithinWord(String text, int at) {
    return at > 0
        && at + 1 < text.length()
        && Character.isLetterOrDigit(text.charAt(at - 1))
        && Character.isLetterOrDigit(text.charAt(at + 1));
  }
}
