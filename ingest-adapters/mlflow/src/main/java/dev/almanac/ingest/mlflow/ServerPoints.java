package dev.almanac.ingest.mlflow;

import dev.almanac.ingest.read.database.DatabaseRow;
import dev.almanac.ingest.read.database.DatabaseSession;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Streams points of a database server, some runs a statement, in the order in which MLflow shows
 * them: by time, step and value. No such database tells the order in which they were logged.
 */
final class ServerPoints {

  /** Points that the server sorts for one statement; a run that holds more has one of its own. */
  private static final long PAGE_POINTS = 1_000_000;

  private final DatabaseSession session;
  private final SqlTables tables;
  private final PointChunk chunk;

  ServerPoints(DatabaseSession session, SqlTables tables, PointChunk chunk) {
    this.session = session;
    this.tables = tables;
    this.chunk = chunk;
  }

  /** Streams the points of the runs that were begun. */
  void deliver(List<SqlRun> runs) throws IOException {
    // Without an index, each statement reads the whole table: then there is one for all.
    boolean paged = tables.byRun().contains("metrics");
    List<String> page = new ArrayList<>();
    long points = 0;
    for (SqlRun run : runs) {
      boolean full = points + run.points() > PAGE_POINTS || page.size() == ServerRows.PAGE_RUNS;
      if (paged && full && !page.isEmpty()) {
        deliverPage(page);
        page.clear();
        points = 0;
      }
      page.add(run.facts().runId());
      points += run.points();
    }
    if (!page.isEmpty()) {
      deliverPage(page);
    }
  }

  private void deliverPage(List<String> page) throws IOException {
    ServerRows.query(session, "server/metrics_of_runs", page, this::take);
    chunk.flush();
  }

  private void take(DatabaseRow row) throws IOException {
    Integer run = chunk.runHandles().get(String.valueOf(row.text(0)));
    Double value = row.real(2);
    Long millis = row.integer(3);
    Long step = row.integer(4);
    Long nan = row.integer(5);
    if (run == null || value == null || millis == null || step == null) {
      return;
    }
    if (chunk.isFull()) {
      chunk.flush();
    }
    boolean isNan = nan != null && nan != 0;
    chunk.add(
        run, chunk.key(String.valueOf(row.text(1))), isNan ? Double.NaN : value, millis, step);
  }
}
