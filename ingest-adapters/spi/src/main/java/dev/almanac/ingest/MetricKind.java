package dev.almanac.ingest;

/** Tells what the user logged from what the tracker sampled on its own. */
public enum MetricKind {
  /** Logged by the user's code: table {@code metrics}. */
  METRIC,
  /** CPU, GPU, memory and the like, sampled by the tracker: table {@code system_metrics}. */
  SYSTEM
}
