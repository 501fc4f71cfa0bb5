package dev.almanac.reports.spec;

import static java.util.Objects.requireNonNull;

/**
 * One file of a report.
 *
 * @param path path within the reports folder, for messages
 * @param origin where it was found: {@code built-in}, or the user's file
 * @param text its content
 */
public record Piece(String path, String origin, String text) {

  /** Checks for null. */
  public Piece {
    requireNonNull(path, "path is null");
    requireNonNull(origin, "origin is null");
    requireNonNull(text, "text is null");
  }
}
