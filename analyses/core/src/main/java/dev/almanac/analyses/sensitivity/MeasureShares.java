package dev.almanac.analyses.sensitivity;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The share of each param alone under both measures, of the mean model: as if every value of the
 * searched space counted equally, and as if values counted as often as runs used them. One of the
 * two is what the shares with intervals rest on; where the other differs, the design decides the
 * answer.
 */
final class MeasureShares {
  /** Pairs below this mean share are not evaluated; the total leaves them out. */
  private static final double LEAST_PAIR = 0.01;

  private final Answer answer;
  private final @Nullable MarginalCurve[] curves;
  private final double[][][] pairs;
  private final int[][] members;

  private MeasureShares(Answer answer, @Nullable MarginalCurve[] curves) {
    this.answer = answer;
    this.curves = curves;
    this.members =
        answer.split().pairs().stream()
            .filter(pair -> Arrays.stream(pair.shares()).average().orElse(0) >= LEAST_PAIR)
            .map(pair -> new int[] {pair.a(), pair.b()})
            .toArray(int[][]::new);
    this.pairs = new double[members.length][][];
    for (int pair = 0; pair < members.length; pair++) {
      pairs[pair] = interaction(members[pair][0], members[pair][1]);
    }
  }

  /**
   * Return the shares of all params under both measures.
   *
   * @param curves the curve of each param that took part
   */
  static Both of(Answer answer, @Nullable MarginalCurve[] curves) {
    MeasureShares shares = new MeasureShares(answer, curves);
    return new Both(shares.shares(Measure.UNIFORM), shares.shares(Measure.EMPIRICAL));
  }

  /**
   * Shares of all params; 0 of those that took no part.
   *
   * @param uniform every value of the searched space counting equally
   * @param empirical values counting as often as runs used them
   */
  @SuppressWarnings("ArrayRecordComponent") // read-only by contract
  record Both(double[] uniform, double[] empirical) {}

  /** The part of a surface that neither curve has, on the positions of both curves. */
  private double[][] interaction(int a, int b) {
    MarginalCurve first = curve(a);
    MarginalCurve second = curve(b);
    double[][] surface =
        answer.split().surfaces().at(a, b, first.activeCoordinates(), second.activeCoordinates());
    double[][] only = new double[first.size()][second.size()];
    for (int i = 0; i < surface.length; i++) {
      for (int j = 0; j < surface[i].length; j++) {
        only[i][j] = surface[i][j] - first.mean(i) - second.mean(j);
      }
    }
    return only;
  }

  private MarginalCurve curve(int param) {
    MarginalCurve curve = curves[param];
    if (curve == null) {
      throw new IllegalStateException("A pair of a param that took no part: " + answer.key(param));
    }
    return curve;
  }

  private double[] shares(Measure measure) {
    double[][] weights = new double[curves.length][];
    double[][] alone = new double[curves.length][];
    for (int param = 0; param < curves.length; param++) {
      MarginalCurve curve = curves[param];
      weights[param] = curve == null ? new double[0] : curve.weights(measure);
      alone[param] = curve == null ? new double[0] : curve.means();
    }
    double total = 0;
    for (int pair = 0; pair < pairs.length; pair++) {
      total += split(pairs[pair], members[pair][0], members[pair][1], weights, alone);
    }
    double[] variance = new double[curves.length];
    for (int param = 0; param < curves.length; param++) {
      variance[param] = variance(alone[param], weights[param]);
      total += variance[param];
    }
    for (int param = 0; param < variance.length; param++) {
      variance[param] = total > 0 ? known() * variance[param] / total : 0;
    }
    return variance;
  }

  /** The part of the explained variance that the curves and these pairs stand for. */
  private double known() {
    double sum = 0;
    for (double[] draw : answer.split().first()) {
      sum += Arrays.stream(draw).sum() / answer.split().first().length;
    }
    for (Decomposition.PairDraws pair : answer.split().pairs()) {
      double mean = Arrays.stream(pair.shares()).average().orElse(0);
      sum += mean >= LEAST_PAIR ? mean : 0;
    }
    return Math.min(1, sum);
  }

  /** Gives each param the mean that a pair has along it; returns the variance of what is left. */
  private static double split(double[][] only, int a, int b, double[][] weights, double[][] alone) {
    double[] alongA = new double[weights[a].length];
    double[] alongB = new double[weights[b].length];
    double mean = 0;
    for (int i = 0; i < alongA.length; i++) {
      for (int j = 0; j < alongB.length; j++) {
        alongA[i] += weights[b][j] * only[i][j];
        alongB[j] += weights[a][i] * only[i][j];
      }
      mean += weights[a][i] * alongA[i];
    }
    double left = 0;
    for (int i = 0; i < alongA.length; i++) {
      alone[a][i] += alongA[i];
      for (int j = 0; j < alongB.length; j++) {
        double rest = only[i][j] - alongA[i] - alongB[j] + mean;
        left += weights[a][i] * weights[b][j] * rest * rest;
      }
    }
    for (int j = 0; j < alongB.length; j++) {
      alone[b][j] += alongB[j];
    }
    return left;
  }

  private static double variance(double[] values, double[] weights) {
    double mean = 0;
    for (int i = 0; i < values.length; i++) {
      mean += weights[i] * values[i];
    }
    double square = 0;
    for (int i = 0; i < values.length; i++) {
      square += weights[i] * (values[i] - mean) * (values[i] - mean);
    }
    return square;
  }
}
