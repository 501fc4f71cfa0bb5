package dev.almanac.analyses.pooling;

import java.util.Locale;

/** What is pooled of a param, and how its scale is turned back into natural numbers. */
enum Effect {
  /** Log odds of the share of the metric's variance that goes with the param alone. */
  IMPORTANCE_LOGIT("share of the explained variance"),
  /** What doubling the param does, in standard deviations of the metric, up being better. */
  SLOPE_PER_DOUBLING("sd of the metric per doubling, up is better"),
  /** What going through the whole searched range does, in the same unit. */
  SLOPE_PER_RANGE("sd of the metric over the searched range, up is better"),
  /** Fisher's z of the rank correlation with the metric, up being better. */
  SPEARMAN_Z("rank correlation, up is better"),
  /** What tuning the param alone gains over the common default, in sd of the metric. */
  TUNABILITY_SD("sd of the metric"),
  /** The same in seed noise sds. */
  TUNABILITY_NOISE("seed noise sds"),
  /** The same in the unit of the metric. */
  TUNABILITY_METRIC("unit of the metric");

  private final String unit;

  Effect(String unit) {
    this.unit = unit;
  }

  /** Returns the word that result tables use. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the unit of the natural numbers. */
  String unit() {
    return unit;
  }

  /** Tells whether 0 means that the param does nothing, so that it can be tested against. */
  boolean isTested() {
    return this == SLOPE_PER_DOUBLING || this == SLOPE_PER_RANGE || this == SPEARMAN_Z;
  }

  /** Turns a number of the pooled scale into a natural one. */
  double natural(double value) {
    return switch (this) {
      case IMPORTANCE_LOGIT -> 1 / (1 + Math.exp(-value));
      case SPEARMAN_Z -> Math.tanh(value);
      // A gain over the default cannot be below 0, whatever the normal interval says.
      case TUNABILITY_SD, TUNABILITY_NOISE, TUNABILITY_METRIC ->
          Double.isNaN(value) ? value : Math.max(0, value);
      default -> value;
    };
  }
}
