package dev.almanac.ingest.logs.openmmlab;

import dev.almanac.ingest.Capability;
import dev.almanac.ingest.logs.Log;
import dev.almanac.ingest.logs.LogFolder;
import dev.almanac.ingest.logs.LogFormat;
import dev.almanac.ingest.logs.facts.FlatRows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Work folders of OpenMMLab: {@code TIME/vis_data/scalars.json} of MMEngine, {@code TIME.log.json}
 * of mmcv. A run that is resumed begins another one in the same work folder: all are one run.
 */
public final class OpenMmLabFormat implements LogFormat {

  private static final Pattern TIME = Pattern.compile("\\d{8}_\\d{6}");
  private static final Pattern OLD = Pattern.compile("\\d{8}_\\d{6}\\.log\\.json");
  private static final String INNER = "vis_data";
  static final String SCALARS = "scalars.json";
  static final String CONFIG = "config.py";

  /** Creates the format. */
  public OpenMmLabFormat() {}

  @Override
  public String tracker() {
    return "openmmlab";
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
    return "files as the sources of mmcv 1.7 and MMEngine 0.10 write them";
  }

  @Override
  public List<Log> find(LogFolder folder) throws IOException {
    List<Path> sessions = new ArrayList<>();
    List<Path> configs = new ArrayList<>();
    Set<Path> claimed = new HashSet<>();
    for (String name : folder.folders()) {
      if (!TIME.matcher(name).matches()) {
        continue;
      }
      LogFolder session = folder.child(name);
      if (!session.hasFolder(INNER)) {
        continue;
      }
      LogFolder inner = session.child(INNER);
      String lines = inner.hasFile(SCALARS) ? SCALARS : name + ".json";
      if (inner.hasFile(lines)) {
        sessions.add(inner.resolve(lines));
        configs.add(inner.resolve(CONFIG));
        claimed.add(session.path());
      }
    }
    for (String name : folder.files()) {
      if (OLD.matcher(name).matches() && isOld(folder.resolve(name))) {
        sessions.add(folder.resolve(name));
      }
    }
    return sessions.isEmpty()
        ? List.of()
        : List.of(new OpenMmLabLog(folder.path(), sessions, configs, claimed));
  }

  private static boolean isOld(Path file) {
    var first = FlatRows.first(file);
    return first.has("env_info") || first.has("mode") || first.has("seed") || first.has("config");
  }
}
