package dev.almanac.ingest.wandb;

import dev.almanac.ingest.read.text.FileTexts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Names the project of a run whose log does not: by {@code wandb/settings}, else by the folder in
 * which {@code wandb} lies.
 */
final class ProjectFolder {

  private ProjectFolder() {}

  /** Returns the project's name. */
  static String project(RunFolder run, Path base) {
    Path parent = run.path().getParent();
    if (parent == null) {
      return base.toString();
    }
    String set = setting(parent.resolve("settings"), "project");
    if (set != null) {
      return set;
    }
    Path above = parent;
    while (above.getParent() != null && isMeaningless(above)) {
      above = above.getParent();
    }
    return String.valueOf(above.getFileName());
  }

  private static boolean isMeaningless(Path folder) {
    String name = String.valueOf(folder.getFileName());
    return name.equals("wandb") || name.equals(".wandb");
  }

  private static @Nullable String setting(Path file, String name) {
    if (!Files.isRegularFile(file)) {
      return null;
    }
    try {
      for (String line : FileTexts.text(FileTexts.bytes(file)).lines().toList()) {
        int equals = line.indexOf('=');
        if (equals > 0 && line.substring(0, equals).strip().equals(name)) {
          String value = line.substring(equals + 1).strip();
          return value.isEmpty() ? null : value;
        }
      }
      return null;
    } catch (IOException unreadable) {
      return null;
    }
  }
}
