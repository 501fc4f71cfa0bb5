package dev.almanac.analyses.live;

import java.util.Locale;
import java.util.Optional;

/**
 * Whether a run is alive.
 *
 * @param state the answer
 * @param silence seconds between its last sign and when it was last looked at
 * @param limit the silence that would still be explained, in seconds
 * @param gone the silence from which on its process must be gone, in seconds
 * @param evidence the reasons, as a sentence
 */
public record Pulse(State state, double silence, double limit, double gone, String evidence) {

  /** What can be said of a run that calls itself running. */
  public enum State {
    /** Its last sign is no longer ago than its rhythm explains. */
    ALIVE,
    /** It has been silent for longer than its rhythm explains. */
    STALE,
    /** It has been silent for so long that its process must be gone. */
    CRASHED,
    /** Nobody has looked at its source for longer than its rhythm. */
    UNSEEN;

    /** Returns the word that the table holds. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Without a rhythm a day of silence is the least that says something. */
  private static final double DAY = 86_400;

  private static final double CRASHED_TIMES = 10;
  private static final double SKEW = 300;

  /** A weekend of silence ends every rhythm that is shorter than that. */
  private static final double CRASHED_AT_MOST = 3 * DAY;

  /**
   * Judges a run.
   *
   * @param lastSign when it was last heard of, in seconds; NaN if never
   * @param signName what the last sign was, such as {@code point}
   * @param observed when its source was last looked at, in seconds
   * @param now the time, in seconds; not before {@code observed}
   * @param buffered how long the tracker may keep points before it writes them, in seconds
   * @param since what to write behind a span of time: {@code ago}, or before what it is
   */
  public static Pulse of(
      double lastSign,
      String signName,
      double observed,
      double now,
      double buffered,
      Optional<Rhythm> rhythm,
      String since) {
    if (Double.isNaN(lastSign)) {
      return new Pulse(
          State.STALE,
          Double.NaN,
          Double.NaN,
          Double.NaN,
          "It has neither a start nor any point with a time, so nothing shows that it is alive.");
    }
    double silence = Math.max(0, observed - lastSign);
    double limit = rhythm.map(found -> found.limit(buffered)).orElse(DAY);
    double gone = Math.max(Math.min(CRASHED_TIMES * limit, Math.max(CRASHED_AT_MOST, limit)), DAY);
    String said =
        "last "
            + signName
            + " "
            + Spans.of(silence)
            + " "
            + since
            + ", "
            + rhythm.map(Pulse::described).orElse("too few points with times for a rhythm");
    if (lastSign > observed + SKEW) {
      return new Pulse(
          State.ALIVE,
          0,
          limit,
          gone,
          sentence(
              "last "
                  + signName
                  + " "
                  + Spans.of(lastSign - observed)
                  + " after it was looked at: its clock or zone differs from this machine's"));
    }
    if (silence >= gone) {
      return new Pulse(
          State.CRASHED, silence, limit, gone, sentence(said + ": its process must be gone"));
    }
    if (silence > limit) {
      return new Pulse(
          State.STALE,
          silence,
          limit,
          gone,
          sentence(said + ": up to " + Spans.of(limit) + " would be explained"));
    }
    if (now - observed > limit) {
      return new Pulse(
          State.UNSEEN,
          silence,
          limit,
          gone,
          sentence(
              said
                  + "; but nothing new was read from its source for "
                  + Spans.of(now - observed)
                  + ", sync it to know"));
    }
    return new Pulse(State.ALIVE, silence, limit, gone, sentence(said));
  }

  private static String described(Rhythm rhythm) {
    String every = "usually one every " + Spans.of(rhythm.median());
    return rhythm.usual() > 1.5 * rhythm.median()
        ? every + ", at times " + Spans.of(rhythm.usual())
        : every;
  }

  private static String sentence(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1) + ".";
  }
}
