package dev.almanac.ingest.logs.dvclive;

import dev.almanac.ingest.Capability;
import dev.almanac.ingest.logs.Log;
import dev.almanac.ingest.logs.LogFolder;
import dev.almanac.ingest.logs.LogFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * DVCLive's folder: one table a metric below {@code plots/metrics}, the latest values in {@code
 * metrics.json}. A new {@code Live()} empties it, so it holds one run.
 */
public final class DvcLiveFormat implements LogFormat {

  static final String SUMMARY = "metrics.json";
  static final String PARAMS = "params.yaml";
  static final String DVC = "dvc.yaml";
  static final String PLOTS = "plots";
  static final String METRICS = "metrics";
  static final String ENDING = ".tsv";

  /** Deepest nesting of a metric's name that is followed. */
  private static final int MAX_DEPTH = 12;

  /** Creates the format. */
  public DvcLiveFormat() {}

  @Override
  public String tracker() {
    return "dvclive";
  }

  @Override
  public Set<Capability> capabilities() {
    return EnumSet.of(
        Capability.METRIC_HISTORY,
        Capability.METRIC_DEFINITIONS,
        Capability.REPORTED_SUMMARY,
        Capability.PARAMS,
        Capability.ARTIFACTS);
  }

  @Override
  public String tried() {
    return "3.49.1";
  }

  @Override
  public List<Log> find(LogFolder folder) throws IOException {
    boolean isNamed = folder.name().equals("dvclive") && folder.hasFile(SUMMARY);
    if (!folder.hasFolder(PLOTS)) {
      return isNamed ? List.of(log(folder, List.of(), Set.of())) : List.of();
    }
    LogFolder plots = folder.child(PLOTS);
    List<Path> tables = new ArrayList<>();
    if (plots.hasFolder(METRICS)) {
      tables(plots.child(METRICS), 0, tables);
    }
    boolean isOurs = !tables.isEmpty() && (folder.hasFile(SUMMARY) || folder.hasFile(PARAMS));
    return isOurs || isNamed ? List.of(log(folder, tables, Set.of(plots.path()))) : List.of();
  }

  private static DvcLiveLog log(LogFolder folder, List<Path> tables, Set<Path> claimed) {
    return new DvcLiveLog(folder.path(), folder.files(), tables, claimed);
  }

  private static void tables(LogFolder folder, int depth, List<Path> found) throws IOException {
    folder.files().stream()
        .filter(name -> name.endsWith(ENDING))
        .forEach(name -> found.add(folder.resolve(name)));
    if (depth < MAX_DEPTH) {
      for (String name : folder.folders()) {
        tables(folder.child(name), depth + 1, found);
      }
    }
  }
}
