package dev.almanac.cli.report;

import dev.almanac.cli.command.Version;
import dev.almanac.cli.command.Workplace;
import dev.almanac.cli.warehouse.Warehouses;
import dev.almanac.reports.RenderedReport;
import dev.almanac.reports.ReportRenderer;
import dev.almanac.reports.ReportRequest;
import dev.almanac.reports.SnapshotFacts;
import dev.almanac.reports.archive.Archive;
import dev.almanac.reports.archive.Draft;
import dev.almanac.reports.archive.Manifest;
import dev.almanac.reports.archive.Revision;
import dev.almanac.reports.archive.Verification;
import dev.almanac.reports.param.ReportParams;
import dev.almanac.reports.period.Period;
import dev.almanac.reports.schedule.Completeness;
import dev.almanac.reports.schedule.DataState;
import dev.almanac.reports.schedule.Schedule;
import dev.almanac.reports.schedule.SlotWork;
import dev.almanac.reports.spec.PeriodUse;
import dev.almanac.reports.spec.ReportPieces;
import dev.almanac.reports.spec.ReportSpec;
import dev.almanac.warehouse.Warehouse;
import dev.almanac.warehouse.WarehouseException;
import dev.almanac.warehouse.WarehouseSnapshot;
import dev.almanac.warehouse.query.QueryEngine;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Renders reports from the warehouse into the archive, keeps their snapshots, verifies them. */
public final class ArchivedReports implements SlotWork {

  /** How long a report waits for a sync to end before its snapshot is kept later instead. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Workplace workplace;
  private final Archive archive;

  /** Creates them for the warehouse of a workplace and an archive. */
  public ArchivedReports(Workplace workplace, Archive archive) {
    this.workplace = workplace;
    this.archive = archive;
  }

  @Override
  public List<String> missingData(List<String> sources, Period period) {
    try (Warehouse warehouse = Warehouses.open(workplace);
        QueryEngine engine = warehouse.engine(Warehouses.newest(warehouse))) {
      return DataState.read(engine).lacking(sources, period);
    }
  }

  /**
   * A report to render.
   *
   * @param series under which it is archived, or null for the name that its params give it
   * @param report name of the report
   * @param period what it is about
   * @param now what it takes for now
   * @param due when a schedule wanted it, or null
   * @param templates the user's folder, or null
   * @param expected ids of sections that must not be empty
   * @param given what was typed for its params
   */
  record Order(
      @Nullable String series,
      String report,
      Period period,
      Instant now,
      @Nullable Instant due,
      @Nullable Path templates,
      List<String> expected,
      Map<String, List<String>> given) {}

  @Override
  public Draft render(Schedule schedule, Period period, Instant due, Instant now) {
    return render(
        new Order(
            schedule.name(),
            schedule.report(),
            period,
            now,
            due,
            workplace.templatesOf(schedule),
            schedule.expected(),
            schedule.params()));
  }

  /** Renders a report from the newest snapshot. */
  Draft render(Order order) {
    ReportPieces pieces = new ReportPieces(order.templates());
    ReportSpec spec = ReportJob.spec(order.report(), pieces);
    Period period = spec.period() == PeriodUse.NONE ? order.period().asOf() : order.period();
    try (Warehouse warehouse = Warehouses.open(workplace)) {
      WarehouseSnapshot snapshot = Warehouses.newest(warehouse);
      SnapshotFacts facts = ReportJob.facts(workplace, snapshot);
      try (QueryEngine engine = Warehouses.reader(warehouse, snapshot)) {
        ReportParams params = ReportArguments.resolve(spec, pieces, engine, order.given());
        ReportRequest request =
            new ReportRequest(
                order.report(),
                period,
                order.now(),
                engine,
                facts,
                order.templates(),
                params,
                ReportJob.archived(spec, archive, period, order.now()),
                workplace.config().budgets());
        RenderedReport rendered = new ReportRenderer().render(request);
        Completeness whole =
            Completeness.of(rendered, DataState.read(engine), period, order.expected());
        String series =
            order.series() == null ? Archive.series(order.report(), params) : order.series();
        return new Draft(
            series, request, rendered, whole.state().word(), whole.reasons(), order.due());
      }
    }
  }

  @Override
  public Revision publish(Draft draft) {
    keep(draft.request().snapshot().id());
    return archive.publish(draft);
  }

  /** Keeps a snapshot from expiring; says so if that has to wait. */
  private void keep(String id) {
    try (Warehouse warehouse = Warehouses.open(workplace, PATIENCE)) {
      keep(warehouse, id);
    } catch (WarehouseException exception) {
      workplace.error(
          "The report's snapshot "
              + id
              + " is not kept yet; the next schedule run keeps it: "
              + exception.getMessage());
    }
  }

  /** Keeps snapshots of reports that could not be kept when the reports were made. */
  public void keep(List<String> ids) {
    try (Warehouse warehouse = Warehouses.open(workplace, PATIENCE)) {
      ids.forEach(id -> keep(warehouse, id));
    } catch (WarehouseException exception) {
      // publish has said so when the report was made; the next call tries again.
      workplace.note(String.valueOf(exception.getMessage()));
    }
  }

  private static void keep(Warehouse warehouse, String id) {
    long number = Long.parseLong(id);
    if (!warehouse.kept().contains(number)) {
      Optional<WarehouseSnapshot> snapshot = warehouse.snapshot(number);
      snapshot.ifPresent(found -> warehouse.keep(found, "report-" + id));
    }
  }

  /**
   * Renders an archived report again from its snapshot and compares.
   *
   * @param templates the user's folder, or null
   */
  Verification verify(Revision revision, @Nullable Path templates) {
    Manifest manifest = archive.manifest(revision);
    List<String> damages = Verification.damages(archive, revision, manifest);
    if (!damages.isEmpty()) {
      return new Verification(Verification.State.DAMAGED, damages);
    }
    try (Warehouse warehouse = Warehouses.open(workplace)) {
      Optional<WarehouseSnapshot> snapshot =
          warehouse.snapshot(Long.parseLong(manifest.snapshot().id()));
      if (snapshot.isEmpty()) {
        return new Verification(
            Verification.State.EXPIRED,
            List.of(
                "Snapshot "
                    + manifest.snapshot().id()
                    + " is not in the warehouse "
                    + workplace.warehouseName()
                    + "; the files are as they were archived."));
      }
      SnapshotFacts facts =
          new SnapshotFacts(
              manifest.snapshot().id(),
              manifest.snapshot().committedAt(),
              manifest.snapshot().warehouse(),
              "almanac " + Version.text());
      try (QueryEngine engine = Warehouses.reader(warehouse, snapshot.get())) {
        ReportPieces pieces = new ReportPieces(templates);
        ReportSpec spec = ReportJob.spec(manifest.report(), pieces);
        ReportRequest request =
            new ReportRequest(
                manifest.report(),
                manifest.period().toPeriod(),
                manifest.asOf(),
                engine,
                facts,
                templates,
                ReportArguments.resolve(spec, pieces, engine, manifest.given()),
                ReportJob.archived(spec, archive, manifest.period().toPeriod(), manifest.asOf()),
                manifest.budgeted());
        RenderedReport again = new ReportRenderer().render(request);
        Draft draft =
            new Draft(
                manifest.series(),
                request,
                again,
                manifest.state(),
                manifest.reasons(),
                manifest.due());
        return Verification.of(archive, revision, draft);
      }
    }
  }
}
