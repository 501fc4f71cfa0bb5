package dev.almanac.ingest.logs.kerastuner;

import dev.almanac.ingest.Capability;
import dev.almanac.ingest.logs.Log;
import dev.almanac.ingest.logs.LogFolder;
import dev.almanac.ingest.logs.LogFormat;
import dev.almanac.ingest.logs.facts.LogFiles;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Trials of Keras Tuner: a folder each, with {@code trial.json}, beside the oracle's own file. */
public final class KerasTunerFormat implements LogFormat {

  static final String TRIAL = "trial.json";
  private static final String ORACLE = "oracle.json";
  private static final int HEAD = 256;

  /** Creates the format. */
  public KerasTunerFormat() {}

  @Override
  public String tracker() {
    return "keras-tuner";
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
        Capability.SEARCH_SPACE,
        Capability.LIVE_RUNS);
  }

  @Override
  public String tried() {
    return "files as the source of 1.4.7 writes them";
  }

  @Override
  public List<Log> find(LogFolder folder) {
    if (!folder.hasFile(TRIAL)) {
      return List.of();
    }
    Path above = folder.path().getParent();
    Path oracle = above == null ? folder.resolve(ORACLE) : above.resolve(ORACLE);
    boolean isNamed = folder.name().startsWith("trial_");
    String head = LogFiles.head(folder.resolve(TRIAL), HEAD);
    if (!isNamed && !(head.contains("\"trial_id\"") && head.contains("\"hyperparameters\""))) {
      return List.of();
    }
    return List.of(new KerasTunerTrial(folder.path(), folder.files(), oracle));
  }
}
