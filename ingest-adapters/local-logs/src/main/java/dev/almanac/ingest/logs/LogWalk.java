package dev.almanac.ingest.logs;

import dev.almanac.ingest.Folder;
import dev.almanac.ingest.Problem;
import dev.almanac.ingest.read.source.ProblemLog;
import dev.almanac.ingest.read.text.FileTexts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Finds the runs at and below a place: one a folder, however many logs of it lie there. Parents are
 * looked at first, and a run may claim folders below it.
 */
final class LogWalk {

  /** Folders that tools fill and nobody logs runs into. */
  private static final Set<String> SKIPPED =
      Set.of(
          ".git",
          ".hg",
          ".svn",
          ".cache",
          ".venv",
          ".tox",
          ".idea",
          ".mypy_cache",
          ".pytest_cache",
          ".ipynb_checkpoints",
          "__pycache__",
          "node_modules",
          "site-packages");

  private final Path root;
  private final List<LogFormat> formats;
  private final Set<Path> left;
  private final ProblemLog problems;
  private final Map<String, List<FoundLog>> runs = new TreeMap<>();
  private final Map<Path, List<FoundLog>> overlays = new LinkedHashMap<>();
  private final Set<Path> visited = new HashSet<>();
  private final Set<Path> claimed = new HashSet<>();

  /** A log and the format that found it. */
  record FoundLog(LogFormat format, Log log) {}

  /**
   * A run that was found.
   *
   * @param id its id in the source
   * @param logs what was logged of it, strongest first
   */
  record FoundRun(String id, List<FoundLog> logs) {}

  /**
   * Prepares a walk.
   *
   * @param left folders to be left to others
   */
  LogWalk(Path root, List<LogFormat> formats, Set<Path> left, ProblemLog problems) {
    this.root = root;
    this.formats = formats;
    this.left = left;
    this.problems = problems;
  }

  /** Walks, and returns the runs by id. */
  List<FoundRun> run() {
    if (Files.isDirectory(root)) {
      walk();
    } else {
      Folder folder = Folder.ofFile(root);
      find(LogFolder.root(folder));
    }
    return merged();
  }

  private void walk() {
    Deque<LogFolder> pending = new ArrayDeque<>();
    list(root).map(LogFolder::root).ifPresent(pending::push);
    while (!pending.isEmpty()) {
      LogFolder folder = pending.pop();
      find(folder);
      List<String> names = folder.folders();
      for (int index = names.size() - 1; index >= 0; index--) {
        Path below = folder.resolve(names.get(index));
        boolean skipped =
            SKIPPED.contains(names.get(index)) || left.contains(below) || claimed.contains(below);
        if (!skipped && isNew(below)) {
          child(folder, names.get(index)).ifPresent(pending::push);
        }
      }
      folder.forget();
    }
  }

  private Optional<LogFolder> child(LogFolder folder, String name) {
    try {
      return Optional.of(folder.listedChild(name));
    } catch (IOException unreadable) {
      problems.corrupt(
          folder.resolve(name), "Cannot look into the folder: " + FileTexts.reason(unreadable));
      return Optional.empty();
    }
  }

  private Optional<Folder> list(Path path) {
    try {
      isNew(path);
      return Optional.of(Folder.of(path));
    } catch (IOException unreadable) {
      problems.corrupt(path, "Cannot look into the folder: " + FileTexts.reason(unreadable));
      return Optional.empty();
    }
  }

  /** Tells whether a folder was not visited yet, by whatever path. */
  private boolean isNew(Path path) {
    try {
      return visited.add(path.toRealPath());
    } catch (IOException unreadable) {
      problems.corrupt(path, "Cannot look into the folder: " + FileTexts.reason(unreadable));
      return false;
    }
  }

  private void find(LogFolder folder) {
    tellUnnamable(folder);
    Set<Path> exclusive = new HashSet<>();
    for (LogFormat format : formats) {
      Set<Path> taken = Set.copyOf(exclusive);
      try {
        for (Log log : format.find(folder)) {
          if (!taken.isEmpty() && log.files().stream().anyMatch(taken::contains)) {
            continue;
          }
          exclusive.addAll(log.exclusive());
          claimed.addAll(log.claimed());
          FoundLog found = new FoundLog(format, log);
          if (log.role() == Log.Role.OVERLAY) {
            overlays.computeIfAbsent(log.folder(), absent -> new ArrayList<>()).add(found);
          } else {
            String id = ProjectNames.id(base(), log.folder(), log.part());
            runs.computeIfAbsent(id, absent -> new ArrayList<>()).add(found);
          }
        }
      } catch (IOException unreadable) {
        tellUnreadable(format, folder, unreadable);
      } catch (RuntimeException | StackOverflowError unforeseen) {
        tellUnreadable(format, folder, Failure.ofLog(unforeseen));
      }
    }
  }

  private void tellUnreadable(LogFormat format, LogFolder folder, IOException unreadable) {
    problems.report(
        Problem.Kind.CORRUPT,
        folder.path(),
        -1,
        "Cannot look for " + format.tracker() + " logs: " + FileTexts.reason(unreadable),
        null);
  }

  private void tellUnnamable(LogFolder folder) {
    for (String name : folder.unnamable()) {
      problems.report(
          Problem.Kind.UNSUPPORTED,
          folder.path(),
          -1,
          "Cannot open "
              + name
              + ": its name is no text in the encoding of this machine; rename it, or set LC_ALL",
          null);
    }
  }

  private Path base() {
    Path parent = root.getParent();
    return Files.isDirectory(root) || parent == null ? root : parent;
  }

  /** Lays the overlays over the runs in and below their folders. */
  private List<FoundRun> merged() {
    Set<Path> used = new HashSet<>();
    List<FoundRun> found = new ArrayList<>();
    runs.forEach(
        (id, logs) -> {
          List<FoundLog> all = new ArrayList<>(logs);
          for (Path at = logs.get(0).log().folder();
              at != null && at.startsWith(base());
              at = at.getParent()) {
            List<FoundLog> here = overlays.getOrDefault(at, List.of());
            all.addAll(here);
            if (!here.isEmpty()) {
              used.add(at);
            }
          }
          found.add(new FoundRun(id, all));
        });
    overlays.forEach(
        (folder, logs) -> {
          if (!used.contains(folder)) {
            found.add(new FoundRun(ProjectNames.id(base(), folder, ""), logs));
          }
        });
    return found;
  }
}
