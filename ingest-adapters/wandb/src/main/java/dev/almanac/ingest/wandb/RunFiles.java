package dev.almanac.ingest.wandb;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The files that the client keeps of a run. */
final class RunFiles {

  private static final int MAX_DEPTH = 40;

  /** Takes in a file. */
  interface Visitor {
    /** Visits a file by its path in the run; its size is null if it cannot be had. */
    void file(String path, @Nullable Long size);
  }

  private RunFiles() {}

  /** Visits the files in the order of their paths. Links to files are files, to folders are not. */
  static void each(RunFolder run, Visitor visitor, BiConsumer<Path, String> unreadable) {
    Path root = run.files();
    if (!Files.isDirectory(root)) {
      return;
    }
    TreeMap<String, Long> sizes = new TreeMap<>();
    try {
      Files.walkFileTree(
          root,
          EnumSet.noneOf(java.nio.file.FileVisitOption.class),
          MAX_DEPTH,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              sizes.put(WandbWalk.relative(root, file), size(file, attributes));
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) {
              unreadable.accept(file, "Cannot look at the file");
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException failed) {
      unreadable.accept(root, "Cannot look into the folder");
    }
    sizes.forEach((path, size) -> visitor.file(path, size < 0 ? null : size));
  }

  private static long size(Path file, BasicFileAttributes attributes) {
    if (!attributes.isSymbolicLink()) {
      return attributes.size();
    }
    try {
      return Files.size(file);
    } catch (IOException deadLink) {
      return -1;
    }
  }

  /** Returns what a file is, by its path: the client sorts media into folders. */
  static String kind(String path) {
    if (path.endsWith(".log")) {
      return "log";
    }
    if (!path.startsWith("media/")) {
      return "file";
    }
    String kind = path.substring("media/".length()).split("/", 2)[0];
    return switch (kind) {
      case "images" -> "image";
      case "videos" -> "video";
      default -> kind;
    };
  }
}
