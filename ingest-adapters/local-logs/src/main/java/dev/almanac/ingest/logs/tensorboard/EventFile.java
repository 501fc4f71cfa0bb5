package dev.almanac.ingest.logs.tensorboard;

import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An event file of a run and how its tags become metric keys.
 *
 * @param path the file
 * @param name its path below the run's folder, with {@code /}
 * @param prefix stands before each tag: {@code train/} for a file in the folder {@code train}
 * @param suffix stands behind each tag: {@code /NAME} for a series of PyTorch's {@code add_scalars}
 * @param part what the file's folder is to the run
 */
record EventFile(Path path, String name, String prefix, String suffix, Part part) {

  /** What writers call their files; a machine's name may end like a file of source code. */
  private static final Pattern NAMED_BY_WRITERS = Pattern.compile("^events\\.out\\.tfevents\\.\\d");

  /** Programs and texts about event files. */
  private static final Pattern OF_OTHERS =
      Pattern.compile(
          "\\.(py[ciw]?|ipynb|rs|go|java|class|js|ts|cc|cpp|c|h|sh|md|rst|html?|txt|pdf|png|svg|csv|"
              + "json|ya?ml|proto|zip|tar|tgz|gz|bz2|xz)$");

  /** What a file's folder is to its run. */
  enum Part {
    /** The run's own folder. */
    OWN,
    /** A folder for one of the splits of the data, or for one series. */
    SERIES,
    /** A folder into which a writer puts nothing but the hyper-parameters and their results. */
    HPARAMS
  }

  /**
   * Time, machine, and often process and number, a suffix of the user's, a mark of TensorFlow 2.
   */
  private static final Pattern NAME =
      Pattern.compile(
          "events\\.out\\.tfevents\\.\\d{9,11}\\.(.*?[\\p{L}].*?)(\\.\\d+\\.\\d+(\\..*)?)?(\\.v2)?");

  /** Tells whether a file's name is one of an event file ({@code io_helpers.py} of TensorBoard). */
  static boolean isNamedSo(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.contains("tfevents")
        && !lower.endsWith(".profile-empty")
        && (NAMED_BY_WRITERS.matcher(lower).find() || !OF_OTHERS.matcher(lower).find());
  }

  /** Returns the same file as seen from a folder further up. */
  EventFile below(String folder) {
    return new EventFile(path, folder + "/" + name, prefix, suffix, part);
  }

  /** Returns the key of a tag's metric. */
  String key(String tag) {
    return prefix + tag + suffix;
  }

  /** Returns the name of the machine that wrote it, which may hold points, or null. */
  @Nullable String host() {
    Path file = path.getFileName();
    Matcher matcher = NAME.matcher(file == null ? "" : file.toString());
    return matcher.matches() ? matcher.group(1) : null;
  }
}
