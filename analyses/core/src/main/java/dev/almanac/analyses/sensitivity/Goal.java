package dev.almanac.analyses.sensitivity;

import org.jspecify.annotations.Nullable;

/** Say which end of the metric is the good one. */
public enum Goal {
  /** Lower values are better, as for a loss. */
  MINIMIZE,
  /** Higher values are better, as for an accuracy. */
  MAXIMIZE,
  /** Nobody said; no value is called best. */
  UNKNOWN;

  /** Read {@code min} or {@code max}; all else, null included, is {@link #UNKNOWN}. */
  public static Goal of(@Nullable String direction) {
    if ("min".equals(direction)) {
      return MINIMIZE;
    }
    return "max".equals(direction) ? MAXIMIZE : UNKNOWN;
  }

  /**
   * Tell whether {@code candidate} is strictly better than {@code other}; NaN is never better.
   *
   * @param candidate metric value
   * @param other metric value
   */
  public boolean prefers(double candidate, double other) {
    return switch (this) {
      case MINIMIZE -> candidate < other;
      case MAXIMIZE -> candidate > other;
      case UNKNOWN -> false;
    };
  }
}
