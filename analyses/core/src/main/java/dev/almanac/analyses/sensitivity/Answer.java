package dev.almanac.analyses.sensitivity;

/**
 * All that the rows of a result are written from.
 *
 * @param runs canonical runs
 * @param goal which end of the metric is good
 * @param response the metric as it was fitted
 * @param repeats what repeats say about the noise
 * @param design how the runs are spread
 * @param prepared what the surrogate was given
 * @param split what it made of it
 * @param entanglement params that cannot be separated
 * @param first the shares of params alone
 * @param decision how much weight they bear
 */
record Answer(
    RunTable runs,
    Goal goal,
    Response response,
    Replicates repeats,
    DesignCheck design,
    PreparedRuns prepared,
    Decomposition split,
    Entanglement entanglement,
    ModelledShares first,
    Grading.Decision decision) {

  /** A share is told from noise when it is below 1 % with less than this probability. */
  private static final double NOISE_PROBABILITY = 0.05;

  /** Judge a decomposition. */
  static Answer of(
      RunTable runs,
      Goal goal,
      Response response,
      Replicates repeats,
      DesignCheck design,
      PreparedRuns prepared,
      Decomposition split) {
    ModelledShares first = ModelledShares.of(split.first(), split.modelled());
    return new Answer(
        runs,
        goal,
        response,
        repeats,
        design,
        prepared,
        split,
        Entanglement.of(runs.params(), split.modelled(), prepared.parents()),
        first,
        Grading.decide(
            runs.size(),
            runs.params().size(),
            split.fit(),
            first.summary().topStability(),
            design));
  }

  /** Return the number of params. */
  int params() {
    return runs.params().size();
  }

  /** Return the name of a param. */
  String key(int param) {
    return runs.params().get(param).key();
  }

  /** Tell whether the shares may be put in order. */
  boolean ranked() {
    return decision.grade() != Sensitivity.Grade.NONE;
  }

  /** Tell whether intervals would promise too much. */
  boolean withheld() {
    return design.kind() == DesignCheck.Kind.STEERED;
  }

  /** Return an interval's end, NaN if intervals are withheld. */
  double shown(double bound) {
    return withheld() ? Double.NaN : bound;
  }

  /** Tell whether a param's effect is told from noise. */
  boolean distinguishable(int param) {
    return ranked() && first.noise(param) < NOISE_PROBABILITY;
  }
}
