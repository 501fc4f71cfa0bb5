package dev.almanac.analyses.direction;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Whether less or more of a metric is better. */
public enum Direction {
  /** Less is better, as for a loss. */
  MIN,
  /** More is better, as for an accuracy. */
  MAX,
  /** Nobody said and the name does not tell. */
  UNKNOWN;

  /** Returns the word that the tables hold: {@code min}, {@code max} or {@code unknown}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the other direction; unknown stays unknown. */
  public Direction reversed() {
    return switch (this) {
      case MIN -> MAX;
      case MAX -> MIN;
      case UNKNOWN -> UNKNOWN;
    };
  }

  /** Returns the factor that turns values into "lower is better": -1 for {@link #MAX}, else 1. */
  public double sign() {
    return this == MAX ? -1 : 1;
  }

  /** Returns the direction that a word of the tables stands for; unknown for null or others. */
  public static Direction ofWord(@Nullable String word) {
    if (word == null) {
      return UNKNOWN;
    }
    return switch (word.trim().toLowerCase(Locale.ROOT)) {
      case "min" -> MIN;
      case "max" -> MAX;
      default -> UNKNOWN;
    };
  }
}
