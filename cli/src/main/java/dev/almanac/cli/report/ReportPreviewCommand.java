package dev.almanac.cli.report;

import dev.almanac.cli.command.CommandFailure;
import dev.almanac.cli.command.ExitCode;
import dev.almanac.cli.command.InstantConverter;
import dev.almanac.cli.command.Interruption;
import dev.almanac.cli.command.Version;
import dev.almanac.cli.command.Workplace;
import dev.almanac.cli.command.ZoneConverter;
import dev.almanac.cli.preview.FolderWatch;
import dev.almanac.cli.preview.Preview;
import dev.almanac.cli.preview.PreviewServer;
import dev.almanac.cli.preview.RememberingEngine;
import dev.almanac.cli.warehouse.Warehouses;
import dev.almanac.reports.ReportRequest;
import dev.almanac.reports.spec.PeriodUse;
import dev.almanac.reports.spec.ReportException;
import dev.almanac.reports.spec.ReportPieces;
import dev.almanac.reports.spec.ReportSpec;
import dev.almanac.warehouse.Warehouse;
import dev.almanac.warehouse.WarehouseSnapshot;
import dev.almanac.warehouse.query.QueryEngine;
import java.io.IOException;
import java.net.BindException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code almanac report preview}: shows a report while its author writes it. */
@Command(
    name = "preview",
    header = "Renders a report into a temporary file, and again whenever one of its files changes.",
    description = {
      "",
      "A mistake becomes part of the page: file, line, the engine's own words, and the lines around.",
      "Queries whose SQL did not change are not run again, as long as the warehouse did not change.",
      "With --port the page is served to browsers of this machine alone, and comes again by itself."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {
      "",
      "Examples:",
      "  almanac report preview nightly",
      "  almanac report preview nightly --watch --period 2026-W12",
      "  almanac report preview nightly --port 8000"
    })
final class ReportPreviewCommand implements Callable<Integer> {

  private static final Duration ROUND = Duration.ofMillis(300);

  /** A sync takes seconds; asking for a newer snapshot costs more than looking at files. */
  private static final int ROUNDS_PER_SNAPSHOT = 10;

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  @Parameters(
      index = "0",
      arity = "1",
      paramLabel = "NAME",
      description = "Which report; see report list.")
  private String name = "";

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

  @Option(names = "--watch", description = "Render again after each change, until Ctrl-C.")
  private boolean watch;

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "Serve the page on 127.0.0.1, and watch; 0: on any port that is free.")
  private @Nullable Integer port;

  @Option(
      names = "--period",
      paramLabel = "PERIOD",
      description = "As of report run; otherwise the week of the newest run.")
  private @Nullable String period;

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
      description = "Take this for now; otherwise when the preview began.")
  private @Nullable Instant asOf;

  @Option(
      names = "--templates",
      paramLabel = "DIR",
      description = "Folder of your reports (default: reports beside almanac.yaml, or here).")
  private @Nullable String templates;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Where the page goes (default: a temporary folder).")
  private @Nullable String output;

  private final Workplace workplace;
  private @Nullable Open open;

  ReportPreviewCommand(Workplace workplace) {
    this.workplace = workplace;
  }

  /** A snapshot that is read. */
  private record Open(long snapshot, QueryEngine engine) {}

  @Override
  public Integer call() throws IOException {
    Path folder = workplace.templates(templates);
    Instant now = asOf == null ? workplace.surroundings().clock().instant() : asOf;
    ReportJob job = job(folder, now);
    boolean again = watch || port != null;
    if (again && folder == null) {
      throw CommandFailure.usage(
          "There is nothing to watch: no folder "
              + workplace.ownReports()
              + ". Make one with: almanac report new "
              + name
              + " --from "
              + name);
    }
    try (Warehouse warehouse = Warehouses.open(workplace);
        Interruption interruption = new Interruption(PATIENCE)) {
      if (!again || folder == null) {
        Preview.Page page = render(new Preview(Preview.Serving.FILE), warehouse, job);
        workplace.print(write(page, file()).toString());
        return page.isBroken() ? ExitCode.FAILED : ExitCode.OK;
      }
      try (FolderWatch changes = new FolderWatch(folder)) {
        if (port == null) {
          Path file = file();
          Preview preview = new Preview(Preview.Serving.FILE);
          workplace.print(write(render(preview, warehouse, job), file).toString());
          follow(
              interruption, changes, warehouse, () -> write(render(preview, warehouse, job), file));
        } else {
          serve(port, interruption, changes, warehouse, job);
        }
      } catch (InterruptedException exception) {
        Thread.currentThread().interrupt();
      }
      return interruption.exitCode();
    } finally {
      close();
    }
  }

  private void serve(
      int wanted,
      Interruption interruption,
      FolderWatch changes,
      Warehouse warehouse,
      ReportJob job)
      throws IOException, InterruptedException {
    try (PreviewServer server = server(wanted)) {
      Preview preview = new Preview(Preview.Serving.LIVE);
      show(server, render(preview, warehouse, job));
      workplace.print(server.address());
      follow(interruption, changes, warehouse, () -> show(server, render(preview, warehouse, job)));
    }
  }

  private static PreviewServer server(int port) throws IOException {
    if (port < 0 || port > 65_535) {
      throw CommandFailure.usage("--port must be from 0 to 65535: " + port);
    }
    try {
      return new PreviewServer(port);
    } catch (BindException exception) {
      throw CommandFailure.failed(
          "Cannot serve on port "
              + port
              + ": "
              + exception.getMessage()
              + ". Choose another one, or 0 for any that is free.");
    }
  }

  private static void show(PreviewServer server, Preview.Page page) {
    server.show(page.html(), page.number());
  }

  /** Renders after each change of a file, or of the warehouse. */
  private void follow(
      Interruption interruption, FolderWatch changes, Warehouse warehouse, Rendering rendering)
      throws IOException, InterruptedException {
    for (int round = 1; interruption.goOn(); round++) {
      boolean changed = changes.await(ROUND);
      boolean newer = round % ROUNDS_PER_SNAPSHOT == 0 && isNewer(warehouse);
      if (interruption.goOn() && (changed || newer)) {
        rendering.render();
      }
    }
  }

  private boolean isNewer(Warehouse warehouse) {
    Open now = open;
    return now == null || Warehouses.newest(warehouse).id() != now.snapshot();
  }

  private interface Rendering {
    void render() throws IOException;
  }

  private Preview.Page render(Preview preview, Warehouse warehouse, ReportJob job) {
    long began = System.nanoTime();
    Preview.Page page = preview.render(request(warehouse, job));
    page.problems().forEach(workplace::error);
    workplace.note(
        String.format(
            Locale.ROOT,
            "%s: %s%s, %d ms",
            name,
            page.state(),
            page.isBroken() ? "" : ", " + page.sections() + " sections",
            (System.nanoTime() - began) / 1_000_000));
    return page;
  }

  /** Returns what to do; of a report.yaml that cannot be used, the page will say so. */
  private ReportJob job(@Nullable Path folder, Instant now) {
    String about = period;
    Map<String, List<String>> given = Map.of();
    try {
      ReportSpec spec = ReportJob.spec(name, new ReportPieces(folder));
      about = about == null && spec.period() == PeriodUse.NEEDED ? "latest" : about;
      given = ReportArguments.of(spec, values, params);
    } catch (ReportException broken) {
      about = about == null ? "latest" : about;
    }
    return new ReportJob(
        name, about, workplace.zone(zone), now, folder, workplace.ownReports(), given);
  }

  private ReportRequest request(Warehouse warehouse, ReportJob job) {
    WarehouseSnapshot snapshot = Warehouses.newest(warehouse);
    Open now = open(warehouse, snapshot);
    try {
      return job.request(workplace, snapshot, now.engine());
    } catch (ReportException broken) {
      return job.unread(workplace, snapshot, now.engine());
    }
  }

  private Open open(Warehouse warehouse, WarehouseSnapshot snapshot) {
    Open now = open;
    if (now == null || now.snapshot() != snapshot.id()) {
      close();
      QueryEngine engine = new RememberingEngine(Warehouses.reader(warehouse, snapshot));
      now = new Open(snapshot.id(), engine);
      open = now;
    }
    return now;
  }

  private void close() {
    Open now = open;
    if (now != null) {
      now.engine().close();
      open = null;
    }
  }

  private Path file() throws IOException {
    return output == null
        ? Files.createTempDirectory("almanac-preview").resolve(name + ".html")
        : workplace.surroundings().resolve(output).toAbsolutePath();
  }

  private static Path write(Preview.Page page, Path file) throws IOException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try {
      Files.writeString(part, page.html(), StandardCharsets.UTF_8);
      return Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }
}
