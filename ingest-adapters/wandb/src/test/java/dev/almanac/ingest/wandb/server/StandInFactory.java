package dev.almanac.ingest.wandb.server;

import dev.almanac.ingest.Capability;
import dev.almanac.ingest.Folder;
import dev.almanac.ingest.Recognition;
import dev.almanac.ingest.RunSource;
import dev.almanac.ingest.RunSourceFactory;
import dev.almanac.ingest.SourceOptions;
import dev.almanac.ingest.SourceSpec;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Serves a recorded store by the stand-in, and reads it as any server. */
public final class StandInFactory implements RunSourceFactory {

  private static final Map<Path, StandInServer> SERVERS = new ConcurrentHashMap<>();

  /** Creates the factory. */
  public StandInFactory() {}

  @Override
  public String kind() {
    return "wandb";
  }

  @Override
  public Set<Capability> capabilities() {
    return EnumSet.complementOf(
        EnumSet.of(
            Capability.PROJECT_TAGS,
            Capability.DELETED_RUNS,
            Capability.LIVE_RUNS,
            Capability.DATASETS));
  }

  @Override
  public String tried(String tracker) {
    return "0.31.0";
  }

  /** Returns the server of a folder, begun when it is first asked for. */
  static StandInServer server(Path folder) {
    return SERVERS.computeIfAbsent(folder, StandInFactory::serve);
  }

  private static StandInServer serve(Path folder) {
    try {
      return new StandInServer(folder, 0);
    } catch (IOException busy) {
      throw new java.io.UncheckedIOException(busy);
    }
  }

  static SourceOptions options() {
    return SourceOptions.NONE
        .with("api_key", StandInServer.KEY)
        .with("retry_pause_millis", "1")
        .with("ui_url", "https://wandb.example.org");
  }

  @Override
  public Recognition recognise(Folder folder) throws IOException {
    if (!folder.hasFile("stand-in.txt")) {
      return Recognition.NOTHING;
    }
    return new Recognition(recognise(server(folder.path()).uri(), options()), true);
  }

  @Override
  public List<SourceSpec> recognise(URI uri, SourceOptions options) throws IOException {
    return WandbServers.recognise(
        URI.create("wandb+http://127.0.0.1:" + uri.getPort() + "/team"), options);
  }

  @Override
  public RunSource open(SourceSpec spec) throws IOException {
    return WandbServers.open(spec);
  }
}
