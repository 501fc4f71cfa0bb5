package dev.almanac.analyses.sensitivity;

import java.util.Arrays;

/**
 * What the basis of a param needs beyond the usual polynomials.
 *
 * @param cuts unit positions after which the metric steps
 * @param extraDegree degrees beyond the usual ones
 */
record Refinement(double[] cuts, int extraDegree) {
  /** The usual polynomials do. */
  static final Refinement NONE = new Refinement(new double[0], 0);

  /** Return that for so many params. */
  static Refinement[] none(int params) {
    Refinement[] none = new Refinement[params];
    Arrays.fill(none, NONE);
    return none;
  }

  /** Return the same with another step. */
  Refinement withCut(double cut) {
    double[] more = Arrays.copyOf(cuts, cuts.length + 1);
    more[cuts.length] = cut;
    Arrays.sort(more);
    return new Refinement(more, extraDegree);
  }

  /** Return the same with more degrees. */
  Refinement withDegrees(int more) {
    return new Refinement(cuts, extraDegree + more);
  }
}
