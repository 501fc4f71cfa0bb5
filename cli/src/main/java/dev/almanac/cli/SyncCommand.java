package dev.almanac.cli;

import dev.almanac.cli.config.AlmanacConfig;
import dev.almanac.cli.output.Format;
import dev.almanac.ingest.SourceSpec;
import dev.almanac.warehouse.Warehouse;
import dev.almanac.warehouse.sync.SyncOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
      "read is listed in the table quarantine; everything else goes in."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {
      "",
      "Examples:",
      "  almanac sync mlruns",
      "  almanac sync ~/experiments --warehouse /data/team-warehouse",
      "  almanac sync churn/mlflow.db --name churn",
      "  almanac sync                          everything that almanac.yaml names"
    })
final class SyncCommand implements Callable<Integer> {

  @Parameters(arity = "0..*", paramLabel = "PATH-or-URI", description = "Where runs are.")
  private final List<String> places = new ArrayList<>();

  @Option(names = "--source", paramLabel = "KIND", description = "Look for this kind alone.")
  private @Nullable String kind;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "What to call the source; the places must hold exactly one.")
  private @Nullable String name;

  @Option(names = "--reread", description = "Read every run again, also those that did not change.")
  private boolean reread;

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

  SyncCommand(Workplace workplace) {
    this.workplace = workplace;
  }

  @Override
  public Integer call() throws IOException {
    if (name != null && (name.isBlank() || name.contains("/"))) {
      throw CommandFailure.usage("A source's name must not be empty or hold slashes: " + name);
    }
    List<Place> wanted = wanted(workplace.config());
    SourceFinder finder = new SourceFinder(workplace);
    List<SourceSpec> found = finder.find(wanted);
    SyncOptions options = reread ? SyncOptions.DEFAULT.rereadingAll() : SyncOptions.DEFAULT;
    try (Warehouse warehouse =
        Warehouses.openOrCreate(workplace, Duration.ofSeconds(waitSeconds))) {
      List<SyncResult> results =
          new SourceSyncs(workplace, warehouse, options).run(found, finder.named());
      new SyncSummary(workplace).write(results, format);
      return results.stream().allMatch(SyncResult::isComplete) ? ExitCode.OK : ExitCode.FAILED;
    }
  }

  private List<Place> wanted(AlmanacConfig config) {
    if (!places.isEmpty()) {
      return places.stream().map(place -> new Place(place, name, kind)).toList();
    }
    if (config.sources().isEmpty()) {
      throw CommandFailure.usage(
          "Nothing to sync: name a place, as in \"almanac sync mlruns\", or list sources in"
              + " almanac.yaml.");
    }
    return config.sources().stream()
        .map(source -> new Place(source.place(), source.name(), source.kind()))
        .toList();
  }
}
