package dev.almanac.ingest.logs.mlperf;

import dev.almanac.ingest.Capability;
import dev.almanac.ingest.logs.Log;
import dev.almanac.ingest.logs.LogFolder;
import dev.almanac.ingest.logs.LogFormat;
import dev.almanac.ingest.logs.facts.LogFiles;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * MLPerf's result logs, a run a file: {@code result_0.txt} and the like. The marker {@value
 * MlPerfLog#MARKER} within the beginning is the evidence.
 */
public final class MlPerfFormat implements LogFormat {

  private static final Pattern NAME =
      Pattern.compile("(result_?\\d+|.*(mlperf|mllog).*)\\.(txt|log|out)");

  /** Other output may stand before the first marker: the launcher's, the library's. */
  private static final int HEAD = 1 << 18;

  /** Creates the format. */
  public MlPerfFormat() {}

  @Override
  public String tracker() {
    return "mlperf";
  }

  @Override
  public Set<Capability> capabilities() {
    return EnumSet.of(
        Capability.METRIC_HISTORY,
        Capability.METRIC_DEFINITIONS,
        Capability.PARAMS,
        Capability.TAGS);
  }

  @Override
  public String tried() {
    return "lines as mlperf-logging writes them";
  }

  @Override
  public List<Log> find(LogFolder folder) {
    List<Log> logs = new ArrayList<>();
    for (String name : folder.files()) {
      if (NAME.matcher(name).matches()
          && LogFiles.head(folder.resolve(name), HEAD).contains(MlPerfLog.MARKER)) {
        logs.add(new MlPerfLog(folder.path(), name));
      }
    }
    return logs;
  }
}
