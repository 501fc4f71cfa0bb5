package dev.almanac.ingest.logs.mlperf;

import dev.almanac.ingest.Capability;
import dev.almanac.ingest.logs.Log;
import dev.almanac.ingest.logs.LogFolder;
import dev.almanac.ingest.logs.LogFormat;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Trials of AlgoPerf: a folder each with tables of measurements beside the JSON files that say what
 * was run. TensorBoard events of the same trial lie in the same folder.
 */
public final class AlgoPerfFormat implements LogFormat {

  static final String MEASUREMENTS = "measurements.csv";
  static final String EVALUATIONS = "eval_measurements.csv";
  static final String PARAMS = "hparams.json";
  static final String META = "meta_data_";
  static final String FLAGS = "flags_";

  /** Creates the format. */
  public AlgoPerfFormat() {}

  @Override
  public String tracker() {
    return "algoperf";
  }

  @Override
  public Set<Capability> capabilities() {
    return EnumSet.of(
        Capability.METRIC_HISTORY,
        Capability.METRIC_DEFINITIONS,
        Capability.PARAMS,
        Capability.TAGS,
        Capability.ENVIRONMENT);
  }

  @Override
  public String tried() {
    return "submissions of 2024";
  }

  @Override
  public List<Log> find(LogFolder folder) {
    boolean hasTable = folder.hasFile(MEASUREMENTS) || folder.hasFile(EVALUATIONS);
    boolean hasFlags = has(folder, FLAGS) || has(folder, META);
    boolean isTrial = folder.name().startsWith("trial_") && folder.hasFile(PARAMS);
    return hasTable && (hasFlags || isTrial) || isTrial && hasFlags
        ? List.of(new AlgoPerfTrial(folder.path(), folder.files()))
        : List.of();
  }

  private static boolean has(LogFolder folder, String prefix) {
    return folder.files().stream()
        .anyMatch(name -> name.startsWith(prefix) && name.endsWith(".json"));
  }
}
