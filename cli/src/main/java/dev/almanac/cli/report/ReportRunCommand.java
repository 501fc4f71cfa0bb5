package dev.almanac.cli.report;

import dev.almanac.cli.command.ExitCode;
import dev.almanac.cli.command.InstantConverter;
import dev.almanac.cli.command.Interruption;
import dev.almanac.cli.command.Version;
import dev.almanac.cli.command.Workplace;
import dev.almanac.cli.command.ZoneConverter;
import dev.almanac.reports.RenderedReport;
import dev.almanac.reports.archive.Draft;
import dev.almanac.reports.archive.Revision;
import dev.almanac.reports.period.Period;
import dev.almanac.reports.schedule.SlotState;
import dev.almanac.reports.spec.ParamSpec;
import dev.almanac.reports.spec.ReportPieces;
import dev.almanac.reports.spec.ReportSpec;
import dev.almanac.reports.spec.ReportYaml;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code almanac report run}: renders one report about one period. */
@Command(
    name = "run",
    header = "Renders a report as one HTML file, and prints its path.",
    description = {
      "",
      "Some reports are about something: a run, a project. Name it after the report, or as --param.",
      "The reports there are, and what each takes, stand at the end of this help."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {
      "",
      "Examples:",
      "  almanac report run weekly",
      "  almanac report run weekly --period 2026-W12 --zone Europe/Berlin",
      "  almanac report run weekly --period 2026-W12 --archive",
      "  almanac report run weekly --period 2026-03-02..2026-03-09 --output /srv/reports",
      "  almanac report list                              what there is, and what each takes"
    })
public final class ReportRunCommand implements Callable<Integer> {

  /** How long an interrupted process may take to archive what is rendered. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Parameters(index = "0", paramLabel = "NAME", description = "Which report; see report list.")
  private String name = "";

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "VALUE",
      description = "What it is about, for reports that take such a thing, such as a run.")
  private List<String> values = new ArrayList<>();

  @Option(
      names = "--param",
      paramLabel = "KEY=VALUE",
      description = "A param of the report; for a list, again or with commas.")
  private List<String> params = new ArrayList<>();

  @Option(
      names = "--period",
      paramLabel = "PERIOD",
      description = {
        "last-week (of most reports the one meant if none is named), all, this-week, yesterday, today, last-month, this-month,"
            + " last-quarter, P7D, latest,"
            + " 2026-W12, 2026-03, 2026-Q1, 2026-03-02, or 2026-03-02..2026-03-09 (the last day"
            + " excluded)."
      })
  private @Nullable String period;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      defaultValue = "almanac-reports",
      description = "Folder of the HTML file (default: ./almanac-reports).")
  private String output = "almanac-reports";

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      converter = ZoneConverter.class,
      description = "Zone in which days begin; otherwise that of almanac.yaml, or UTC.")
  private @Nullable ZoneId zone;

  @Option(
      names = "--as-of",
      paramLabel = "INSTANT",
      converter = InstantConverter.class,
      description = "Take this for now, for example 2026-03-16T08:00:00Z.")
  private @Nullable Instant asOf;

  @Option(
      names = "--templates",
      paramLabel = "DIR",
      description = "Folder whose files replace built-in ones of the same path.")
  private @Nullable String templates;

  @Option(
      names = "--archive",
      description = "Take the report into the archive, as a new revision, instead of a file.")
  private boolean archived;

  @Option(
      names = "--fail-on",
      paramLabel = "degraded",
      description = "degraded: exit with 6 if a section could not be rendered.")
  private @Nullable FailOn failOn;

  private final Workplace workplace;

  /** What else counts as failure. */
  enum FailOn {
    /** A section that could not be rendered. */
    DEGRADED
  }

  ReportRunCommand(Workplace workplace) {
    this.workplace = workplace;
  }

  @Override
  public Integer call() throws IOException {
    Path folder = workplace.templates(templates);
    ReportSpec spec = ReportJob.spec(name, new ReportPieces(folder));
    ReportJob job =
        new ReportJob(
            name,
            period,
            workplace.zone(zone),
            asOf == null ? workplace.surroundings().clock().instant() : asOf,
            folder,
            workplace.surroundings().resolve(output),
            ReportArguments.of(spec, values, params));
    if (archived) {
      return archive(job);
    }
    ReportJob.Done done = job.run(workplace);
    done.report().warnings().forEach(workplace::error);
    if (done.report().state() == RenderedReport.State.EMPTY) {
      boolean dated = done.period().kind() == Period.Kind.AS_OF;
      workplace.note(
          (dated ? "There is nothing to report" : "There are no runs in " + done.period().label())
              + "; the report says so.");
    }
    workplace.print(done.file().toString());
    boolean degraded = done.report().state() == RenderedReport.State.DEGRADED;
    return degraded && failOn == FailOn.DEGRADED ? ExitCode.DEGRADED : ExitCode.OK;
  }

  private int archive(ReportJob job) {
    try (Interruption interruption = new Interruption(PATIENCE, this::stopped)) {
      return archive(job, interruption);
    }
  }

  private void stopped() {
    workplace.error("almanac: Stopped: nothing was archived.");
  }

  private int archive(ReportJob job, Interruption interruption) {
    interruption.mayLeave();
    ArchivedReports reports = new ArchivedReports(workplace, workplace.archive());
    Draft draft =
        reports.render(
            new ArchivedReports.Order(
                null,
                name,
                job.period(workplace),
                job.now(),
                null,
                job.templates(),
                List.of(),
                job.given()));
    interruption.mustFinish();
    Revision revision = reports.publish(draft);
    draft.reasons().forEach(workplace::error);
    workplace.note("Archived " + revision.name() + " as " + draft.state() + ".");
    workplace.print(revision.page().toString());
    boolean degraded = draft.state().equals(SlotState.DEGRADED.word());
    return degraded && failOn == FailOn.DEGRADED ? ExitCode.DEGRADED : ExitCode.OK;
  }

  /** Lists the reports and what each takes; read only when the help is asked for. */
  static String reports() {
    ReportPieces pieces = new ReportPieces(null);
    StringBuilder text = new StringBuilder("\nReports:\n");
    for (String report : pieces.names()) {
      ReportSpec spec = ReportYaml.read(report, pieces);
      text.append("  ").append(report).append(' ').append(ReportArguments.takes(spec)).append('\n');
      text.append("      ").append(spec.about()).append('\n');
      for (ParamSpec param : spec.params()) {
        text.append("      ").append(param.placeholder()).append(": ");
        text.append(param.description()).append('\n');
      }
    }
    return text.toString();
  }
}
