package dev.almanac.cli.demo;

import dev.almanac.analyses.AnalysisReport;
import dev.almanac.cli.analyze.AnalysisRuns;
import dev.almanac.cli.analyze.ScopeChoice;
import dev.almanac.cli.command.CommandFailure;
import dev.almanac.cli.command.ExitCode;
import dev.almanac.cli.command.Workplace;
import dev.almanac.cli.config.Zones;
import dev.almanac.cli.report.ReportJob;
import dev.almanac.cli.sources.Place;
import dev.almanac.cli.sources.SourceFinder;
import dev.almanac.cli.sync.SourceSyncs;
import dev.almanac.cli.sync.SyncResult;
import dev.almanac.cli.warehouse.Warehouses;
import dev.almanac.ingest.SourceOptions;
import dev.almanac.ingest.SourceSpec;
import dev.almanac.warehouse.Warehouse;
import dev.almanac.warehouse.query.QueryEngine;
import dev.almanac.warehouse.sync.SyncOptions;
import dev.almanac.warehouse.sync.SyncReport;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Syncs the examples, analyses them, renders the weekly report, says what to try next. */
final class Demo {

  /** When teams read their report. */
  private static final LocalTime MONDAY_MORNING = LocalTime.of(8, 0);

  private final Workplace workplace;
  private final Path folder;
  private final Path examples;

  /**
   * Creates a demo.
   *
   * @param folder where the warehouse and the report go
   * @param examples the example runs
   */
  Demo(Workplace workplace, Path folder, Path examples) {
    this.workplace = workplace.withWarehouse(folder.resolve("warehouse").toString());
    this.folder = folder;
    this.examples = examples;
  }

  int run() throws IOException {
    if (!Files.isDirectory(examples)) {
      throw CommandFailure.failed("Cannot find the example runs in " + examples + ".");
    }
    Instant monday;
    try (Warehouse warehouse = Warehouses.openOrCreate(workplace)) {
      sync(warehouse);
      analyze(warehouse);
      monday = mondayAfter(warehouse);
    }
    ReportJob.Done done =
        new ReportJob("weekly", null, Zones.UTC, monday, null, folder, Map.of()).run(workplace);
    done.report().warnings().forEach(workplace::error);
    workplace.note("Rendered the report on " + done.period().label() + " as of " + monday + ".");
    PrintStream out = new PrintStream(workplace.terminal().data(), true, StandardCharsets.UTF_8);
    out.println(done.file());
    tryNext(done);
    return ExitCode.OK;
  }

  private void sync(Warehouse warehouse) throws IOException {
    SourceFinder finder = new SourceFinder(workplace);
    List<SourceSpec> found =
        finder.find(List.of(new Place(examples.toString(), null, null, SourceOptions.NONE)));
    SourceSyncs syncs = new SourceSyncs(workplace, warehouse, SyncOptions.DEFAULT);
    for (SyncResult result : syncs.run(found, finder.named())) {
      SyncReport report = result.report();
      if (report == null || !result.isComplete()) {
        throw CommandFailure.failed(
            "Cannot sync "
                + result.source().name()
                + ": "
                + (report == null ? result.failure() : report.reason()));
      }
      workplace.note(synced(result, report));
    }
  }

  private static String synced(SyncResult result, SyncReport report) {
    String what = "Synced " + report.source() + " (" + result.source().format() + "): ";
    if (report.outcome() == SyncReport.Outcome.NOTHING_CHANGED) {
      return what + "nothing changed since the last time.";
    }
    return what
        + String.format(
            Locale.ROOT, "%,d runs and %,d points read.", report.runsRead(), report.points());
  }

  private void analyze(Warehouse warehouse) {
    for (AnalysisReport report :
        new AnalysisRuns(workplace, warehouse).run(List.of(), ScopeChoice.ALL)) {
      workplace.note(
          String.format(
              Locale.ROOT,
              "Analysed %s: %,d computed, %,d up to date, %,d failed.",
              report.kind(),
              report.computed(),
              report.upToDate(),
              report.failed()));
    }
  }

  /**
   * Returns the Monday morning after the last full week of the data: that is when the report would
   * have been made, and what makes a repeated demo give the same page.
   */
  private static Instant mondayAfter(Warehouse warehouse) {
    try (QueryEngine engine = warehouse.engine(Warehouses.newest(warehouse))) {
      Instant newest =
          ReportJob.newestRun(engine)
              .orElseThrow(() -> CommandFailure.failed("The example runs have no start times."));
      LocalDate day = LocalDate.ofInstant(newest, ZoneOffset.UTC);
      boolean weekIsOver = day.getDayOfWeek() == DayOfWeek.SUNDAY;
      LocalDate monday =
          weekIsOver
              ? day.plusDays(1)
              : day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
      return monday.atTime(MONDAY_MORNING).toInstant(ZoneOffset.UTC);
    }
  }

  private void tryNext(ReportJob.Done done) {
    String almanac = "  " + quoted(System.getProperty("almanac.command", "almanac"));
    String warehouse = "--warehouse " + quoted(workplace.warehouseName());
    workplace.note("");
    workplace.note("Open it in a browser. Then try:");
    workplace.note(almanac + " sql " + warehouse + " \"" + Demo.LEADERS + "\"");
    workplace.note(
        almanac + " report run weekly " + warehouse + " --period " + done.period().previous().id());
    workplace.note(almanac + " sync PATH-TO-YOUR/mlruns");
  }

  /** The best value of each project by its primary metric. */
  static final String LEADERS =
      "SELECT o.project, o.metric_key, o.direction,"
          + " if(o.direction = 'max', max(s.max), min(s.min)) AS best"
          + " FROM metric_role o JOIN runs r ON r.project = o.project"
          + " JOIN metric_summaries s ON s.run_key = r.run_key AND s.key = o.metric_key"
          + " WHERE o.is_primary GROUP BY 1, 2, 3 ORDER BY 1";

  private static String quoted(String path) {
    return path.matches("[A-Za-z0-9_./-]+") ? path : "'" + path.replace("'", "'\\''") + "'";
  }
}
