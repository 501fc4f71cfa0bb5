package dev.almanac.bench.scenario;

import java.util.Locale;

/**
 * One target and how far it was reached.
 *
 * @param what the two things compared, for people
 * @param value measured ratio, seconds or megabytes
 * @param target the bar, as text, for example {@code <= 2.0x}
 * @param met whether the bar is reached
 */
public record Comparison(String what, double value, String target, boolean met) {

  /** Holds a cost against a peer's: it may be at most {@code limit} times the peer's. */
  static Comparison atMostTimes(String what, double ours, double peers, double limit) {
    double ratio = ours / peers;
    return new Comparison(what, ratio, text("<= %.1fx", limit), ratio <= limit);
  }

  /** Holds a peer's cost against ours: the peer's must be at least {@code factor} times ours. */
  static Comparison timesCheaper(String what, double ours, double peers, double factor) {
    double ratio = peers / ours;
    return new Comparison(what, ratio, text(">= %.0fx", factor), ratio >= factor);
  }

  /** Holds a measured size against a limit in the same unit. */
  static Comparison atMost(String what, double value, double limit, String unit) {
    return new Comparison(what, value, text("<= %.1f ", limit) + unit, value <= limit);
  }

  /** Shows how many times a peer costs as much, where there is no bar. */
  static Comparison shown(String what, double ours, double peers) {
    return new Comparison(what, peers / ours, "none", true);
  }

  private static String text(String format, double limit) {
    return String.format(Locale.ROOT, format, limit);
  }
}
