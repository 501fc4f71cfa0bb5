package dev.almanac.ingest.logs.yolo;

import dev.almanac.ingest.Capability;
import dev.almanac.ingest.logs.Log;
import dev.almanac.ingest.logs.LogFolder;
import dev.almanac.ingest.logs.LogFormat;
import dev.almanac.ingest.logs.table.RowRuns;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Finds YOLO's runs: {@code results.csv} beside {@code args.yaml} (version 8 and later) or {@code
 * opt.yaml} (version 5), and {@code tune_results.csv}, in which each row is a run. Folders with
 * arguments but no results are predictions and validations, not runs.
 */
public final class YoloFormat implements LogFormat {

  private static final String RESULTS = "results.csv";
  private static final String TUNING = "tune_results.csv";

  /** Creates the format. */
  public YoloFormat() {}

  @Override
  public String tracker() {
    return "yolo";
  }

  @Override
  public Set<Capability> capabilities() {
    return EnumSet.of(
        Capability.METRIC_HISTORY,
        Capability.PARAMS,
        Capability.ARTIFACTS,
        Capability.METRIC_DEFINITIONS);
  }

  @Override
  public String tried() {
    return "no real files; the published layout of 5 and 8";
  }

  @Override
  public List<Log> find(LogFolder folder) throws IOException {
    List<Log> found = new ArrayList<>();
    boolean isNew = folder.hasFile("args.yaml");
    boolean isOld = folder.hasFile("opt.yaml");
    if (folder.hasFile(RESULTS) && (isNew || isOld)) {
      found.add(new YoloLog(folder, folder.resolve(RESULTS)));
    }
    if (folder.hasFile(TUNING)) {
      Path table = folder.resolve(TUNING);
      for (RowRuns.Row row : RowRuns.of(table)) {
        found.add(new TunedLog(table, row));
      }
    }
    return found;
  }
}
