package dev.almanac.ingest.wandb;

import dev.almanac.ingest.Capability;
import dev.almanac.ingest.Folder;
import dev.almanac.ingest.Recognition;
import dev.almanac.ingest.RunSource;
import dev.almanac.ingest.RunSourceFactory;
import dev.almanac.ingest.SourceOptions;
import dev.almanac.ingest.SourceSpec;
import dev.almanac.ingest.wandb.server.WandbExports;
import dev.almanac.ingest.wandb.server.WandbServers;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Recognises what W&B wrote, and opens it. */
public final class WandbSourceFactory implements RunSourceFactory {

  /** The kind, and the tracker of its runs. */
  public static final String KIND = "wandb";

  private final Clock clock;

  /** Creates the factory; called by {@link java.util.ServiceLoader}. */
  public WandbSourceFactory() {
    this(Clock.systemUTC());
  }

  /** Creates a factory with a clock of its own, by which runs count as being written. */
  WandbSourceFactory(Clock clock) {
    this.clock = clock;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Set<Capability> capabilities() {
    return EnumSet.complementOf(EnumSet.of(Capability.PROJECT_TAGS, Capability.DELETED_RUNS));
  }

  @Override
  public String tried(String tracker) {
    return "run folders of 0.10.20, 0.12.21, 0.16.2, 0.16.6, 0.17.3 (core), 0.19.11, 0.31.0; "
        + "servers by the client 0.31.0 and a stand-in";
  }

  @Override
  public Recognition recognise(Folder folder) {
    Recognition runs = WandbFolders.recognise(folder);
    List<SourceSpec> exports = runs.belowIsOurs() ? List.of() : WandbExports.recognise(folder);
    if (exports.isEmpty()) {
      return runs;
    }
    return new Recognition(
        Stream.concat(runs.sources().stream(), exports.stream()).toList(),
        runs.belowIsOurs(),
        runs.gathering());
  }

  @Override
  public List<SourceSpec> recognise(URI uri, SourceOptions options) throws IOException {
    return WandbServers.recognise(uri, options);
  }

  @Override
  public SourceSpec gather(Path place) {
    return WandbFolders.gather(KIND, place);
  }

  @Override
  public RunSource open(SourceSpec spec) throws IOException {
    if (WandbExports.isExport(spec)) {
      return WandbExports.open(spec);
    }
    return WandbServers.isServer(spec) ? WandbServers.open(spec) : WandbFolders.open(spec, clock);
  }
}
