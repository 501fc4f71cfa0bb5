package dev.almanac.cli.live;

import dev.almanac.analyses.AnalysisProgress;
import dev.almanac.analyses.AnalysisRunner;
import dev.almanac.analyses.live.LiveAnalysis;
import dev.almanac.cli.analyze.AnalysisRuns;
import dev.almanac.cli.analyze.ScopeChoice;
import dev.almanac.cli.command.CommandFailure;
import dev.almanac.cli.command.ExitCode;
import dev.almanac.cli.command.ResultOutput;
import dev.almanac.cli.command.Version;
import dev.almanac.cli.command.Workplace;
import dev.almanac.cli.output.Format;
import dev.almanac.cli.sources.ConfiguredPlaces;
import dev.almanac.cli.sources.SourceFinder;
import dev.almanac.cli.sync.SourceSyncs;
import dev.almanac.cli.sync.SyncResult;
import dev.almanac.cli.terminal.Terminal;
import dev.almanac.cli.warehouse.Warehouses;
import dev.almanac.ingest.SourceSpec;
import dev.almanac.warehouse.Warehouse;
import dev.almanac.warehouse.WarehouseException;
import dev.almanac.warehouse.WarehouseSnapshot;
import dev.almanac.warehouse.query.QueryEngine;
import dev.almanac.warehouse.sync.SyncOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code almanac live}: how the runs fare that call themselves running. */
@Command(
    name = "live",
    header =
        "Shows the runs that call themselves running: alive or not, how they stand, what to do.",
    description = {
      "",
      "Of each run: alive, stale (silent for longer than its own rhythm explains) or crashed; NaN and",
      "divergence; how many ended runs stood worse at the same step; a forecast where such runs end;",
      "and keep, watch or kill, with the reasons. Without --sync or --watch the warehouse is read as it",
      "is; a run whose source nothing new came from for longer than its rhythm is then called unseen."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {
      "",
      "Examples:",
      "  almanac live --sync                   sync the sources of almanac.yaml, then look",
      "  almanac live --watch                  the same every 30 seconds, until Ctrl-C",
      "  almanac live --watch --interval 10 --project digits-mlp",
      "  almanac live --format json            everything that is known, for scripts",
      "  almanac live --watch --format jsonl   one object a run and round"
    })
public final class LiveCommand implements Callable<Integer> {

  /** Often enough to see a divergence, seldom enough to leave the machine to the training. */
  private static final long DEFAULT_INTERVAL = 30;

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  @Option(
      names = "--watch",
      description = "Sync the sources of almanac.yaml and look again, until stopped.")
  private boolean watch;

  @Option(names = "--sync", description = "Sync the sources of almanac.yaml first, once.")
  private boolean sync;

  @Option(
      names = "--interval",
      paramLabel = "SECONDS",
      description = "With --watch: how long from one look to the next (default: 30).")
  private long interval = DEFAULT_INTERVAL;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "With --watch: stop after so many looks (default: never).")
  private long rounds = Long.MAX_VALUE;

  @Option(names = "--project", paramLabel = "P", description = "Only this project.")
  private @Nullable String project;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description =
          "${COMPLETION-CANDIDATES}. Otherwise sentences on a terminal and csv elsewhere.")
  private @Nullable Format format;

  private final Workplace workplace;

  /** Creates the command for a workplace. */
  public LiveCommand(Workplace workplace) {
    this.workplace = workplace;
  }

  @Override
  public Integer call() throws IOException {
    check();
    boolean complete = true;
    long left = watch ? rounds : 1;
    while (true) {
      Instant began = workplace.surroundings().clock().instant();
      complete = round();
      left--;
      if (left <= 0) {
        return complete ? ExitCode.OK : ExitCode.FAILED;
      }
      if (!waitUntil(began.plusSeconds(interval))) {
        return ExitCode.INTERRUPTED;
      }
    }
  }

  private void check() {
    if (interval < 1) {
      throw CommandFailure.usage("--interval must be at least 1 second: " + interval);
    }
    if (rounds < 1) {
      throw CommandFailure.usage("--rounds must be at least 1: " + rounds);
    }
    if ((watch || sync) && workplace.config().sources().isEmpty()) {
      throw CommandFailure.usage(
          "Nothing to sync: list sources in almanac.yaml, or leave "
              + (watch ? "--watch" : "--sync")
              + " out to read the warehouse as it is.");
    }
  }

  /** Looks once; false if a source could not be synced or a project not judged. */
  private boolean round() throws IOException {
    Set<String> fresh = new TreeSet<>();
    boolean complete = true;
    if (watch || sync) {
      complete = syncAll(fresh);
    }
    try (Warehouse warehouse = Warehouses.open(workplace)) {
      bringObjectivesUpToDate(warehouse);
      Instant now = workplace.surroundings().clock().instant();
      LiveRows rows = look(warehouse, now, fresh);
      rows.failures().forEach(workplace::error);
      show(rows.rows(), now);
      return complete && rows.failures().isEmpty();
    }
  }

  /** Syncs what it can; while another process writes, the warehouse is shown as it is. */
  private boolean syncAll(Set<String> fresh) throws IOException {
    SourceFinder finder = new SourceFinder(workplace);
    List<SourceSpec> found = finder.findReadable(ConfiguredPlaces.of(workplace.config()));
    boolean complete = finder.isComplete();
    try (Warehouse warehouse = Warehouses.openOrCreate(workplace, PATIENCE)) {
      for (SyncResult result :
          new SourceSyncs(workplace, warehouse, SyncOptions.DEFAULT).run(found, finder.named())) {
        if (result.isComplete()) {
          fresh.add(result.source().name());
        } else {
          complete = false;
          workplace.error("Cannot sync all of " + result.source().name() + reason(result));
        }
      }
    } catch (WarehouseException exception) {
      if (exception.reason() != WarehouseException.Reason.HELD || !watch) {
        throw exception;
      }
      workplace.error(String.valueOf(exception.getMessage()));
    }
    return complete;
  }

  private static String reason(SyncResult result) {
    return result.failure() == null ? ": see sync_log and quarantine." : ": " + result.failure();
  }

  private void bringObjectivesUpToDate(Warehouse warehouse) {
    try {
      new AnalysisRuns(workplace, warehouse)
          .run(List.of("objective"), new ScopeChoice(project, null));
    } catch (WarehouseException exception) {
      if (exception.reason() != WarehouseException.Reason.HELD) {
        throw exception;
      }
      workplace.note("Another process writes: directions of new metrics are not known yet.");
    }
  }

  private LiveRows look(Warehouse warehouse, Instant now, Set<String> fresh) {
    WarehouseSnapshot snapshot = Warehouses.newest(warehouse);
    LiveRows rows = new LiveRows();
    try (QueryEngine engine = warehouse.engine(snapshot)) {
      new AnalysisRunner(
              engine, rows, snapshot.id(), workplace.surroundings().clock(), AnalysisProgress.NONE)
          .run(LiveAnalysis.at(now, fresh), new ScopeChoice(project, null)::test);
    }
    return rows;
  }

  private void show(List<LiveRow> rows, Instant now) throws IOException {
    Terminal terminal = workplace.terminal();
    if (format == null && terminal.showsData()) {
      LiveScreen screen = new LiveScreen(terminal.width(), terminal.color(), workplace.zone(null));
      String text = (watch ? LiveScreen.CLEAR : "") + screen.of(rows, now);
      terminal.data().write(text.getBytes(StandardCharsets.UTF_8));
      terminal.data().flush();
      return;
    }
    new ResultOutput(workplace.surroundings(), format, null).write(LiveRows.cursor(rows));
    if (rows.isEmpty()) {
      workplace.note(LiveScreen.NOTHING);
    }
  }

  /** Waits; false if the thread was interrupted. */
  private boolean waitUntil(Instant next) {
    long millis = Duration.between(workplace.surroundings().clock().instant(), next).toMillis();
    try {
      TimeUnit.MILLISECONDS.sleep(Math.max(0, millis));
      return true;
    } catch (InterruptedException exception) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
