package dev.almanac.cli.serve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Finds what a path of a request names in a folder. Nothing outside of it can be named: not by
 * dots, however they are written, nor through a link that leads out; nor what is hidden.
 */
final class ServedFiles {

  private static final Pattern REVISION = Pattern.compile("/[^/]+/[^/]+/r\\d+/.+");

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "json", "application/json; charset=utf-8",
          "md", "text/plain; charset=utf-8",
          "txt", "text/plain; charset=utf-8",
          "csv", "text/csv; charset=utf-8",
          "svg", "image/svg+xml",
          "png", "image/png");

  private final Path folder;

  /** Names the folder; it need not be there yet. */
  ServedFiles(Path folder) {
    this.folder = folder;
  }

  /** What a path names. */
  sealed interface Found {}

  /**
   * A file.
   *
   * @param path the file itself, within the folder
   * @param type its media type
   * @param isFinal whether it is never changed
   */
  record Served(Path path, String type, boolean isFinal) implements Found {}

  /** A folder whose path lacks the slash at its end, without which links would lead elsewhere. */
  record Elsewhere(String path) implements Found {}

  /** Nothing that may be shown. */
  record Nothing() implements Found {}

  /**
   * Finds it.
   *
   * @param path decoded path of the request, beginning with a slash
   */
  Found find(String path) {
    if (!path.startsWith("/") || path.chars().anyMatch(ServedFiles::isOdd)) {
      return new Nothing();
    }
    String names = path.endsWith("/") ? path.substring(1) + "index.html" : path.substring(1);
    for (String name : List.of(names.split("/", -1))) {
      if (name.isEmpty() || name.startsWith(".")) {
        return new Nothing();
      }
    }
    try {
      Path root = folder.toRealPath();
      Path file = root.resolve(names).toRealPath();
      if (!file.startsWith(root)) {
        return new Nothing();
      }
      if (Files.isDirectory(file)) {
        return new Elsewhere(path + "/");
      }
      return Files.isRegularFile(file)
          ? new Served(file, type(names), REVISION.matcher("/" + names).matches())
          : new Nothing();
    } catch (IOException | InvalidPathException absent) {
      return new Nothing();
    }
  }

  /** Control characters, what Windows has for slashes and drives, and what ends a header. */
  private static boolean isOdd(int character) {
    return Character.isISOControl(character) || character == '\\' || character == ':';
  }

  private static String type(String name) {
    String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return TYPES.getOrDefault(ending, "application/octet-stream");
  }
}
