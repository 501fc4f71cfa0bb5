package dev.almanac.warehouse.sync;

import static java.util.Objects.requireNonNull;

import dev.almanac.ingest.MetricKind;
import dev.almanac.warehouse.commit.WriteSession;
import dev.almanac.warehouse.query.QueryRows;
import dev.almanac.warehouse.query.SqlScript;
import dev.almanac.warehouse.schema.RunTables;
import dev.almanac.warehouse.write.PointStore.SeriesState;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The runs of a source as the warehouse holds them, for reading them again. */
final class StoredRuns implements WarehouseSink.Stored {

  private static final SqlScript METRICS =
      SqlScript.resource(StoredRuns.class, "stored_metrics.sql");

  private final WriteSession session;
  private final Map<String, KnownRun> byId;
  private final Map<String, KnownRun> byKey = new HashMap<>();

  /**
   * Takes over what is known.
   *
   * @param byId runs by their id in the source
   */
  StoredRuns(WriteSession session, Map<String, KnownRun> byId) {
    this.session = session;
    this.byId = byId;
    byId.values().forEach(run -> byKey.put(run.runKey(), run));
  }

  /** Returns how far a run was read, or null if it is to be read whole. */
  @Nullable String cursor(String runId) {
    KnownRun run = byId.get(runId);
    return run == null || run.gone() ? null : run.cursor();
  }

  @Override
  public @Nullable String sameAs(String runKey) {
    KnownRun run = byKey.get(runKey);
    return run == null ? null : run.sameAs();
  }

  @Override
  public void metrics(String runKey, Metrics visitor) {
    try (QueryRows rows =
        session.query(METRICS, Map.of("run_key", runKey), RunTables.METRIC_SUMMARIES)) {
      while (rows.next()) {
        MetricKind kind = rows.bool(1) ? MetricKind.SYSTEM : MetricKind.METRIC;
        visitor.metric(kind, requireNonNull(rows.text(0), "metric without key"), state(rows));
      }
    }
  }

  private static SeriesState.Stored state(QueryRows rows) {
    return new SeriesState.Stored(
        rows.integer(2),
        real(rows, 3, 0),
        real(rows, 4, 0),
        real(rows, 5, Double.POSITIVE_INFINITY),
        real(rows, 6, Double.NEGATIVE_INFINITY),
        integer(rows, 7, 0),
        integer(rows, 8, 0),
        integer(rows, 9, Long.MAX_VALUE),
        integer(rows, 10, Long.MIN_VALUE),
        rows.integer(11),
        integer(rows, 12, Long.MAX_VALUE),
        integer(rows, 13, Long.MIN_VALUE),
        rows.isNull(14) ? null : (Double) rows.number(14));
  }

  private static double real(QueryRows rows, int column, double absent) {
    return rows.isNull(column) ? absent : rows.number(column);
  }

  private static long integer(QueryRows rows, int column, long absent) {
    return rows.isNull(column) ? absent : rows.integer(column);
  }
}
