package dev.almanac.cli.report;

import dev.almanac.cli.command.CommandFailure;
import dev.almanac.cli.command.ExitCode;
import dev.almanac.cli.command.InstantConverter;
import dev.almanac.cli.command.Version;
import dev.almanac.cli.command.Workplace;
import dev.almanac.cli.command.ZoneConverter;
import dev.almanac.cli.export.Browser;
import dev.almanac.cli.export.PageMarkdown;
import dev.almanac.cli.export.PagePdf;
import dev.almanac.cli.export.TableExport;
import dev.almanac.cli.output.Format;
import dev.almanac.reports.archive.Archive;
import dev.almanac.reports.archive.Draft;
import dev.almanac.reports.archive.ReportContent;
import dev.almanac.reports.archive.Revision;
import dev.almanac.reports.spec.ReportPieces;
import dev.almanac.reports.spec.ReportSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code almanac report export}: takes a report elsewhere. */
@Command(
    name = "export",
    header = "Writes a report's rows as CSV, JSON or Parquet, or the report as Markdown or PDF.",
    description = {
      "",
      "Of an archived report what was archived is written, nothing is computed again. Of a report that",
      "is named alone, it is rendered first, as report run would.",
      "csv, json, parquet: a file for each query of each section. In CSV, a text that a spreadsheet",
      "would run as a formula gets an apostrophe in front. markdown: for GitHub, longer tables cut with",
      "a count. pdf: printed by Chromium, Chrome or Edge, if one is installed."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {
      "",
      "Examples:",
      "  almanac report export weekly/2026-W12 --format csv --output rows",
      "  almanac report export weekly/2026-W12 --section leaderboard --format parquet",
      "  almanac report export weekly/2026-W12 --format markdown --output -",
      "  almanac report export weekly --period 2026-W12 --format pdf --paper letter"
    })
final class ReportExportCommand implements Callable<Integer> {

  @Parameters(
      index = "0",
      arity = "1",
      paramLabel = "REPORT",
      description = "A report, or an archived one like weekly/2026-W12 or weekly/2026-W12/r1.")
  private String reference = "";

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "VALUE",
      description = "What it is about, as of report run.")
  private List<String> values = new ArrayList<>();

  @Option(
      names = "--param",
      paramLabel = "KEY=VALUE",
      description = "A param of the report, as of report run.")
  private List<String> params = new ArrayList<>();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      required = true,
      description = "csv, json, parquet, markdown or pdf.")
  private ExportFormat format = ExportFormat.CSV;

  @Option(
      names = "--section",
      paramLabel = "ID",
      description = "This section alone; its id is what stands after # in the page's address.")
  private @Nullable String section;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR|FILE",
      description = {
        "A folder for rows, a file for markdown and pdf; - for markdown on standard output. Otherwise"
            + " one in ./almanac-reports that is named for report and period."
      })
  private @Nullable String output;

  @Option(names = "--period", paramLabel = "PERIOD", description = "As of report run.")
  private @Nullable String period;

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      converter = ZoneConverter.class,
      description = "As of report run.")
  private @Nullable ZoneId zone;

  @Option(
      names = "--as-of",
      paramLabel = "INSTANT",
      converter = InstantConverter.class,
      description = "As of report run.")
  private @Nullable Instant asOf;

  @Option(names = "--templates", paramLabel = "DIR", description = "As of report run.")
  private @Nullable String templates;

  @Option(
      names = "--paper",
      paramLabel = "a4|letter",
      description = "Paper of the PDF (default: a4).")
  private PagePdf.Paper paper = PagePdf.Paper.A4;

  @Option(
      names = "--chromium",
      paramLabel = "PROGRAM",
      description = "The browser that prints the PDF; otherwise one on the PATH.")
  private @Nullable String chromium;

  @Option(
      names = "--pdf-timeout",
      paramLabel = "SECONDS",
      description = "How long the browser may take (default: 120).")
  private int pdfTimeout = 120;

  private final Workplace workplace;

  /** What a report can be exported as. */
  enum ExportFormat {
    /** Rows as CSV. */
    CSV,
    /** Rows as JSON. */
    JSON,
    /** Rows as Parquet. */
    PARQUET,
    /** The report as Markdown. */
    MARKDOWN,
    /** The report as PDF. */
    PDF;

    boolean isOfRows() {
      return this == CSV || this == JSON || this == PARQUET;
    }

    String ending() {
      return this == MARKDOWN ? "md" : name().toLowerCase(Locale.ROOT);
    }
  }

  /** A report as it was or would be archived. */
  private record Source(String name, String html, ReportContent content) {}

  ReportExportCommand(Workplace workplace) {
    this.workplace = workplace;
  }

  @Override
  public Integer call() throws IOException {
    Browser browser = format == ExportFormat.PDF ? browser() : null;
    Source source = reference.contains("/") ? archived() : rendered();
    checkSection(source.content());
    if (format.isOfRows()) {
      return exportRows(source);
    }
    if (format == ExportFormat.MARKDOWN) {
      String only = section;
      String text = PageMarkdown.of(source.html(), only == null ? "" : only);
      if ("-".equals(output)) {
        workplace.print(text.stripTrailing());
        return ExitCode.OK;
      }
      Path file = file(source);
      Files.writeString(file, text, StandardCharsets.UTF_8);
      workplace.print(file.toString());
      return ExitCode.OK;
    }
    return print(source, browser);
  }

  private Source archived() {
    if (period != null) {
      throw CommandFailure.usage(
          reference + " is an archived report and has its period; --period is for reports alone.");
    }
    Archive archive = workplace.archive();
    Revision revision = archive.find(reference);
    String name = revision.series() + "-" + revision.period();
    return new Source(name, archive.page(revision), archive.content(revision));
  }

  private Source rendered() {
    Path folder = workplace.templates(templates);
    ReportSpec spec = ReportJob.spec(reference, new ReportPieces(folder));
    ReportJob job =
        new ReportJob(
            reference,
            period,
            workplace.zone(zone),
            asOf == null ? workplace.surroundings().clock().instant() : asOf,
            folder,
            workplace.surroundings().folder(),
            ReportArguments.of(spec, values, params));
    Draft draft =
        new ArchivedReports(workplace, workplace.archive())
            .render(
                new ArchivedReports.Order(
                    null,
                    reference,
                    job.period(workplace),
                    job.now(),
                    null,
                    job.templates(),
                    List.of(),
                    job.given()));
    draft.reasons().forEach(workplace::error);
    ReportContent content = draft.content();
    return new Source(draft.series() + "-" + content.period(), draft.report().html(), content);
  }

  private void checkSection(ReportContent content) {
    List<String> ids = content.sections().stream().map(ReportContent.Section::id).toList();
    if (section != null && !ids.contains(section)) {
      throw CommandFailure.usage(
          "The report has no section " + section + ". It has " + String.join(", ", ids) + ".");
    }
    if (section != null && format == ExportFormat.PDF) {
      throw CommandFailure.usage("A PDF is of the whole report: leave --section out.");
    }
  }

  private int exportRows(Source source) throws IOException {
    Path folder =
        workplace
            .surroundings()
            .resolve(
                output == null
                    ? Workplace.DEFAULT_ARCHIVE + "/" + source.name() + "-" + format.ending()
                    : output);
    Files.createDirectories(folder);
    Set<String> taken = new HashSet<>();
    List<String> absent = new ArrayList<>();
    long rows = 0;
    for (ReportContent.Section each : source.content().sections()) {
      if (section != null && !each.id().equals(section)) {
        continue;
      }
      for (ReportContent.Query query : each.queries()) {
        if (!query.ran()) {
          absent.add(each.id() + "/" + query.name());
          continue;
        }
        String name = fileName(each.id() + "-" + query.name(), taken);
        TableExport.write(
            query, Format.valueOf(format.name()), folder.resolve(name + "." + format.ending()));
        rows += query.rows().size();
      }
      if (each.state().equals("failed")) {
        workplace.error(
            "Section " + each.id() + " failed; of its queries those that ran are here.");
      }
    }
    if (!absent.isEmpty()) {
      workplace.note(
          "Not run, because a table that they need is missing: " + String.join(", ", absent) + ".");
    }
    workplace.note(taken.size() + " files, " + rows + " rows.");
    workplace.print(folder.toString());
    return ExitCode.OK;
  }

  /** Names of queries are the author's; those of files must do nothing but name. */
  private static String fileName(String wanted, Set<String> taken) {
    String plain = wanted.replaceAll("[^A-Za-z0-9_-]", "_");
    String safe = plain.length() > 120 ? plain.substring(0, 120) : plain;
    String free = safe;
    for (int suffix = 2; !taken.add(free.toLowerCase(Locale.ROOT)); suffix++) {
      free = safe + "-" + suffix;
    }
    return free;
  }

  private int print(Source source, @Nullable Browser browser) throws IOException {
    if (browser == null) {
      throw new IllegalStateException("The browser is found first");
    }
    Path file = file(source);
    String user = System.getProperty("user.name", "");
    new PagePdf(browser, Duration.ofSeconds(pdfTimeout), user).print(source.html(), paper, file);
    workplace.print(file.toString());
    return ExitCode.OK;
  }

  private Browser browser() {
    if (pdfTimeout < 1) {
      throw CommandFailure.usage("--pdf-timeout must be at least 1 second: " + pdfTimeout);
    }
    if (chromium != null) {
      Path program = workplace.surroundings().resolve(chromium);
      if (!Files.isExecutable(program) || Files.isDirectory(program)) {
        throw CommandFailure.usage("Cannot run " + program + ": there is no such program.");
      }
      return new Browser(program);
    }
    return Browser.find(workplace.surroundings().environment())
        .orElseThrow(
            () ->
                CommandFailure.failed(
                    "Cannot make a PDF: no Chromium, Chrome or Edge is on the PATH. Install one (on"
                        + " Debian: apt install chromium), or name it with --chromium PROGRAM, or"
                        + " print the HTML page in any browser."));
  }

  private Path file(Source source) throws IOException {
    Path file =
        workplace
            .surroundings()
            .resolve(
                output == null
                    ? Workplace.DEFAULT_ARCHIVE + "/" + source.name() + "." + format.ending()
                    : output);
    if (Files.isDirectory(file)) {
      file = file.resolve(source.name() + "." + format.ending());
    }
    Path folder = file.getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    return file;
  }
}
