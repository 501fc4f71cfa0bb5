package dev.almanac.analyses.curvefit;

/** The step of Levenberg and Marquardt for one or two parameters that have ranges. */
final class DampedStep {

  private DampedStep() {}

  /**
   * Solves for the step. Where it would leave the ranges from their very end, the other parameter
   * moves alone: the step of both, cut off, would lead nowhere.
   *
   * @param normal J'J (3 numbers), then J'r (2)
   * @param parameters 1 or 2
   * @param damping what the diagonal grows by, as a share of it
   * @param eta where the step begins
   * @param ranges least and greatest value of each parameter
   * @param step takes the step
   * @return false if there is none
   */
  static boolean solve(
      double[] normal,
      int parameters,
      double damping,
      double[] eta,
      double[][] ranges,
      double[] step) {
    double one = normal[0] * (1 + damping);
    double two = normal[2] * (1 + damping);
    if (parameters == 1) {
      step[0] = leaves(0, normal[3], eta, ranges) ? 0 : normal[3] / one;
      return Double.isFinite(step[0]);
    }
    double determinant = one * two - normal[1] * normal[1];
    if (!(determinant > 0)) {
      return false;
    }
    step[0] = (two * normal[3] - normal[1] * normal[4]) / determinant;
    step[1] = (one * normal[4] - normal[1] * normal[3]) / determinant;
    if (leaves(0, step[0], eta, ranges)) {
      step[0] = 0;
      step[1] = normal[4] / two;
    } else if (leaves(1, step[1], eta, ranges)) {
      step[0] = normal[3] / one;
      step[1] = 0;
    }
    return Double.isFinite(step[0]) && Double.isFinite(step[1]);
  }

  private static boolean leaves(int parameter, double by, double[] eta, double[][] ranges) {
    return by != 0 && eta[parameter] == (by < 0 ? ranges[parameter][0] : ranges[parameter][1]);
  }
}
