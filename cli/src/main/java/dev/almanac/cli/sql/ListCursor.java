package dev.almanac.cli.sql;

import dev.almanac.cli.output.ResultColumn;
import dev.almanac.cli.output.ResultCursor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A result that is in memory already. */
public final class ListCursor implements ResultCursor {

  private final List<ResultColumn> columns;
  private final List<List<? extends @Nullable Object>> rows;
  private int at = -1;

  /** Walks rows, each as long as the columns. */
  public ListCursor(List<ResultColumn> columns, List<List<? extends @Nullable Object>> rows) {
    this.columns = List.copyOf(columns);
    this.rows = List.copyOf(rows);
  }

  /** Returns a column of texts. */
  public static ResultColumn text(String name) {
    return new ResultColumn(name, "text", ResultColumn.Kind.TEXT);
  }

  /** Returns a column of integers. */
  public static ResultColumn bigint(String name) {
    return new ResultColumn(name, "bigint", ResultColumn.Kind.NUMBER);
  }

  @Override
  public List<ResultColumn> columns() {
    return columns;
  }

  @Override
  public boolean next() {
    return ++at < rows.size();
  }

  @Override
  public @Nullable Object value(int column) {
    return rows.get(at).get(column);
  }
}
