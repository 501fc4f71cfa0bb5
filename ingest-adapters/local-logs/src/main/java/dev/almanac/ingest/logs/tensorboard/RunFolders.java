package dev.almanac.ingest.logs.tensorboard;

import dev.almanac.ingest.logs.LogFolder;
import dev.almanac.ingest.logs.guild.GuildFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Decides which folders are one run. A folder with event files is one; some writers put parts of a
 * run into folders below it, and those belong to it.
 */
final class RunFolders {

  /** Keras, TensorFlow's estimators and CatBoost have a folder for each part of the data. */
  private static final Set<String> SPLITS =
      Set.of(
          "train",
          "training",
          "learn",
          "val",
          "valid",
          "validation",
          "test",
          "testing",
          "eval",
          "evaluation");

  /** PyTorch names the folder of {@code add_hparams} by the time; tensorboardX may too. */
  private static final Pattern TIME = Pattern.compile("\\d{9,10}\\.\\d+");

  /** Files that make a folder a run of its own, whatever its name: YOLO calls its runs train. */
  private static final Set<String> OF_A_RUN =
      Set.of(
          "hparams.yaml",
          "args.yaml",
          "opt.yaml",
          "results.csv",
          "metrics.csv",
          "trainer_state.json",
          "params.json",
          "result.json");

  /** Folders of an output of Hugging Face's Trainer that hold the events of its starts. */
  private static final Set<String> STARTS = Set.of("runs", "logs");

  /** An experiment's declaration is small; a larger file is not looked through for one. */
  private static final int MAX_DECLARATION = 1 << 18;

  /** Records in which the first scalar of a series must come. */
  private static final int MAX_PEEKED = 16;

  /** Longest file of nothing but its version. */
  private static final int MAX_HEADER = 200;

  /** Slashes in a tag of a series, plus one. */
  private static final int MAX_TAG_DEPTH = 5;

  private RunFolders() {}

  /**
   * What is one run.
   *
   * @param files its event files in the order in which they are read
   * @param claimed folders below that belong to it
   */
  record Found(List<EventFile> files, Set<Path> claimed) {}

  /** Returns the run that a folder is, or null if it is none. */
  static @Nullable Found find(LogFolder folder) throws IOException {
    List<String> own = eventFiles(folder);
    Map<String, LogFolder> children = children(folder, own.isEmpty());
    if (own.isEmpty() && children.isEmpty()) {
      return null;
    }
    List<EventFile> files = new ArrayList<>();
    for (String name : own) {
      files.add(new EventFile(folder.resolve(name), name, "", "", EventFile.Part.OWN));
    }
    Set<Path> claimed = new LinkedHashSet<>();
    for (Map.Entry<String, LogFolder> child : children.entrySet()) {
      List<EventFile> below = filesOf(child.getKey(), child.getValue());
      if (!below.isEmpty()) {
        files.addAll(below);
        claimed.add(child.getValue().path());
      }
    }
    if (!own.isEmpty()) {
      addNestedSeries(folder, "", 0, files, claimed);
    }
    boolean isNone = files.isEmpty() || claimed.isEmpty() && holdsOnlyTrials(folder);
    return isNone ? null : new Found(files, claimed);
  }

  /**
   * Returns the run that an output folder of Hugging Face's Trainer is: it logs each of its starts
   * into a folder of its own, {@code runs/TIME_HOST} unless told otherwise.
   *
   * @param own what lies in the output folder itself, or null
   */
  static @Nullable Found withStarts(LogFolder output, @Nullable Found own) throws IOException {
    List<EventFile> files = new ArrayList<>(own == null ? List.of() : own.files());
    Set<Path> claimed = new LinkedHashSet<>(own == null ? List.of() : own.claimed());
    for (String name : output.folders()) {
      if (STARTS.contains(name)) {
        LogFolder starts = output.child(name);
        addStart(starts, name, files, claimed);
        for (String start : starts.folders()) {
          if (!claimed.contains(starts.resolve(start))) {
            addStart(starts.child(start), name + "/" + start, files, claimed);
          }
        }
      }
    }
    // Names of folders begin with the month; those of files hold the seconds since the epoch.
    files.sort(Comparator.comparing(file -> String.valueOf(file.path().getFileName())));
    return files.isEmpty() ? null : new Found(files, claimed);
  }

