package dev.almanac.ingest.logs.trackio;

import dev.almanac.ingest.Capability;
import dev.almanac.ingest.logs.Log;
import dev.almanac.ingest.logs.LogFolder;
import dev.almanac.ingest.logs.LogFormat;
import dev.almanac.ingest.read.sqlite.SqliteFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Databases of Trackio: {@code PROJECT.db} with the tables {@code metrics} and {@code configs}, a
 * run each of their runs.
 */
public final class TrackioFormat implements LogFormat {

  private static final String ENDING = ".db";

  /** Creates the format. */
  public TrackioFormat() {}

  @Override
  public String tracker() {
    return "trackio";
  }

  @Override
  public Set<Capability> capabilities() {
    return EnumSet.of(
        Capability.METRIC_HISTORY,
        Capability.METRIC_DEFINITIONS,
        Capability.SYSTEM_METRICS,
        Capability.PARAMS,
        Capability.TAGS,
        Capability.ARTIFACTS,
        Capability.LINEAGE);
  }

  @Override
  public String tried() {
    return "0.43.0";
  }

  @Override
  public List<Log> find(LogFolder folder) throws IOException {
    List<Log> logs = new ArrayList<>();
    for (String name : folder.files()) {
      if (name.endsWith(ENDING) && hasMagic(folder.resolve(name))) {
        TrackioDatabase database =
            new TrackioDatabase(folder.resolve(name), name.substring(0, name.length() - 3));
        for (TrackioDatabase.ListedRun run : runs(folder, database)) {
          logs.add(new TrackioLog(folder.path(), database, run));
        }
      }
    }
    return logs;
  }

  /** A database that cannot be read is Trackio's only if its surroundings say so. */
  private static List<TrackioDatabase.ListedRun> runs(LogFolder folder, TrackioDatabase database)
      throws IOException {
    try {
      return database.runs();
    } catch (IOException unreadable) {
      if (folder.name().equals("trackio") || folder.hasFile(database.project() + ".lock")) {
        throw unreadable;
      }
      return List.of();
    }
  }

  private static boolean hasMagic(Path file) {
    try {
      return Files.isRegularFile(file) && Files.size(file) > 0 && SqliteFile.hasMagic(file);
    } catch (IOException unreadable) {
      return false; // Most databases are somebody else's.
    }
  }
}
