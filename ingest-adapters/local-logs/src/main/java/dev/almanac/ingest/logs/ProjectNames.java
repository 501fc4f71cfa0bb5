package dev.almanac.ingest.logs;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Names the project and the run by the folders around it, where the log itself names none. Pure.
 *
 * <p>The project is the nearest folder above the run whose name means something: neither one that
 * tools make ({@code lightning_logs}, {@code runs}) nor a date or number. It is looked for up to
 * and including the folder where the walk began.
 */
final class ProjectNames {

  private static final Set<String> MADE_BY_TOOLS =
      Set.of(
          "lightning_logs",
          "tb_logs",
          "csv_logs",
          "logs",
          "log",
          "runs",
          "run",
          "outputs",
          "output",
          "multirun",
          "results",
          "experiments",
          "checkpoints",
          "ray_results",
          "catboost_info",
          "detect",
          "segment",
          "classify",
          "pose",
          "obb",
          "train",
          "sacred",
          "tensorboard",
          "dvclive",
          "events");

  private ProjectNames() {}

  /** Returns the project's name. */
  static String project(Path root, Path run) {
    Path at = run.equals(root) ? root : run.getParent();
    for (; at != null && at.startsWith(root); at = at.getParent()) {
      String name = name(at);
      if (!isMeaningless(name)) {
        return name;
      }
    }
    String rootName = name(root);
    return rootName.isEmpty() ? "local" : rootName;
  }

  /** Returns the run's name: its path below the root; of the root itself its own name. */
  static @Nullable String run(Path root, Path run, String part) {
    String path = run.equals(root) ? name(root) : path(root, run);
    return part.isEmpty() ? path : part;
  }

  /** Returns the run's id: its path below the root, {@code .} for the root, with its part. */
  static String id(Path root, Path run, String part) {
    String path = run.equals(root) ? "." : path(root, run);
    if (part.isEmpty()) {
      return path;
    }
    return path.equals(".") ? part : path + "/" + part;
  }

  private static String path(Path root, Path run) {
    return root.relativize(run).toString().replace('\\', '/');
  }

  private static boolean isMeaningless(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.isEmpty()
        || MADE_BY_TOOLS.contains(lower)
        || lower.matches("[\\d_.:T-]+")
        || lower.matches("(version|run|trial|study|exp|seed|fold)[_-]?\\d+");
  }

  private static String name(Path path) {
    Path name = path.getFileName();
    return name == null ? "" : name.toString();
  }
}
