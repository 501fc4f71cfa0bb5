package dev.almanac.ingest.wandb;

import dev.almanac.ingest.Folder;
import dev.almanac.ingest.Problem;
import dev.almanac.ingest.read.text.FileTexts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the run folders at and below a place, and what sweeps handed to their runs. */
final class WandbWalk {

  private static final Set<String> SKIPPED =
      Set.of(".git", ".hg", ".svn", ".venv", "__pycache__", "node_modules", "site-packages");

  private static final Pattern SWEEP = Pattern.compile("sweep-(.+)");
  private static final Pattern SWEEP_CONFIG = Pattern.compile("config-(.+)\\.yaml");

  private final Path root;
  private final Path base;
  private final Set<Path> left;
  private final Consumer<Problem> problems;
  private final Set<Path> visited = new HashSet<>();
  private final List<RunFolder> found = new ArrayList<>();
  private final Map<String, Sweep> sweeps = new HashMap<>();

  /**
   * What a sweep handed to a run.
   *
   * @param id the sweep's id
   * @param config the file with the params that it chose
   */
  record Sweep(String id, Path config) {}

  /** Prepares a walk that stays out of some folders. */
  WandbWalk(Path root, Path base, Set<Path> left, Consumer<Problem> problems) {
    this.root = root;
    this.base = base;
    this.left = left;
    this.problems = problems;
  }

  /** Walks, and returns the run folders in the order of their paths. */
  List<RunFolder> run() {
    if (!Files.isDirectory(root)) {
      look(Folder.ofFile(root));
      return found;
    }
    Deque<Path> pending = new ArrayDeque<>();
    pending.push(root);
    while (!pending.isEmpty()) {
      Folder folder = list(pending.pop());
      if (folder == null || look(folder)) {
        continue;
      }
      for (int i = folder.folders().size() - 1; i >= 0; i--) {
        String name = folder.folders().get(i);
        Path below = folder.path().resolve(name);
        if (!SKIPPED.contains(name) && !left.contains(below) && !isLink(name, below)) {
          pending.push(below);
        }
      }
    }
    return found;
  }

  /** Links to the newest run are no runs; other links are followed once. */
  private static boolean isLink(String name, Path path) {
    return name.equals("latest-run") && Files.isSymbolicLink(path);
  }

  private @Nullable Folder list(Path path) {
    try {
      return visited.add(path.toRealPath()) ? Folder.of(path) : null;
    } catch (IOException unreadable) {
      problems.accept(
          new Problem(
              Problem.Kind.CORRUPT,
              null,
              relative(base, path),
              -1,
              "Cannot look into the folder: " + FileTexts.reason(unreadable),
              null));
      return null;
    }
  }

  /** Looks at a folder; true if there is nothing to look for below. */
  private boolean look(Folder folder) {
    List<RunFolder> runs = RunFolder.of(folder);
    found.addAll(runs);
    String name = RunFolder.name(folder.path());
    if (!runs.isEmpty() && RunFolder.isRun(name)) {
      return true;
    }
    Matcher sweep = SWEEP.matcher(name);
    if (sweep.matches()) {
      for (String file : folder.files()) {
        Matcher config = SWEEP_CONFIG.matcher(file);
        if (config.matches()) {
          sweeps.putIfAbsent(
              config.group(1), new Sweep(sweep.group(1), folder.path().resolve(file)));
        }
      }
    }
    return false;
  }

  /** Returns what sweeps handed to runs, by the id of the run. */
  Map<String, Sweep> sweeps() {
    return sweeps;
  }

  /** Returns a path below a folder with {@code /}, or the whole path if it lies elsewhere. */
  static String relative(Path base, Path path) {
    Path shown = path.startsWith(base) ? base.relativize(path) : path;
    String text = shown.toString().replace('\\', '/');
    return text.isEmpty() ? "." : text;
  }
}
