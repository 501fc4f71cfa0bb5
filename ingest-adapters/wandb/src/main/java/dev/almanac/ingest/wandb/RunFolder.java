package dev.almanac.ingest.wandb;

import dev.almanac.ingest.Folder;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
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

  /** Recognises a folder by names; null if it is none of a run. */
  static @Nullable RunFolder of(Folder folder) {
    String name = name(folder.path());
    Matcher named = NAME.matcher(name);
    String log = null;
    String id = "";
    for (String file : folder.files()) {
      Matcher matcher = LOG.matcher(file);
      if (matcher.matches()) {
        log = file;
        id = matcher.group(1);
      }
    }
    boolean isNamed = named.matches();
    if (log == null && !(isNamed || name.equals(LATEST)) || log == null && !hasFacts(folder)) {
      return null;
    }
    if (id.isEmpty()) {
      id = isNamed ? named.group(2) : name;
    }
    boolean old = log == null && !folder.hasFolder("files");
    Path files = old ? folder.path() : folder.path().resolve("files");
    return new RunFolder(
        folder.path(),
        id,
        isNamed ? named.group(1) : "",
        log == null ? null : folder.path().resolve(log),
        files);
  }

  private static boolean hasFacts(Folder folder) {
    return folder.hasFolder("files")
        || folder.hasFile("config.yaml")
        || folder.hasFile("wandb-metadata.json")
        || folder.hasFile("wandb-history.jsonl");
  }

  private static String name(Path path) {
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
