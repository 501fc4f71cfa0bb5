package dev.almanac.ingest.aim;

import dev.almanac.ingest.Capability;
import dev.almanac.ingest.Folder;
import dev.almanac.ingest.Recognition;
import dev.almanac.ingest.RunSource;
import dev.almanac.ingest.RunSourceFactory;
import dev.almanac.ingest.SourceSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Recognises Aim's repositories ({@code .aim}) and opens them. */
public final class AimSourceFactory implements RunSourceFactory {

  /** The kind. */
  static final String KIND = "aim";

  /** Creates the factory; called by {@link java.util.ServiceLoader}. */
  public AimSourceFactory() {}

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Set<Capability> capabilities() {
    return EnumSet.of(
        Capability.METRIC_HISTORY,
        Capability.SYSTEM_METRICS,
        Capability.PARAMS,
        Capability.TAGS,
        Capability.ARTIFACTS,
        Capability.ENVIRONMENT,
        Capability.DELETED_RUNS,
        Capability.LIVE_RUNS,
        Capability.METRIC_DEFINITIONS);
  }

  @Override
  public String tried(String tracker) {
    return "3.29.1";
  }

  @Override
  public Recognition recognise(Folder folder) {
    boolean isRepository =
        folder.hasFolder("meta") && (folder.hasFile(RunIndex.FILE) || folder.hasFolder("seqs"));
    boolean named = String.valueOf(folder.path().getFileName()).equals(".aim");
    if (!isRepository || !(named || folder.hasFile(RunIndex.FILE))) {
      return Recognition.NOTHING;
    }
    Path parent = folder.path().getParent();
    Path name = parent == null ? null : parent.getFileName();
    SourceSpec spec =
        new SourceSpec(
            KIND, "repository", folder.path().toUri(), (name == null ? "" : name + "-") + KIND);
    return new Recognition(List.of(spec), true);
  }

  @Override
  public RunSource open(SourceSpec spec) throws IOException {
    return new AimRepository(spec);
  }
}
