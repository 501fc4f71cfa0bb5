package dev.almanac.ingest.logs.clearml;

import dev.almanac.ingest.Capability;
import dev.almanac.ingest.logs.Log;
import dev.almanac.ingest.logs.LogFolder;
import dev.almanac.ingest.logs.LogFormat;
import dev.almanac.ingest.logs.facts.LogFiles;
import dev.almanac.ingest.read.archive.ZipArchive;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Offline sessions of ClearML: a folder with {@code task.json} and JSON lines, or the ZIP archive
 * that the client makes of it. Where both lie side by side, the folder is read.
 */
public final class ClearMlFormat implements LogFormat {

  static final String TASK = "task.json";
  static final String METRICS = "metrics.jsonl";
  static final String OUTPUT = "log.jsonl";
  private static final String ENDING = ".zip";
  private static final int HEAD = 1 << 16;

  /** Creates the format. */
  public ClearMlFormat() {}

  @Override
  public String tracker() {
    return "clearml";
  }

  @Override
  public Set<Capability> capabilities() {
    return EnumSet.of(
        Capability.METRIC_HISTORY,
        Capability.METRIC_DEFINITIONS,
        Capability.SYSTEM_METRICS,
        Capability.REPORTED_SUMMARY,
        Capability.PARAMS,
        Capability.TAGS,
        Capability.ARTIFACTS,
        Capability.ENVIRONMENT);
  }

  @Override
  public String tried() {
    return "2.1.12";
  }

  @Override
  public List<Log> find(LogFolder folder) {
    List<Log> logs = new ArrayList<>();
    if (isSession(folder)) {
      logs.add(new ClearMlLog(folder.path(), "", OfflineSession.folder(folder.path())));
    }
    for (String name : folder.files()) {
      if (name.endsWith(ENDING)) {
        String stem = name.substring(0, name.length() - ENDING.length());
        boolean isThere = folder.hasFolder(stem) && hasTask(folder, stem);
        if (!isThere && (stem.startsWith("offline-") || holdsTask(folder.resolve(name)))) {
          Path archive = folder.resolve(name);
          logs.add(new ClearMlLog(folder.path(), stem, OfflineSession.archive(archive)));
        }
      }
    }
    return logs;
  }

  private static boolean isSession(LogFolder folder) {
    if (!folder.hasFile(TASK)) {
      return false;
    }
    if (folder.hasFile(METRICS) || folder.hasFile(OUTPUT)) {
      return true;
    }
    String head = LogFiles.head(folder.resolve(TASK), HEAD);
    return head.contains("\"offline_folder\"") || head.contains("\"hyperparams\"");
  }

  private static boolean hasTask(LogFolder folder, String name) {
    return java.nio.file.Files.exists(folder.resolve(name).resolve(TASK));
  }

  private static boolean holdsTask(Path file) {
    try (ZipArchive archive = ZipArchive.open(file)) {
      return archive.find(TASK) != null
          && (archive.find(METRICS) != null || archive.find(OUTPUT) != null);
    } catch (IOException noArchive) {
      return false;
    }
  }
}
