package dev.almanac.ingest.mlflow;

import dev.almanac.ingest.RunSink;
import dev.almanac.ingest.model.Artifact;
import dev.almanac.ingest.read.source.FileTimes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lists the files that a run or a logged model left behind, with their sizes. */
final class ArtifactFolder {

  /** Folders below which nothing is listed; keeps a loop of links from running on. */
  private static final int MAX_DEPTH = 64;

  private static final String MODEL_FILE = "MLmodel";

  private static final Map<String, Set<String>> KINDS =
      Map.of(
          "image", Set.of("png", "jpg", "jpeg", "gif", "svg", "webp", "bmp", "tiff"),
          "table", Set.of("csv", "tsv", "parquet", "feather"),
          "html", Set.of("html", "htm"),
          "checkpoint", Set.of("ckpt", "pt", "pth", "h5", "safetensors", "keras"));

  private ArtifactFolder() {}

  /**
   * A file below the folder.
   *
   * @param path path below the folder, with {@code /}
   * @param file where it is
   * @param size size in bytes
   * @param modifiedNanos time of last change, for fingerprints
   */
  record Entry(String path, Path file, long size, long modifiedNanos) {}

  /** Returns all files below a folder by path; empty if there is no such folder. */
  static List<Entry> files(Path folder) throws IOException {
    List<Entry> found = new ArrayList<>();
    if (!Files.isDirectory(folder)) {
      return found;
    }
    Files.walkFileTree(
        folder,
        EnumSet.noneOf(FileVisitOption.class),
        MAX_DEPTH,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (!attributes.isDirectory()) {
              found.add(entry(folder, file, attributes));
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException unreadable) {
            return FileVisitResult.CONTINUE;
          }
        });
    found.sort(Comparator.comparing(Entry::path));
    return found;
  }

  /**
   * Opens one of the files below a folder.
   *
   * @return the content, or null if there is no such file
   */
  static @Nullable InputStream open(Path folder, String path) throws IOException {
    if (!Files.isDirectory(folder) || path.isEmpty() || path.indexOf('\0') >= 0) {
      return null;
    }
    Path root = folder.toRealPath();
    Path file = root.resolve(path).normalize();
    // A path that leads out of the folder, by its names or by a link, is none of its files.
    boolean inside =
        file.startsWith(root) && Files.isRegularFile(file) && file.toRealPath().startsWith(root);
    return inside ? Files.newInputStream(file) : null;
  }

  private static Entry entry(Path folder, Path file, BasicFileAttributes attributes) {
    String path = folder.relativize(file).toString().replace('\\', '/');
    return new Entry(path, file, attributes.size(), FileTimes.nanos(attributes));
  }

  /**
   * Delivers the files as artifacts.
   *
   * @param prefix goes before each path; empty or ending with {@code /}
   * @param uri where MLflow says the folder is, or null
   */
  static void deliver(
      int run, String prefix, List<Entry> files, @Nullable String uri, RunSink sink) {
    for (Entry entry : files) {
      String path = entry.path();
      sink.artifact(
          run, new Artifact(prefix + path, kind(path), entry.size(), null, join(uri, path)));
    }
  }

  /** Returns what an artifact is, by its name; a file {@code MLmodel} stands for its model. */
  static String kind(String path) {
    if (path.substring(path.lastIndexOf('/') + 1).equals(MODEL_FILE)) {
      return "model";
    }
    String extension = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return KINDS.entrySet().stream()
        .filter(kind -> kind.getValue().contains(extension))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse("file");
  }

  /** Returns the URI of a file below a folder, or null where the folder has none. */
  static @Nullable String join(@Nullable String uri, String path) {
    if (uri == null || uri.isEmpty()) {
      return null;
    }
    return uri.endsWith("/") ? uri + path : uri + "/" + path;
  }
}
