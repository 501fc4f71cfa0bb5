package dev.almanac.ingest.logs.polyaxon;

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
 * Event files of Polyaxon's traceml: {@code events/KIND/NAME.plx} and {@code
 * resources/KIND/NAME.plx} in a run's folder.
 */
public final class PolyaxonFormat implements LogFormat {

  static final String EVENTS = "events";
  static final String RESOURCES = "resources";
  static final String ENDING = ".plx";

  /** Creates the format. */
  public PolyaxonFormat() {}

  @Override
  public String tracker() {
    return "polyaxon";
  }

  @Override
  public Set<Capability> capabilities() {
    return EnumSet.of(
        Capability.METRIC_HISTORY,
        Capability.METRIC_DEFINITIONS,
        Capability.SYSTEM_METRICS,
        Capability.ARTIFACTS);
  }

  @Override
  public String tried() {
    return "fixtures of traceml";
  }

  @Override
  public List<Log> find(LogFolder folder) throws IOException {
    List<Path> files = new ArrayList<>();
    Set<Path> claimed = new java.util.HashSet<>();
    for (String name : List.of(EVENTS, RESOURCES)) {
      if (folder.hasFolder(name) && add(folder.child(name), files)) {
        claimed.add(folder.resolve(name));
      }
    }
    return files.isEmpty() ? List.of() : List.of(new PolyaxonLog(folder.path(), files, claimed));
  }

  private static boolean add(LogFolder events, List<Path> files) throws IOException {
    int before = files.size();
    for (String kind : events.folders()) {
      LogFolder inner = events.child(kind);
      inner.files().stream()
          .filter(name -> name.endsWith(ENDING))
          .forEach(name -> files.add(inner.resolve(name)));
    }
    return files.size() > before;
  }
}
