package dev.almanac.ingest.wandb;

import dev.almanac.ingest.Folder;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A folder that one start of a run wrote.
 *
 * @param path the folder
 * @param id the run's id, from the name of the folder or of the log
 * @param time when the run was started, local time of its machine, as the folder's name has it; ""
 *     if it has none
 * @param log the {@code .wandb} file, or null
 * @param files where the files lie that the client writes or uploads: {@code files}, or before
 *     wandb 0.10 the folder itself
 */
record RunFolder(Path path, String id, String time, @Nullable Path log, Path files) {

  /** Since 0.10 {@code run-} and {@code offline-run-}, before {@code dryrun-} for the latter. */
  private static final Pattern NAME =
      Pattern.compile("(?:offline-run|run|dryrun)-(\\d{8}_\\d{6})-(.+)");

  private static final Pattern LOG = Pattern.compile("run-(.+)\\.wandb");

  /** The newest run, as a link, or as a copy where there are no links. */
  private static final String LATEST = "latest-run";

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd_HHmmss");

  /**
   * Recognises what of a run is in a folder, by names: one start of a run in its own folder, or any
   * number of logs that were copied alone. Empty if there is none.
   */
  static List<RunFolder> of(Folder folder) {
    String name = name(folder.path());
    Matcher named = NAME.matcher(name);
    boolean isNamed = named.matches();
    String time = isNamed ? named.group(1) : "";
    List<RunFolder> found = new ArrayList<>();
    for (String file : folder.files()) {
      Matcher log = LOG.matcher(file);
      if (log.matches()) {
        Path path = folder.path();
        found.add(
            new RunFolder(path, log.group(1), time, path.resolve(file), path.resolve("files")));
      }
    }
    if (found.isEmpty() && isRun(name) && hasFacts(folder)) {
      Path path = folder.path();
      Path files = folder.hasFolder("files") ? path.resolve("files") : path;
      found.add(new RunFolder(path, isNamed ? named.group(2) : name, time, null, files));
    }
    return found;
  }

  /** Tells whether a folder of this name is a run's own, with all that is below. */
  static boolean isRun(String name) {
    return name.equals(LATEST) || NAME.matcher(name).matches();
  }

  private static boolean hasFacts(Folder folder) {
    return folder.hasFolder("files")
        || folder.hasFile("config.yaml")
        || folder.hasFile("wandb-metadata.json")
        || folder.hasFile("wandb-history.jsonl");
  }

  /** Returns the last part of a path, or "". */
  static String name(Path path) {
    Path name = path.getFileName();
    return name == null ? "" : name.toString();
  }

  /** Tells whether this is a copy of the newest run's folder, made in place of a link. */
  boolean isLatestCopy() {
    return name(path).equals(LATEST);
  }

  /** Returns where the run's files of before 0.10 lie, with history as JSON lines. */
  Path file(String name) {
    return files.resolve(name);
  }

  /** Returns when the run was started, by the folder's name, or null. */
  @Nullable Instant started(ZoneId zone) {
    try {
      return time.isEmpty() ? null : LocalDateTime.parse(time, TIME).atZone(zone).toInstant();
    } catch (DateTimeException impossible) {
      return null;
    }
  }
}
