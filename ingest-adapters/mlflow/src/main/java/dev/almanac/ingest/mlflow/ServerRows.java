package dev.almanac.ingest.mlflow;

import dev.almanac.ingest.read.database.DatabaseSession;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads the tables of a database server within one transaction. Tables that grow with the runs are
 * read page by page in the order of run ids.
 */
final class ServerRows implements SqlRows {

  /** Runs whose rows are asked for in one statement. */
  static final int PAGE_RUNS = 500;

  private static final Set<String> BY_RUN = Set.of("params", "tags", "latest_metrics");

  private final DatabaseSession session;
  private final SqlTables tables;
  private final List<String> runIds = new ArrayList<>();

  ServerRows(DatabaseSession session, SqlTables tables) {
    this.session = session;
    this.tables = tables;
  }

  @Override
  public void all(String query, Visitor visitor) throws IOException {
    if (query.equals("runs")) {
      runs(visitor);
    } else if (BY_RUN.contains(query) && tables.byRun().contains(query)) {
      ofRuns(query, allRunIds(), visitor);
    } else {
      session.query(SqlText.of("server/" + query), List.of(), visitor::row);
    }
  }

  private void runs(Visitor visitor) throws IOException {
    runIds.clear();
    session.pages(
        SqlText.of("server/runs"),
        "",
        row -> {
          runIds.add(row.textOrEmpty("run_uuid"));
          visitor.row(row);
        });
  }

  private List<String> allRunIds() throws IOException {
    if (runIds.isEmpty()) {
      runs(row -> {});
    }
    return runIds;
  }

  @Override
  public void ofRuns(String table, Collection<String> runIds, Visitor visitor) throws IOException {
    List<String> ids = new ArrayList<>(runIds);
    for (int from = 0; from < ids.size(); from += PAGE_RUNS) {
      List<String> page = ids.subList(from, Math.min(ids.size(), from + PAGE_RUNS));
      query(session, "server/" + table + "_of_runs", page, visitor::row);
    }
  }

  /** Asks for the rows of some runs; the query has one place for all of them. */
  static void query(
      DatabaseSession session, String name, List<String> runIds, DatabaseSession.Visitor visitor)
      throws IOException {
    String places = String.join(", ", Collections.nCopies(runIds.size(), "?"));
    session.query(SqlText.of(name).replace("(?)", "(" + places + ")"), runIds, visitor);
  }

  @Override
  public Map<String, Long> pointCounts(SqlTables tables) throws IOException {
    Map<String, Long> counts = new HashMap<>();
    session.query(
        SqlText.of("server/point_counts"),
        List.of(),
        row -> {
          Long count = row.integer(1);
          counts.put(String.valueOf(row.text(0)), count == null ? 0 : count);
        });
    return counts;
  }
}
