package dev.almanac.cli.live;

import dev.almanac.analyses.AnalysisTables;
import dev.almanac.analyses.ResultStore;
import dev.almanac.analyses.live.LiveTables;
import dev.almanac.cli.output.ResultColumn;
import dev.almanac.cli.output.ResultCursor;
import dev.almanac.cli.sql.ListCursor;
import dev.almanac.warehouse.schema.ColumnSpec;
import dev.almanac.warehouse.schema.ColumnType;
import dev.almanac.warehouse.schema.TableSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes the rows of one look; nothing is stored, for they are of a moment. */
public final class LiveRows implements ResultStore {

  private final List<LiveRow> rows = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();

  /** Creates an empty one. */
  public LiveRows() {}

  @Override
  public void replace(Set<String> superseded, Map<TableSpec, List<@Nullable Object[]>> found) {
    found.getOrDefault(LiveTables.LIVE_RUN, List.of()).forEach(row -> rows.add(new LiveRow(row)));
    int status = index(AnalysisTables.ANALYSIS, "status");
    int reason = index(AnalysisTables.ANALYSIS, "status_reason");
    int project = index(AnalysisTables.ANALYSIS, "project");
    for (@Nullable Object[] row : found.getOrDefault(AnalysisTables.ANALYSIS, List.of())) {
      if ("failed".equals(row[status])) {
        failures.add("Cannot judge the running runs of " + row[project] + ": " + row[reason]);
      }
    }
  }

  /** Returns the runs, by project and key. */
  public List<LiveRow> rows() {
    return List.copyOf(rows);
  }

  /** Returns why projects could not be judged. */
  public List<String> failures() {
    return List.copyOf(failures);
  }

  /** Returns the rows as a result. */
  public static ResultCursor cursor(List<LiveRow> rows) {
    List<ResultColumn> columns = LiveRow.columns().stream().map(LiveRows::column).toList();
    return new ListCursor(columns, rows.stream().map(LiveRow::cells).toList());
  }

  private static ResultColumn column(ColumnSpec column) {
    ResultColumn.Kind kind =
        switch (column.type()) {
          case TEXT -> ResultColumn.Kind.TEXT;
          case BIGINT, INTEGER, DOUBLE -> ResultColumn.Kind.NUMBER;
          case BOOLEAN, TIMESTAMP, DATE -> ResultColumn.Kind.OTHER;
        };
    return new ResultColumn(column.name(), type(column.type()), kind);
  }

  private static String type(ColumnType type) {
    return type.sql().toLowerCase(Locale.ROOT);
  }

  private static int index(TableSpec table, String column) {
    List<ColumnSpec> columns = table.columns();
    for (int index = 0; index < columns.size(); index++) {
      if (columns.get(index).name().equals(column)) {
        return index;
      }
    }
    throw new IllegalArgumentException(table.name() + " has no column " + column);
  }
}
