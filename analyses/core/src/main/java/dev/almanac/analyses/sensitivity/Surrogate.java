package dev.almanac.analyses.sensitivity;

/**
 * A model of the metric as a function of the params whose variance can be split exactly among them.
 * Implementations are pure: equal runs and seed give equal bits. Kernels fit several and keep the
 * one with the best cross-validated R².
 */
interface Surrogate {

  /** Return the name under which results are stored, such as {@code anova}. */
  String name();

  /**
   * Fit the runs and split the variance.
   *
   * @param runs at least ten runs and one param
   * @param seed source of all chance
   */
  Decomposition decompose(PreparedRuns runs, long seed);
}
