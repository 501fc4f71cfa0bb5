package dev.almanac.reports.chart;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * One axis of a chart.
 *
 * @param label what is measured, with its unit; may be empty
 * @param kind how values lie on it
 * @param limits where it ends though values lie beyond; null if it holds all of them
 */
public record Axis(String label, Kind kind, @Nullable Limits limits) {

  /** How values lie on an axis. */
  public enum Kind {
    /** Numbers, linearly. */
    NUMBER,
    /** Positive numbers, by their logarithm. */
    LOG,
    /** Instants: wall-clock time of the report's zone, as milliseconds of that time in UTC. */
    TIME,
    /** Words, in the order in which they first occur. */
    CATEGORY
  }

  /**
   * The ends of an axis.
   *
   * @param low lower end
   * @param high upper end, above the lower one
   */
  public record Limits(double low, double high) {

    /** Checks the order. */
    public Limits {
      if (!(low < high)) {
        throw new IllegalArgumentException("Cannot end an axis at " + low + " and " + high);
      }
    }

    /** Tells whether a value lies outside; NaN does not. */
    public boolean excludes(double value) {
      return value < low || value > high;
    }

    /** Returns the value, or the end that it lies beyond. */
    public double clamp(double value) {
      return Math.max(low, Math.min(high, value));
    }
  }

  /** Checks for null. */
  public Axis {
    requireNonNull(label, "label is null");
    requireNonNull(kind, "kind is null");
  }

  /** Creates an axis that holds all values. */
  public Axis(String label, Kind kind) {
    this(label, kind, null);
  }
}