  /**
   * Returns the run that a run of Guild AI is: what it finds in the output goes into events of its
   * own, in {@code .guild}.
   *
   * @param own what lies in the run's folder itself, or null
   */
  static @Nullable Found withOutput(LogFolder run, @Nullable Found own) throws IOException {
    List<EventFile> files = new ArrayList<>(own == null ? List.of() : own.files());
    Set<Path> claimed = new LinkedHashSet<>(own == null ? List.of() : own.claimed());
    addStart(run.child(GuildFormat.FOLDER), GuildFormat.FOLDER, files, claimed);
    return files.isEmpty() ? null : new Found(files, claimed);
  }

  private static void addStart(
      LogFolder start, String name, List<EventFile> files, Set<Path> claimed) throws IOException {
    Found found = eventFiles(start).isEmpty() ? null : find(start);
    if (found != null) {
      found.files().forEach(file -> files.add(file.below(name)));
      claimed.add(start.path());
      claimed.addAll(found.claimed());
    }
  }

  /** Returns the names of the event files in a folder. */
  static List<String> eventFiles(LogFolder folder) {
    return folder.files().stream().filter(EventFile::isNamedSo).toList();
  }

  /** Returns the folders below that may be parts of the run. */
  private static Map<String, LogFolder> children(LogFolder folder, boolean onlySplits)
      throws IOException {
    Map<String, LogFolder> parts = new LinkedHashMap<>();
    if (onlySplits && folder.folders().stream().noneMatch(RunFolders::isSplit)) {
      return parts;
    }
    int timed = 0;
    for (String name : folder.folders()) {
      boolean mayBePart = isSplit(name) || name.equals("hp") || name.indexOf('_') > 0;
      boolean isTimed = isTimed(name);
      if (!onlySplits && !mayBePart && !isTimed) {
        continue;
      }
      LogFolder child = folder.child(name);
      if (eventFiles(child).isEmpty()) {
        continue;
      }
      if (onlySplits && !isSplit(name)) {
        return Map.of(); // The folder holds runs; one of them happens to be called test.
      }
      timed += isTimed ? 1 : 0;
      boolean isLeaf = child.folders().stream().allMatch("plugins"::equals);
      boolean isRun = child.files().stream().anyMatch(OF_A_RUN::contains);
      if (isLeaf && !isRun) {
        parts.put(name, child);
      }
    }
    if (timed > 1) {
      // One writer logged many trials: each is a session, and a run.
      parts.keySet().removeIf(RunFolders::isTimed);
    }
    return parts;
  }

  private static boolean isTimed(String name) {
    return TIME.matcher(name).matches();
  }

  /** Tells whether a folder is the session of one of several trials that one writer logged. */
  static boolean isTrial(LogFolder folder) {
    return isTimed(folder.name()) && folder.parent().filter(RunFolders::holdsTrials).isPresent();
  }

  private static boolean holdsTrials(LogFolder folder) {
    return folder.folders().stream().filter(RunFolders::isTimed).count() > 1
        && !eventFiles(folder).isEmpty();
  }

  /**
   * Tells whether a folder holds the sessions of several trials and, of their writer, nothing but
   * files that were begun: then it is no run.
   */
  private static boolean holdsOnlyTrials(LogFolder folder) throws IOException {
    if (!holdsTrials(folder)) {
      return false;
    }
    for (String name : eventFiles(folder)) {
      Path file = folder.resolve(name);
      if (Files.size(file) > MAX_HEADER || firstTag(file) != null) {
        return false;
      }
    }
    return true;
  }

  private static boolean isSplit(String name) {
    return SPLITS.contains(name.toLowerCase(Locale.ROOT));
  }

