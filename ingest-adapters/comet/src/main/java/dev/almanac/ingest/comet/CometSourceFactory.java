package dev.almanac.ingest.comet;

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
import java.util.Set;

/** Recognises what Comet's client, cometx and Comet's servers hold, and opens it. */
public final class CometSourceFactory implements RunSourceFactory {

  private static final String FILES = "archives and downloads";

  /** Creates the factory; called by {@link java.util.ServiceLoader}. */
  public CometSourceFactory() {}

  @Override
  public String kind() {
    return CometMapping.TRACKER;
  }

  @Override
  public Set<Capability> capabilities() {
    return EnumSet.complementOf(EnumSet.of(Capability.PROJECT_TAGS, Capability.DATASETS));
  }

  @Override
  public String tried(String tracker) {
    return "comet_ml 3.31.22, 3.58.8 (offline archives); cometx 3.6 (its layout); the REST API v2"
        + " against a stand-in that comet_ml 3.58.8 reads from";
  }

  @Override
  public Recognition recognise(Folder folder) throws IOException {
    return CometPlaces.recognise(folder);
  }

  @Override
  public SourceSpec gather(Path place) {
    Path name = place.getFileName();
    return new SourceSpec(
        CometMapping.TRACKER,
        FILES,
        place.toUri(),
        (name == null ? "" : name + "-") + CometMapping.TRACKER);
  }

  @Override
  public List<SourceSpec> recognise(URI uri, SourceOptions options) throws IOException {
    return CometAddress.recognise(uri, options);
  }

  @Override
  public RunSource open(SourceSpec spec) throws IOException {
    return "file".equals(spec.location().getScheme())
        ? new CometFiles(spec)
        : CometServer.open(spec, CometAccess.of(System.getenv(), System.getProperty("user.home")));
  }
}
