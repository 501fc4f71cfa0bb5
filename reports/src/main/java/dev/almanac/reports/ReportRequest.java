package dev.almanac.reports;

import static java.util.Objects.requireNonNull;

import dev.almanac.reports.budget.Budget;
import dev.almanac.reports.param.ReportParams;
import dev.almanac.reports.period.Period;
import dev.almanac.warehouse.query.QueryEngine;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to render. Equal requests over equal snapshots give equal bytes.
 *
 * @param name name of the report, for example {@code weekly}
 * @param period what it is about; brings the zone
 * @param now when it is rendered, as the page states it
 * @param engine over the tables of one snapshot; stays open
 * @param snapshot what the page says of that snapshot
 * @param userFolder folder whose files replace built-in ones, or null
 * @param params values of the params that the report declares
 * @param archived what archived reports said, as {@link dev.almanac.reports.archive.ArchivedFacts}
 *     gives it, for reports that sum them up
 * @param budgets how much compute may be used; none if nobody said
 */
public record ReportRequest(
    String name,
    Period period,
    Instant now,
    QueryEngine engine,
    SnapshotFacts snapshot,
    @Nullable Path userFolder,
    ReportParams params,
    String archived,
    List<Budget> budgets) {

  /** No archived reports. */
  public static final String NOTHING_ARCHIVED = "[]";

  /** Checks for null. */
  public ReportRequest {
    requireNonNull(name, "name is null");
    requireNonNull(period, "period is null");
    requireNonNull(now, "now is null");
    requireNonNull(engine, "engine is null");
    requireNonNull(snapshot, "snapshot is null");
    requireNonNull(params, "params is null");
    requireNonNull(archived, "archived is null");
    budgets = List.copyOf(budgets);
  }

  /** Creates a request for a report that sums up no archived ones and knows no budget. */
  public ReportRequest(
      String name,
      Period period,
      Instant now,
      QueryEngine engine,
      SnapshotFacts snapshot,
      @Nullable Path userFolder,
      ReportParams params) {
    this(name, period, now, engine, snapshot, userFolder, params, NOTHING_ARCHIVED, List.of());
  }

  /** Creates a request for a report without params. */
  public ReportRequest(
      String name,
      Period period,
      Instant now,
      QueryEngine engine,
      SnapshotFacts snapshot,
      @Nullable Path userFolder) {
    this(name, period, now, engine, snapshot, userFolder, ReportParams.NONE);
  }
}
