package dev.almanac.cli;

import static java.util.Objects.requireNonNull;

import dev.almanac.cli.suggest.NearestName;
import dev.almanac.cli.terminal.ProgressLine;
import dev.almanac.reports.RenderedReport;
import dev.almanac.reports.ReportRenderer;
import dev.almanac.reports.ReportRequest;
import dev.almanac.reports.SnapshotFacts;
import dev.almanac.reports.period.Period;
import dev.almanac.reports.period.PeriodGrammar;
import dev.almanac.reports.spec.ReportPieces;
import dev.almanac.warehouse.Warehouse;
import dev.almanac.warehouse.WarehouseSnapshot;
import dev.almanac.warehouse.query.QueryEngine;
import dev.almanac.warehouse.query.QueryRows;
import dev.almanac.warehouse.query.SqlScript;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One report to render into a folder.
 *
 * @param name name of the report
 * @param period what it is about, as the user wrote it
 * @param zone zone in which days begin
 * @param now what is taken for now
 * @param templates the user's own templates, or null
 * @param folder where the file goes
 */
record ReportJob(
    String name, String period, ZoneId zone, Instant now, @Nullable Path templates, Path folder) {

  private static final SqlScript NEWEST_RUN = SqlScript.resource(ReportJob.class, "newest_run.sql");

  ReportJob {
    requireNonNull(name, "name is null");
    requireNonNull(period, "period is null");
    requireNonNull(folder, "folder is null");
  }

  /**
   * A rendered report.
   *
   * @param report the page and what it is worth
   * @param period what it is about
   * @param file where it is
   */
  record Done(RenderedReport report, Period period, Path file) {}

  /** Renders the report from the newest snapshot; the file appears only once it is whole. */
  Done run(Workplace workplace) throws IOException {
    checkName();
    try (ProgressLine line = workplace.progress();
        Warehouse warehouse = Warehouses.open(workplace)) {
      WarehouseSnapshot snapshot = Warehouses.newest(warehouse);
      try (QueryEngine engine = Warehouses.reader(warehouse, snapshot)) {
        Period about = period(engine);
        line.show("Rendering " + name, about.label());
        SnapshotFacts facts = facts(workplace, snapshot);
        RenderedReport report =
            new ReportRenderer()
                .render(new ReportRequest(name, about, now, engine, facts, templates));
        return new Done(report, about, write(report, about));
      }
    }
  }

  /** Returns what a page says of the snapshot that it was read from. */
  static SnapshotFacts facts(Workplace workplace, WarehouseSnapshot snapshot) {
    return new SnapshotFacts(
        Long.toString(snapshot.id()),
        snapshot.committedAt(),
        workplace.warehouseName(),
        "almanac " + Version.text());
  }

  /** Returns what the report is about, by the newest snapshot. */
  Period period(Workplace workplace) {
    checkName();
    try (Warehouse warehouse = Warehouses.open(workplace);
        QueryEngine engine = warehouse.engine(Warehouses.newest(warehouse))) {
      return period(engine);
    }
  }

  /** Refuses a name that no report has, with the nearest one that there is. */
  void checkName() {
    List<String> names = new ReportPieces(templates).names();
    if (!names.contains(name)) {
      throw CommandFailure.usage(
          "There is no report "
              + name
              + "."
              + NearestName.hint(name, names)
              + " There are "
              + String.join(", ", names)
              + ".");
    }
  }

  /** Returns what the report is about. */
  Period period(QueryEngine engine) {
    Period about;
    try {
      about = new PeriodGrammar(zone, now, () -> newestRun(engine)).parse(period);
    } catch (IllegalArgumentException exception) {
      throw CommandFailure.usage(String.valueOf(exception.getMessage()));
    }
    if (now.isBefore(about.start())) {
      throw CommandFailure.usage(
          "Period " + about.id() + " has not begun: it starts at " + about.start() + ".");
    }
    return about;
  }

  /** Returns when the newest run began; empty if there is no run with a start. */
  static Optional<Instant> newestRun(QueryEngine engine) {
    try (QueryRows rows = engine.query(NEWEST_RUN, Map.of())) {
      return rows.next() ? Optional.ofNullable(rows.instant(0)) : Optional.empty();
    }
  }

  private Path write(RenderedReport report, Period about) throws IOException {
    Files.createDirectories(folder);
    Path file = folder.resolve(name + "-" + about.id() + ".html");
    Path part = folder.resolve(file.getFileName() + ".part");
    try {
      Files.writeString(part, report.html(), StandardCharsets.UTF_8);
      return Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }
}
