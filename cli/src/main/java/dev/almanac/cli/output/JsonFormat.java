package dev.almanac.cli.output;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;

/**
 * JSON: one array of objects, or one object a line ({@code jsonl}). Columns of the same name get a
 * suffix, since an object has each name once. NaN and infinities, which JSON lacks, are the texts
 * {@code "NaN"}, {@code "Infinity"} and {@code "-Infinity"}.
 */
public final class JsonFormat implements ResultFormat {

  /** How the objects are laid out. */
  public enum Layout {
    /** One array. */
    ARRAY,
    /** One object a line, as jsonlines.org says. */
    LINES
  }

  private final Layout layout;

  /** Creates the format. */
  public JsonFormat(Layout layout) {
    this.layout = layout;
  }

  @Override
  public long write(ResultCursor rows, Writer out) throws IOException {
    List<String> names = uniqueNames(rows.columns());
    boolean array = layout == Layout.ARRAY;
    out.write(array ? "[" : "");
    long count = 0;
    for (; rows.next(); count++) {
      out.write(array ? (count > 0 ? ",\n " : "\n ") : "");
      row(rows, names, out);
      out.write(array ? "" : "\n");
    }
    out.write(array ? (count > 0 ? "\n]\n" : "]\n") : "");
    return count;
  }

  private static void row(ResultCursor rows, List<String> names, Writer out) throws IOException {
    out.write('{');
    for (int column = 0; column < names.size(); column++) {
      out.write(column > 0 ? ", " : "");
      JsonText.write(names.get(column), out);
      out.write(": ");
      JsonText.write(rows.value(column), out);
    }
    out.write('}');
  }

  static List<String> uniqueNames(List<ResultColumn> columns) {
    List<String> names = new ArrayList<>();
    for (ResultColumn column : columns) {
      String name = column.name();
      for (int suffix = 1; names.contains(name); suffix++) {
        name = column.name() + "_" + suffix;
      }
      names.add(name);
    }
    return names;
  }
}
