package dev.almanac.reports.chart;

import static java.util.Objects.requireNonNull;

/**
 * One axis of a chart.
 *
 * @param label what is measured, with its unit; may be empty
 * @param kind how values lie on it
 */
public record Axis(String label, Kind kind) {

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

  /** Checks for null. */
  public Axis {
    requireNonNull(label, "label is null");
    requireNonNull(kind, "kind is null");
  }
}
