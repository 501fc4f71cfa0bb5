package dev.almanac.ingest.logs.stdout;

/** Takes in what lines say. */
public interface Printed {

  /**
   * Takes in a number of the step.
   *
   * @param unit what stood behind it ({@code ms}, {@code %}), or empty
   */
  void number(String key, long step, double value, String unit);

  /** Takes in a param; the text as printed. */
  default void param(String key, String value) {}

  /** Takes in a tag. */
  default void tag(String key, String value) {}

  /** Says when the following numbers were printed, in microseconds since the epoch. */
  default void time(long micros) {}

  /** Says how the run ended, in words of {@link dev.almanac.ingest.model.RunStatus}. */
  default void ended(dev.almanac.ingest.model.RunStatus status) {}
}
