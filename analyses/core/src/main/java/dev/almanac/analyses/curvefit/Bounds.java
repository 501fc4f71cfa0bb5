package dev.almanac.analyses.curvefit;

/**
 * Where a metric's values can lie at all, and so its asymptote.
 *
 * @param low the least possible value, or minus infinity
 * @param high the greatest possible value, or infinity
 */
public record Bounds(double low, double high) {

  /** Nothing is known. */
  public static final Bounds NONE = new Bounds(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

  /** Checks the order. */
  public Bounds {
    if (!(low <= high)) {
      throw new IllegalArgumentException("Cannot bound an asymptote by " + low + " and " + high);
    }
  }

  /**
   * Returns bounds that the values so far suggest: not below 0 if none is; not above 1 if none is
   * and the metric is one of those that are shares, such as an accuracy.
   *
   * @param values finite values, the more the better
   * @param isShare whether the metric is a share: of 1, or of 100 if a value is above 1
   */
  public static Bounds of(double[] values, boolean isShare) {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (double value : values) {
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    double low = least >= 0 ? 0 : Double.NEGATIVE_INFINITY;
    double whole = most <= 1 ? 1 : 100;
    boolean bounded = isShare && least >= 0 && most <= whole;
    return new Bounds(low, bounded ? whole : Double.POSITIVE_INFINITY);
  }

  /** Returns the nearest possible value. */
  double clamp(double value) {
    return Math.max(low, Math.min(high, value));
  }

  /** Returns these bounds, and not further from some values than so many times their range. */
  Bounds near(double[] values, double ranges) {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (double value : values) {
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    double reach = ranges * (most - least);
    double nearLow = Math.max(low, least - reach);
    double nearHigh = Math.min(high, most + reach);
    return nearLow <= nearHigh ? new Bounds(nearLow, nearHigh) : this;
  }
}
