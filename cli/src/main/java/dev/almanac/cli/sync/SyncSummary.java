package dev.almanac.cli.sync;

import dev.almanac.cli.command.ResultOutput;
import dev.almanac.cli.command.Workplace;
import dev.almanac.cli.output.Format;
import dev.almanac.cli.output.ResultColumn;
import dev.almanac.cli.sql.ListCursor;
import dev.almanac.ingest.Problem;
import dev.almanac.warehouse.sync.SyncReport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a sync did: one row a source on stdout, and on stderr what went wrong. */
final class SyncSummary {

  /** The rest is a query away. */
  private static final int MOST_SHOWN = 3;

  private static final List<ResultColumn> COLUMNS =
      List.of(
          ListCursor.text("source"),
          ListCursor.text("kind"),
          ListCursor.text("outcome"),
          ListCursor.bigint("runs_read"),
          ListCursor.bigint("runs_unchanged"),
          ListCursor.bigint("runs_gone"),
          ListCursor.bigint("points"),
          ListCursor.bigint("problems"));

  private final Workplace workplace;

  SyncSummary(Workplace workplace) {
    this.workplace = workplace;
  }

  void write(List<SyncResult> results, @Nullable Format format) throws IOException {
    List<List<? extends @Nullable Object>> rows = new ArrayList<>();
    for (SyncResult result : results) {
      rows.add(row(result));
      explain(result);
    }
    new ResultOutput(workplace.surroundings(), format, null).write(new ListCursor(COLUMNS, rows));
  }

  private static List<? extends @Nullable Object> row(SyncResult result) {
    SyncReport report = result.report();
    String kind = result.source().kind() + " " + result.source().format();
    if (report == null) {
      return Arrays.<@Nullable Object>asList(
          result.source().name(), kind, "failed", 0L, null, null, 0L, 1L);
    }
    return Arrays.<@Nullable Object>asList(
        report.source(),
        kind,
        report.outcome().word(),
        report.runsRead(),
        // A source that stands still as a whole is not listed, so nobody knows how many there are.
        report.runsListed() < 0 ? null : report.runsUnchanged(),
        report.runsGone(),
        report.points(),
        problems(report));
  }

  private static long problems(SyncReport report) {
    return report.truncated() + report.corrupt() + report.unsupported() + report.altered();
  }

  private void explain(SyncResult result) {
    SyncReport report = result.report();
    if (report == null) {
      workplace.error(result.source().name() + ": " + result.failure());
      return;
    }
    if (!result.isComplete()) {
      workplace.error(report.source() + ": " + report.reason());
    }
    report.problems().stream().limit(MOST_SHOWN).forEach(problem -> explain(report, problem));
    if (problems(report) > MOST_SHOWN) {
      workplace.note(
          "... and "
              + (problems(report) - MOST_SHOWN)
              + " more. All of them: almanac sql \"SELECT * FROM quarantine\"");
    }
  }

  private void explain(SyncReport report, Problem problem) {
    String at = problem.offset() >= 0 ? ":" + problem.offset() : "";
    workplace.note(report.source() + ": " + problem.location() + at + ": " + problem.reason());
  }
}
