package dev.almanac.cli.report;

import static java.util.Objects.requireNonNull;

import dev.almanac.cli.command.CommandFailure;
import dev.almanac.cli.command.Interruption;
import dev.almanac.cli.command.Version;
import dev.almanac.cli.command.Workplace;
import dev.almanac.cli.suggest.NearestName;
import dev.almanac.cli.terminal.ProgressLine;
import dev.almanac.cli.warehouse.Warehouses;
import dev.almanac.reports.RenderedReport;
import dev.almanac.reports.ReportRenderer;
import dev.almanac.reports.ReportRequest;
import dev.almanac.reports.SnapshotFacts;
import dev.almanac.reports.archive.Archive;
import dev.almanac.reports.archive.ArchivedFacts;
import dev.almanac.reports.param.ReportParams;
import dev.almanac.reports.period.Period;
import dev.almanac.reports.period.PeriodGrammar;
import dev.almanac.reports.spec.ArchiveUse;
import dev.almanac.reports.spec.PeriodUse;
import dev.almanac.reports.spec.ReportPieces;
import dev.almanac.reports.spec.ReportSpec;
import dev.almanac.reports.spec.ReportYaml;
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
import java.time.Duration;
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
 * @param period what it is about, as the user wrote it, or null
 * @param zone zone in which days begin
 * @param now what is taken for now
 * @param templates the user's own templates, or null
 * @param folder where the file goes
 * @param given what was typed for its params
 */
public record ReportJob(
    String name,
    @Nullable String period,
    ZoneId zone,
    Instant now,
    @Nullable Path templates,
    Path folder,
    Map<String, List<String>> given) {

  /** How long an interrupted process may take to write the file. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final SqlScript FIRST_RUN = SqlScript.resource(ReportJob.class, "first_run.sql");
  private static final SqlScript NEWEST_RUN = SqlScript.resource(ReportJob.class, "newest_run.sql");

  /** Checks for null. */
  public ReportJob {
    requireNonNull(name, "name is null");
    requireNonNull(folder, "folder is null");
    requireNonNull(given, "given is null");
  }

  /**
   * A rendered report.
   *
   * @param report the page and what it is worth
   * @param period what it is about
   * @param file where it is
   */
  public record Done(RenderedReport report, Period period, Path file) {}

  /** Renders the report from the newest snapshot; the file appears only once it is whole. */
  public Done run(Workplace workplace) throws IOException {
    ReportPieces pieces = new ReportPieces(templates);
    ReportSpec spec = spec(name, pieces);
    ReportArguments.check(spec, given);
    try (ProgressLine line = workplace.progress();
        Warehouse warehouse = Warehouses.open(workplace);
        Interruption interruption =
            new Interruption(PATIENCE, () -> stopped(workplace, warehouse))) {
      interruption.mayLeave();
      WarehouseSnapshot snapshot = Warehouses.newest(warehouse);
      try (QueryEngine engine = Warehouses.reader(warehouse, snapshot)) {
        ReportRequest request = request(workplace, snapshot, engine);
        Period about = request.period();
        ReportParams params = request.params();
        line.show("Rendering " + name, params.isEmpty() ? about.label() : params.label());
        RenderedReport report = new ReportRenderer().render(request);
        interruption.mustFinish();
        return new Done(report, about, write(report, fileName(spec, about, params)));
      }
    }
  }

  private static void stopped(Workplace workplace, Warehouse warehouse) {
    workplace.error("almanac: Stopped: no report was written.");
    warehouse.deleteSpilled();
  }

  /**
   * Returns what to render from a snapshot.
   *
   * @throws CommandFailure if there is no such report, or it does not take what was typed
   */
  ReportRequest request(Workplace workplace, WarehouseSnapshot snapshot, QueryEngine engine) {
    ReportPieces pieces = new ReportPieces(templates);
    ReportSpec spec = spec(name, pieces);
    ReportArguments.check(spec, given);
    Period about = period(spec, engine);
    return new ReportRequest(
        name,
        about,
        now,
        engine,
        facts(workplace, snapshot),
        templates,
        ReportArguments.resolve(spec, pieces, engine, given),
        archived(spec, workplace.archive(), about, now),
        workplace.config().budgets());
  }

  /** Returns what to render of a report whose {@code report.yaml} cannot be read. */
  ReportRequest unread(Workplace workplace, WarehouseSnapshot snapshot, QueryEngine engine) {
    Period today = Period.asOf(now, zone);
    return new ReportRequest(name, today, now, engine, facts(workplace, snapshot), templates);
  }

  /** Returns what a page says of the snapshot that it was read from. */
  static SnapshotFacts facts(Workplace workplace, WarehouseSnapshot snapshot) {
    return new SnapshotFacts(
        Long.toString(snapshot.id()),
        snapshot.committedAt(),
        workplace.warehouseName(),
        "almanac " + Version.text());
  }

  /** Returns what archived reports said, if the report sums them up. */
  static String archived(ReportSpec spec, Archive archive, Period about, Instant now) {
    ArchiveUse use = spec.archived();
    return use == null
        ? ReportRequest.NOTHING_ARCHIVED
        : new ArchivedFacts(archive).json(use, about, now);
  }

  /** Returns what the report is about, by the newest snapshot. */
  Period period(Workplace workplace) {
    ReportSpec spec = spec(name, new ReportPieces(templates));
    ReportArguments.check(spec, given);
    try (Warehouse warehouse = Warehouses.open(workplace);
        QueryEngine engine = warehouse.engine(Warehouses.newest(warehouse))) {
      return period(spec, engine);
    }
  }

  /**
   * Reads what a report consists of.
   *
   * @throws CommandFailure if there is none of this name
   */
  public static ReportSpec spec(String name, ReportPieces pieces) {
    List<String> names = pieces.names();
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
    return ReportYaml.read(name, pieces);
  }

  private Period period(ReportSpec spec, QueryEngine engine) {
    if (period == null && spec.period() != PeriodUse.NEEDED) {
      return Period.asOf(now, zone);
    }
    if (spec.period() == PeriodUse.NONE) {
      throw CommandFailure.usage(
          "Report " + name + " is not about a period: leave out --period " + period + ".");
    }
    Period about;
    try {
      String words = period == null ? spec.usualPeriod() : period;
      about =
          new PeriodGrammar(zone, now, () -> newestRun(engine), () -> instant(engine, FIRST_RUN))
              .parse(words);
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
  public static Optional<Instant> newestRun(QueryEngine engine) {
    return instant(engine, NEWEST_RUN);
  }

  private static Optional<Instant> instant(QueryEngine engine, SqlScript script) {
    try (QueryRows rows = engine.query(script, Map.of())) {
      return rows.next() ? Optional.ofNullable(rows.instant(0)) : Optional.empty();
    }
  }

  private String fileName(ReportSpec spec, Period about, ReportParams params) {
    // What is about no period shows the present under one name, which cron may write again.
    boolean undated =
        about.kind() == Period.Kind.AS_OF && (!params.isEmpty() || spec.period() == PeriodUse.NONE);
    boolean dated = !undated && !(about.id().equals("all") && !params.isEmpty());
    return Archive.series(name, params) + (dated ? "-" + about.id() : "") + ".html";
  }

  private Path write(RenderedReport report, String fileName) throws IOException {
    Files.createDirectories(folder);
    Path file = folder.resolve(fileName);
    Path part = folder.resolve(file.getFileName() + ".part");
    try {
      Files.writeString(part, report.html(), StandardCharsets.UTF_8);
      return Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }
}
