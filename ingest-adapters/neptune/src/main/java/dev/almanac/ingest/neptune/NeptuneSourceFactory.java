package dev.almanac.ingest.neptune;

import dev.almanac.ingest.Capability;
import dev.almanac.ingest.Folder;
import dev.almanac.ingest.Recognition;
import dev.almanac.ingest.RunSource;
import dev.almanac.ingest.RunSourceFactory;
import dev.almanac.ingest.SourceSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Recognises what Neptune left behind, and gathers it into one source: exports of neptune-exporter,
 * folders of the 2.x and 3.x clients that were not uploaded, databases of GoodSeed.
 */
public final class NeptuneSourceFactory implements RunSourceFactory {

  static final String KIND = "neptune";

  /** Which zone the machine was in on which 2.x runs were exported. */
  static final String EXPORT_ZONE = "neptune2-tz";

  /** The project of un-synced 2.x folders, which do not say. */
  static final String PROJECT = "project";

  private static final Pattern RUN_FOLDER =
      Pattern.compile("(?:[a-z_]+__)?[0-9a-fA-F]{8}-[0-9a-fA-F-]{27}(?:__.*)?|exec-.*");

  /** Creates the factory, for the service loader. */
  public NeptuneSourceFactory() {}

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Set<String> trackers() {
    return Set.of(KIND, GoodSeedRun.TRACKER);
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
        Capability.LINEAGE,
        Capability.DELETED_RUNS,
        Capability.LIVE_RUNS,
        Capability.METRIC_DEFINITIONS);
  }

  @Override
  public Set<Capability> capabilities(String tracker) {
    return tracker.equals(GoodSeedRun.TRACKER)
        ? EnumSet.of(
            Capability.METRIC_HISTORY,
            Capability.SYSTEM_METRICS,
            Capability.PARAMS,
            Capability.TAGS,
            Capability.ARTIFACTS,
            Capability.ENVIRONMENT,
            Capability.LIVE_RUNS,
            Capability.METRIC_DEFINITIONS)
        : capabilities();
  }

  @Override
  public String tried(String tracker) {
    return tracker.equals(GoodSeedRun.TRACKER)
        ? "goodseed 0.4.0"
        : "neptune 1.14.0, neptune-scale 0.30.0, neptune-exporter 8d3f44a";
  }

  @Override
  public Recognition recognise(Folder folder) throws IOException {
    boolean logs = false;
    for (String name : folder.files()) {
      if (name.equals(OperationDatabase.FILE_NAME)) {
        return Recognition.GATHERED_WITH_ALL_BELOW;
      }
      logs |= OperationLog.LOG_NAME.matcher(name).matches();
      if (ExportedRun.PART_NAME.matcher(name).matches()) {
        return Recognition.GATHERED;
      }
      Path file = folder.path().resolve(name);
      if (PlaceFiles.mayBeGoodSeed(file) && GoodSeedRun.isOne(file)) {
        return Recognition.GATHERED;
      }
    }
    return logs && isLogFolder(folder.path())
        ? Recognition.GATHERED_WITH_ALL_BELOW
        : Recognition.NOTHING;
  }

  /** Tells whether a folder with {@code data-*.log} is one of the 2.x client's. */
  static boolean isLogFolder(Path folder) {
    return RUN_FOLDER.matcher(String.valueOf(folder.getFileName())).matches()
        && (Files.exists(folder.resolve("last_put_version"))
            || Files.exists(folder.resolve("last_ack_version"))
            || Files.exists(folder.resolve(OperationLog.METADATA)));
  }

  @Override
  public SourceSpec gather(Path place) {
    Path name = place.getFileName();
    return new SourceSpec(KIND, "files", place.toUri(), (name == null ? "" : name + "-") + KIND);
  }

  @Override
  public RunSource open(SourceSpec spec) throws IOException {
    if (!Files.isDirectory(spec.path()) && !Files.isRegularFile(spec.path())) {
      throw new IOException(
          "Cannot read Neptune's files in "
              + spec.path()
              + ": there is no such folder; check the path");
    }
    return NeptuneSource.open(spec);
  }
}
