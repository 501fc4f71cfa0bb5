package dev.almanac.analyses.sensitivity;

/**
 * One term of the decomposition, a main effect or a pair, and the columns it owns.
 *
 * @param first index of the param
 * @param second index of the other param of a pair, −1 for a main effect
 * @param offset first column
 * @param shrinkage prior variance of each column relative to the effect's own: k⁻²
 */
record Effect(int first, int second, int offset, double[] shrinkage) {

  /** Return the number of columns. */
  int size() {
    return shrinkage.length;
  }

  /** Tell whether the effect is of one param alone. */
  boolean isMain() {
    return second < 0;
  }
}
