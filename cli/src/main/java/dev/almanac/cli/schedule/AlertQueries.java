package dev.almanac.cli.schedule;

import dev.almanac.cli.command.Workplace;
import dev.almanac.cli.output.ResultColumn;
import dev.almanac.cli.sql.SqlFailure;
import dev.almanac.cli.sql.SqlSession;
import dev.almanac.cli.warehouse.Sessions;
import dev.almanac.reports.delivery.alert.AlertRows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Runs the queries of alerts through the same gate as {@code almanac sql}: they can read the
 * warehouse and nothing else, within the same limits. Opens the warehouse with the first query.
 */
final class AlertQueries implements AlertRows.Query, AutoCloseable {

  private final Workplace workplace;
  private final List<SqlSession> open = new ArrayList<>();

  AlertQueries(Workplace workplace) {
    this.workplace = workplace;
  }

  @Override
  public AlertRows run(String sql) throws IOException, AlertRows.BrokenAlertException {
    if (open.isEmpty()) {
      try {
        open.add(Sessions.open(workplace));
      } catch (RuntimeException exception) {
        throw new AlertRows.BrokenAlertException(String.valueOf(exception.getMessage()), exception);
      }
    }
    List<String> columns = new ArrayList<>();
    List<List<String>> kept = new ArrayList<>();
    long[] total = new long[1];
    try {
      open.get(0)
          .run(
              sql,
              Map.of(),
              rows -> {
                rows.columns().stream().map(ResultColumn::name).forEach(columns::add);
                while (rows.next()) {
                  if (total[0]++ < AlertRows.MOST) {
                    List<String> cells = new ArrayList<>();
                    for (int column = 0; column < columns.size(); column++) {
                      Object value = rows.value(column);
                      cells.add(value == null ? "" : value.toString());
                    }
                    kept.add(cells);
                  }
                }
              });
    } catch (SqlFailure exception) {
      throw new AlertRows.BrokenAlertException(String.valueOf(exception.getMessage()), exception);
    }
    return new AlertRows(columns, kept, total[0]);
  }

  @Override
  public void close() {
    open.forEach(SqlSession::close);
  }
}