  private static List<EventFile> filesOf(String name, LogFolder child) {
    List<String> names = eventFiles(child);
    String suffix = "";
    String prefix = "";
    EventFile.Part part = EventFile.Part.SERIES;
    if (isSplit(name)) {
      prefix = name + "/";
    } else if (name.equals("hp") || isTimed(name)) {
      part = EventFile.Part.HPARAMS;
    } else {
      String series = seriesOf(name, child.resolve(names.get(0)));
      if (series == null) {
        return List.of();
      }
      suffix = "/" + series;
    }
    List<EventFile> files = new ArrayList<>();
    for (String each : names) {
      files.add(new EventFile(child.resolve(each), name + "/" + each, prefix, suffix, part));
    }
    return files;
  }

  /**
   * Returns the series that {@code add_scalars(tag, {series: …})} put into a folder, which it calls
   * {@code TAG_SERIES} with slashes made underscores, or null if it is no such folder.
   */
  private static @Nullable String seriesOf(String folder, Path file) {
    String tag = firstTag(file);
    if (tag == null) {
      return null;
    }
    String start = tag.replace('/', '_') + "_";
    return folder.startsWith(start) && folder.length() > start.length()
        ? folder.substring(start.length())
        : null;
  }

  /**
   * Adds what tensorboardX put into folders {@code TAG/SERIES} below a run, where a tag with
   * slashes is several folders.
   */
  private static void addNestedSeries(
      LogFolder folder, String tag, int depth, List<EventFile> files, Set<Path> claimed)
      throws IOException {
    for (String name : folder.folders()) {
      if (depth == MAX_TAG_DEPTH || claimed.contains(folder.resolve(name))) {
        continue;
      }
      LogFolder child = folder.child(name);
      List<String> names = eventFiles(child);
      String path = tag.isEmpty() ? name : tag + "/" + name;
      if (names.isEmpty()) {
        addNestedSeries(child, path, depth + 1, files, claimed);
      } else if (depth > 0
          && child.folders().isEmpty()
          && tag.equals(firstTag(child.resolve(names.get(0))))) {
        for (String each : names) {
          files.add(
              new EventFile(
                  child.resolve(each), path + "/" + each, "", "/" + name, EventFile.Part.SERIES));
        }
        claimed.add(child.path());
      }
    }
  }

  private static @Nullable String firstTag(Path file) {
    EventReader event = new EventReader();
    try (RecordFile records = new RecordFile(file, 0)) {
      for (int i = 0; i < MAX_PEEKED && records.next() == RecordFile.Outcome.RECORD; i++) {
        event.read(records.bytes(), records.start(), records.end());
        if (event.nextValue()) {
          return new String(
              event.bytes(), event.tagStart(), event.tagLength(), StandardCharsets.UTF_8);
        }
      }
    } catch (IOException unreadable) {
      return null; // It is read, and what is wrong with it said, as a run of its own.
    }
    return null;
  }

  /**
   * Returns the file of a folder that holds nothing but the declaration of an experiment whose
   * sessions lie below, or null: such a folder is no run.
   */
  static @Nullable Path declaration(LogFolder folder) {
    List<String> names = eventFiles(folder);
    if (names.size() != 1 || folder.folders().isEmpty()) {
      return null;
    }
    Path file = folder.resolve(names.get(0));
    try {
      return Files.size(file) <= MAX_DECLARATION && declaresOnly(file) ? file : null;
    } catch (IOException unreadable) {
      return null; // It is read, and what is wrong with it said, as a run.
    }
  }

  private static boolean declaresOnly(Path file) throws IOException {
    boolean declares = false;
    EventReader event = new EventReader();
    try (RecordFile records = new RecordFile(file, 0)) {
      while (records.next() == RecordFile.Outcome.RECORD) {
        event.read(records.bytes(), records.start(), records.end());
        while (event.nextValue()) {
          boolean declaration =
              event.hasMetadata()
                  && event.metadata().plugin().equals(HparamsPlugin.NAME)
                  && HparamsPlugin.read(event.metadata().content()).isExperiment();
          if (!declaration) {
            return false;
          }
          declares = true;
        }
      }
    }
    return declares;
  }
}
