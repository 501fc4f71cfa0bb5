package dev.almanac.cli.sources;

import dev.almanac.cli.command.CommandFailure;
import dev.almanac.cli.command.ExitCode;
import dev.almanac.cli.command.Version;
import dev.almanac.cli.command.Workplace;
import dev.almanac.cli.config.SourceEntry;
import dev.almanac.cli.warehouse.Warehouses;
import dev.almanac.ingest.RunSource;
import dev.almanac.ingest.SourceSpec;
import dev.almanac.warehouse.Warehouse;
import dev.almanac.warehouse.query.QueryEngine;
import dev.almanac.warehouse.query.QueryRows;
import dev.almanac.warehouse.query.SqlScript;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code almanac artifact}: fetches the content of one artifact from where its run was logged. */
@Command(
    name = "artifact",
    header = "Fetches one file that a run left behind, from where it was logged.",
    description = {
      "",
      "The warehouse knows the artifacts of each run (table artifacts), not their content. This asks",
      "the source for one of them."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {
      "",
      "Examples:",
      "  almanac sql \"SELECT path, size_bytes FROM artifacts WHERE run_key = 'churn/0af3'\"",
      "  almanac artifact churn/0af3 plots/roc.png -o roc.png",
      "  almanac artifact churn/0af3 report.json | jq ."
    })
public final class ArtifactCommand implements Callable<Integer> {

  private static final SqlScript SOURCE =
      SqlScript.resource(ArtifactCommand.class, "artifact_source.sql");

  @Parameters(index = "0", paramLabel = "RUN_KEY", description = "The run: runs.run_key.")
  private String runKey = "";

  @Parameters(index = "1", paramLabel = "PATH", description = "The artifact: artifacts.path.")
  private String path = "";

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Where to write it (default: standard output).")
  private @Nullable String output;

  private final Workplace workplace;

  /** Creates the command for a workplace. */
  public ArtifactCommand(Workplace workplace) {
    this.workplace = workplace;
  }

  @Override
  public Integer call() throws IOException {
    SourceSpec spec = source();
    String runId = runKey.substring(spec.name().length() + 1);
    try (RunSource source = Adapters.open(spec);
        InputStream content = source.artifact(runId, path)) {
      if (content == null) {
        throw CommandFailure.failed(
            "Cannot fetch "
                + path
                + " of "
                + runKey
                + ": "
                + spec.location()
                + " does not have it. almanac sql \"SELECT path, uri FROM artifacts WHERE run_key ="
                + " '"
                + runKey
                + "'\" says where it may be.");
      }
      write(content);
    }
    return ExitCode.OK;
  }

  private void write(InputStream content) throws IOException {
    if (output == null) {
      OutputStream data = workplace.terminal().data();
      content.transferTo(data);
      data.flush();
      return;
    }
    Path file = workplace.surroundings().resolve(output);
    long bytes = Files.copy(content, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    workplace.note("Wrote " + bytes + " bytes to " + file);
  }

  /** Finds the run's source as it was last synced, with what almanac.yaml says of it. */
  private SourceSpec source() throws IOException {
    try (Warehouse warehouse = Warehouses.open(workplace);
        QueryEngine engine = warehouse.engine(Warehouses.newest(warehouse));
        QueryRows rows = engine.query(SOURCE, Map.of("run_key", runKey))) {
      if (!rows.next()) {
        throw CommandFailure.failed(
            "There is no run "
                + runKey
                + " in the warehouse; almanac sql \"SELECT run_key FROM"
                + " runs\" lists them.");
      }
      SourceSpec stored =
          new SourceSpec(
              String.valueOf(rows.text(1)),
              String.valueOf(rows.text(2)),
              URI.create(String.valueOf(rows.text(3))),
              String.valueOf(rows.text(0)));
      return configured(stored);
    }
  }

  private SourceSpec configured(SourceSpec stored) throws IOException {
    List<Place> places = new ArrayList<>();
    for (SourceEntry entry : workplace.config().sources()) {
      if (stored.name().equals(entry.name())) {
        places.add(new Place(entry.place(), entry.name(), entry.kind(), entry.options()));
      }
    }
    for (SourceSpec found : new SourceFinder(workplace).find(places)) {
      if (found.name().equals(stored.name())) {
        return found;
      }
    }
    return stored;
  }
}
