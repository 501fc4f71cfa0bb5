package dev.almanac.ingest;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * What a source states about a metric of a run, besides its points; table {@code
 * metric_definitions}.
 *
 * @param kind whether the metric is the user's or sampled from hardware
 * @param key name of the metric
 * @param stepKind what the steps of its points count
 * @param stepMetric the metric that the tracker uses as x axis instead of the step, or null
 * @param direction {@code min} or {@code max} if the source says which is better, else null
 * @param directionBasis where the direction is said: {@code define_metric} …; {@code study} or
 *     {@code sweep} if the metric is what the study or sweep optimises; null without a direction
 * @param summary which value the tracker takes as the summary: {@code last}, {@code min}, {@code
 *     max}, {@code mean}, {@code best} …, several separated by commas; or null
 * @param unit unit of the values as the source states it, or null
 */
public record MetricDefinition(
    MetricKind kind,
    String key,
    StepKind stepKind,
    @Nullable String stepMetric,
    @Nullable String direction,
    @Nullable String directionBasis,
    @Nullable String summary,
    @Nullable String unit) {

  /** What a step counts. */
  public enum StepKind {
    /** The training code's own step: optimiser steps, batches, or whatever it passes on. */
    STEP,
    /** Epochs, from 0 or 1 as logged. */
    EPOCH,
    /** Iterations: of a boosting library, a search, a trainer. */
    ITERATION,
    /** Steps of an environment (reinforcement learning). */
    ENV_STEP,
    /** Whole seconds since the run began. */
    SECONDS,
    /** Rows as logged; the source knows no steps. */
    ROW,
    /** The source does not say. */
    UNKNOWN;

    /** Returns the word in the warehouse. */
    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** Checks for null and the words of the direction. */
  public MetricDefinition {
    requireNonNull(kind, "kind is null");
    requireNonNull(key, "key is null");
    requireNonNull(stepKind, "stepKind is null");
    if (direction != null && !direction.equals("min") && !direction.equals("max")) {
      throw new IllegalArgumentException("direction must be min or max, not " + direction);
    }
    if ((direction == null) != (directionBasis == null)) {
      throw new IllegalArgumentException("a direction needs a basis, and a basis a direction");
    }
  }

  /** Says what the steps of a metric count, and nothing else. */
  public static MetricDefinition steps(MetricKind kind, String key, StepKind stepKind) {
    return new MetricDefinition(kind, key, stepKind, null, null, null, null, null);
  }

  /** Returns the same with a direction. */
  public MetricDefinition withDirection(String better, String basis) {
    return new MetricDefinition(kind, key, stepKind, stepMetric, better, basis, summary, unit);
  }
}
