package dev.almanac.ingest.logs.catboost;

import dev.almanac.ingest.Capability;
import dev.almanac.ingest.logs.Log;
import dev.almanac.ingest.logs.LogFolder;
import dev.almanac.ingest.logs.LogFormat;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Finds the folders that CatBoost trains in, {@code catboost_info} unless told otherwise. */
public final class CatBoostFormat implements LogFormat {

  static final String DOCUMENT = "catboost_training.json";
  static final String TIMES = "time_left.tsv";

  /** Creates the format. */
  public CatBoostFormat() {}

  @Override
  public String tracker() {
    return "catboost";
  }

  @Override
  public Set<Capability> capabilities() {
    return EnumSet.of(
        Capability.METRIC_HISTORY,
        Capability.PARAMS,
        Capability.TAGS,
        Capability.METRIC_DEFINITIONS);
  }

  @Override
  public String tried() {
    return "1.2.8";
  }

  @Override
  public List<Log> find(LogFolder folder) {
    boolean isTables =
        folder.hasFile(TIMES)
            && (folder.hasFile("learn_error.tsv") || folder.hasFile("test_error.tsv"));
    return folder.hasFile(DOCUMENT) || isTables ? List.of(new CatBoostLog(folder)) : List.of();
  }
}
