package dev.almanac.ingest;

/** What a kind of source can deliver. What is not declared must not be delivered. */
public enum Capability {
  /** Points with steps and times, not only summaries. */
  METRIC_HISTORY,
  /** Hardware metrics sampled by the tracker. */
  SYSTEM_METRICS,
  /** Summaries as the tracker states them. */
  REPORTED_SUMMARY,
  /** Params as logged. */
  PARAMS,
  /** Tags as logged. */
  TAGS,
  /** Tags of projects. */
  PROJECT_TAGS,
  /** Paths and sizes of artifacts. */
  ARTIFACTS,
  /** Datasets that a run used. */
  DATASETS,
  /** Code version, packages, hardware. */
  ENVIRONMENT,
  /** Parents, forks, models in and out. */
  LINEAGE,
  /** Runs that were deleted in the tracker and are still there to be read. */
  DELETED_RUNS,
  /** Runs that are still being written. */
  LIVE_RUNS,
  /** What steps count, which direction is better, and the like. */
  METRIC_DEFINITIONS,
  /** The space that a sweep or study searched. */
  SEARCH_SPACE
}
