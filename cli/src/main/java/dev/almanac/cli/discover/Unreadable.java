package dev.almanac.cli.discover;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/**
 * A place that could not be looked into.
 *
 * @param path the folder, or the file in it that may not be read
 * @param reason why not
 */
public record Unreadable(Path path, String reason) {

  /** Checks for null. */
  public Unreadable {
    requireNonNull(path, "path is null");
    requireNonNull(reason, "reason is null");
  }
}
