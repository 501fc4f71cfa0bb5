package dev.almanac.ingest.logs.sacred;

import dev.almanac.ingest.Capability;
import dev.almanac.ingest.logs.Log;
import dev.almanac.ingest.logs.LogFolder;
import dev.almanac.ingest.logs.LogFormat;
import dev.almanac.ingest.logs.facts.LogFiles;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Folders of Sacred's {@code FileStorageObserver}: a run each, whatever their names. */
public final class SacredFormat implements LogFormat {

  static final String RUN = "run.json";
  static final String CONFIG = "config.json";
  static final String INFO = "info.json";
  static final String METRICS = "metrics.json";
  static final String OUTPUT = "cout.txt";

  /** The keys are sorted, and the long ones (traceback, resources) come behind these two. */
  private static final int HEAD = 1 << 14;

  /** Creates the format. */
  public SacredFormat() {}

  @Override
  public String tracker() {
    return "sacred";
  }

  @Override
  public Set<Capability> capabilities() {
    return EnumSet.of(
        Capability.METRIC_HISTORY,
        Capability.METRIC_DEFINITIONS,
        Capability.REPORTED_SUMMARY,
        Capability.PARAMS,
        Capability.TAGS,
        Capability.ARTIFACTS,
        Capability.DATASETS,
        Capability.ENVIRONMENT,
        Capability.LIVE_RUNS);
  }

  @Override
  public String tried() {
    return "0.8.2, 0.8.7";
  }

  @Override
  public List<Log> find(LogFolder folder) {
    if (!folder.hasFile(RUN)) {
      return List.of();
    }
    boolean hasAll = folder.hasFile(CONFIG) && folder.hasFile(OUTPUT);
    return hasAll || saysSo(folder)
        ? List.of(new SacredLog(folder.path(), folder.files()))
        : List.of();
  }

  private static boolean saysSo(LogFolder folder) {
    String head = LogFiles.head(folder.resolve(RUN), HEAD);
    return head.contains("\"experiment\"") && head.contains("\"command\"");
  }
}
