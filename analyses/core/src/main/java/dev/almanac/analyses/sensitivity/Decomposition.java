package dev.almanac.analyses.sensitivity;

import java.util.List;

/**
 * The variance of a fitted surrogate, split among params and pairs, as equally likely draws.
 *
 * @param first share of each param alone: {@code [draw][param]}
 * @param pairs the pairs that were fitted
 * @param signal variance of the surrogate for a standardised metric, per draw
 * @param noiseSd mean noise standard deviation for a standardised metric
 * @param fit how well runs that were held out are predicted
 * @param curves the marginal curve of each param
 * @param surfaces the mean over two params at a time
 * @param nullTest what params without effect would show
 * @param modelled which params took part; others were screened out
 * @param pairsLeftOut how many pairs were not fitted
 */
record Decomposition(
    double[][] first,
    List<PairDraws> pairs,
    double[] signal,
    double noiseSd,
    HeldOutFit fit,
    CurveDraws curves,
    Surfaces surfaces,
    NullTest nullTest,
    boolean[] modelled,
    int pairsLeftOut) {

  /**
   * Shares of one pair.
   *
   * @param a index of a param
   * @param b index of a later param
   * @param shares one per draw
   */
  record PairDraws(int a, int b, double[] shares) {}

  /**
   * Prediction of runs whose fold took no part in the fit.
   *
   * @param rSquared 1 − squared error / squared error of predicting the training mean
   * @param zScore correlation of predicted and true deviation from the training mean, times √n;
   *     about standard normal when nothing can be predicted
   * @param errors squared error of each fold, NaN for one that was not looked at
   */
  record HeldOutFit(double rSquared, double zScore, double[] errors) {}

  /** The effect of two params with the others averaged out. */
  interface Surfaces {
    /**
     * Return the mean deviation of the standardised metric: {@code [position of a][of b]}.
     *
     * @param a index of the first param of a fitted pair
     * @param b index of the second
     * @param atA unit positions or category indexes of the first
     * @param atB those of the second
     */
    double[][] at(int a, int b, double[] atA, double[] atB);
  }

  /** The effect of one param with the others averaged out. */
  interface CurveDraws {
    /**
     * Return the deviation from the mean of the standardised metric: {@code [draw][position]}.
     *
     * @param param index of the param
     * @param coordinates unit positions, category indexes or NaN for inactive
     */
    double[][] at(int param, double[] coordinates);
  }
}
