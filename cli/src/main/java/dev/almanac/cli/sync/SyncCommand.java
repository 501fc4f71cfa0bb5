package dev.almanac.cli.sync;

import dev.almanac.cli.command.CommandFailure;
import dev.almanac.cli.command.ExitCode;
import dev.almanac.cli.command.Interruption;
import dev.almanac.cli.command.Version;
import dev.almanac.cli.command.Workplace;
import dev.almanac.cli.config.AlmanacConfig;
import dev.almanac.cli.output.Format;
import dev.almanac.cli.sources.ConfiguredPlaces;
import dev.almanac.cli.sources.Place;
import dev.almanac.cli.sources.SourceFinder;
import dev.almanac.cli.sources.SourceVerifications;
import dev.almanac.cli.warehouse.Warehouses;
import dev.almanac.ingest.SourceOptions;
import dev.almanac.ingest.SourceSpec;
import dev.almanac.ingest.logs.mapped.MappingDraft;
import dev.almanac.warehouse.Warehouse;
import dev.almanac.warehouse.sync.SyncCancelled;
import dev.almanac.warehouse.sync.SyncOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code almanac sync}: finds out what each place holds and brings the warehouse up to date. */
@Command(
    name = "sync",
    header = "Reads runs into the warehouse: what is new or changed since the last time.",
    description = {
      "",
      "Each place is a file, a folder (looked through for everything that can be read) or a URI.",
      "Without places, the sources of almanac.yaml. Sources are only ever read. What cannot be",
      "read is listed in the table quarantine; everything else goes in. Ctrl-C ends it cleanly:",
      "what was read whole is kept, and the next sync goes on from there."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {
      "",
      "Examples:",
      "  almanac sync mlruns",
      "  almanac sync ~/experiments --warehouse /data/team-warehouse",
      "  almanac sync churn/mlflow.db --name churn",
      "  almanac sync ~/old --source tensorboard",
      "  almanac sync https://mlflow.lab --option token='${env:MLFLOW_TRACKING_TOKEN}'",
      "  almanac sync --guess results/         draft a mapping for files of your own",
      "  almanac sync mlruns --verify          is the warehouse still what the source says?",
      "  almanac sync                          everything that almanac.yaml names"
    })
public final class SyncCommand implements Callable<Integer> {

  /** How long an interrupted sync may take to commit what it has read whole. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Parameters(arity = "0..*", paramLabel = "PATH-or-URI", description = "Where runs are.")
  private final List<String> places = new ArrayList<>();

  @Option(
      names = "--source",
      paramLabel = "KIND",
      description = "Look for this kind or tracker alone; almanac sources lists them.")
  private @Nullable String kind;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "What to call the source; of several at a place, how their names begin.")
  private @Nullable String name;

  @Option(
      names = "--option",
      paramLabel = "NAME=VALUE",
      description =
          "What an adapter should know about the places, as under options: in almanac.yaml.")
  private final Map<String, String> option = new LinkedHashMap<>();

  @Option(names = "--reread", description = "Read every run again, also those that did not change.")
  private boolean reread;

  @Option(
      names = "--guess",
      description =
          "Read nothing: look at files of your own and draft the entry of almanac.yaml that maps"
              + " them.")
  private boolean guess;

  @Option(
      names = "--verify",
      description =
          "Change nothing: read the places whole, compare with the warehouse, list what differs.")
  private boolean verify;

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      description = "How long to wait for another process that writes (default: 600).")
  private long waitSeconds = 600;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "Format of the summary: ${COMPLETION-CANDIDATES}.")
  private @Nullable Format format;

  private final Workplace workplace;

  /** Creates the command for a workplace. */
  public SyncCommand(Workplace workplace) {
    this.workplace = workplace;
  }

  @Override
  public Integer call() throws IOException {
    if (name != null && (name.isBlank() || name.contains("/"))) {
      throw CommandFailure.usage("A source's name must not be empty or hold slashes: " + name);
    }
    if (guess) {
      return guess();
    }
    try (Interruption interruption = new Interruption(PATIENCE, this::stopped)) {
      return sync(interruption);
    }
  }

  private void stopped() {
    workplace.error(
        verify
            ? "almanac: Stopped before all was compared. Nothing was changed."
            : "almanac: Stopped: what was committed by then is in. Run the command again for the"
                + " rest.");
  }

  private int sync(Interruption interruption) throws IOException {
    interruption.mayLeave();
    List<Place> wanted = wanted(workplace.config());
    SourceFinder finder = new SourceFinder(workplace);
    List<SourceSpec> found = finder.findReadable(wanted);
    if (found.isEmpty()) {
      return ExitCode.FAILED;
    }
    if (verify) {
      return verify(found, finder);
    }
    SyncOptions options = reread ? SyncOptions.DEFAULT.rereadingAll() : SyncOptions.DEFAULT;
    try (Warehouse warehouse =
        Warehouses.openOrCreate(workplace, Duration.ofSeconds(waitSeconds))) {
      List<SyncResult> results =
          new SourceSyncs(workplace, warehouse, options, interruption).run(found, finder.named());
      interruption.mustFinish();
      new SyncSummary(workplace).write(results, format);
      boolean complete = results.stream().allMatch(SyncResult::isComplete) && finder.isComplete();
      return complete ? ExitCode.OK : ExitCode.FAILED;
    } catch (SyncCancelled cancelled) {
      workplace.error("almanac: " + cancelled.getMessage());
      return interruption.exitCode();
    }
  }

  private int guess() throws IOException {
    if (places.isEmpty()) {
      throw CommandFailure.usage("Name a file or folder to look at: almanac sync --guess PATH");
    }
    boolean all = true;
    for (String place : places) {
      Path path = workplace.surroundings().resolve(place);
      if (!Files.exists(path)) {
        throw CommandFailure.failed("Cannot look at " + place + ": there is no " + path + ".");
      }
      Optional<String> draft = MappingDraft.of(path);
      if (draft.isEmpty()) {
        all = false;
        workplace.error(
            "Cannot draft a mapping of "
                + place
                + ": no table, JSON lines or Parquet file with numbers was found there.");
      } else {
        workplace.terminal().data().write(draft.get().getBytes(StandardCharsets.UTF_8));
      }
    }
    workplace.terminal().data().flush();
    return all ? ExitCode.OK : ExitCode.FAILED;
  }

  private int verify(List<SourceSpec> found, SourceFinder finder) throws IOException {
    try (Warehouse warehouse = Warehouses.open(workplace)) {
      List<SourceSpec> named =
          new SourceSyncs(workplace, warehouse, SyncOptions.DEFAULT).named(found, finder.named());
      int outcome = new SourceVerifications(workplace, warehouse).run(named, format);
      return finder.isComplete() ? outcome : ExitCode.FAILED;
    }
  }

  /** Returns what the command line says of its places: nothing but the zone of the file. */
  private SourceOptions options() {
    ZoneId zone = workplace.config().zone();
    SourceOptions given = new SourceOptions(option);
    return zone == null || given.text(SourceOptions.ZONE) != null
        ? given
        : given.with(SourceOptions.ZONE, zone.getId());
  }

  private List<Place> wanted(AlmanacConfig config) {
    if (!places.isEmpty()) {
      return places.stream().map(place -> new Place(place, name, kind, options())).toList();
    }
    if (config.sources().isEmpty()) {
      throw CommandFailure.usage(
          "Nothing to sync: name a place, as in \"almanac sync mlruns\", or list sources in"
              + " almanac.yaml.");
    }
    return ConfiguredPlaces.of(config);
  }
}
