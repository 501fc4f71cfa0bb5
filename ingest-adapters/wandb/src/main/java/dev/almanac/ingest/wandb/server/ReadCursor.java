package dev.almanac.ingest.wandb.server;

import org.jspecify.annotations.Nullable;

/**
 * How far a run was read.
 *
 * @param rows rows of the history
 * @param nextStep first step that was not read
 * @param eventMicros time of the last system metrics, or {@link Long#MIN_VALUE}
 * @param settled {@link ServerRun#settled()} then
 */
record ReadCursor(long rows, long nextStep, long eventMicros, String settled) {

  private static final String VERSION = "wandb1";

  /** Returns the text that the warehouse keeps. */
  String text() {
    return String.join(
        " ",
        VERSION,
        Long.toString(rows),
        Long.toString(nextStep),
        Long.toString(eventMicros),
        settled);
  }

  /** Reads the text; null if it is of another version or damaged. */
  static @Nullable ReadCursor parse(String text) {
    String[] parts = text.split(" ");
    if (parts.length != 5 || !parts[0].equals(VERSION)) {
      return null;
    }
    try {
      return new ReadCursor(
          Long.parseLong(parts[1]), Long.parseLong(parts[2]), Long.parseLong(parts[3]), parts[4]);
    } catch (NumberFormatException damaged) {
      return null;
    }
  }
}
