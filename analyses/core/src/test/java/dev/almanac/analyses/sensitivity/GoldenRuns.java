package dev.almanac.analyses.sensitivity;

import java.util.List;
import java.util.SplittableRandom;

/** Runs of functions whose shares of variance are known by formula. */
final class GoldenRuns {
  private GoldenRuns() {}

  /**
   * The 100-run case over a float, a log float, an integer and a categorical whose true first-order
   * shares are a .490, b .092, c .0136, d .404. Its points are a low-discrepancy sequence.
   */
  static RunTable mixedSpace(int runs) {
    double[] a = new double[runs];
    double[] b = new double[runs];
    double[] c = new double[runs];
    double[] d = new double[runs];
    double[] y = new double[runs];
    double[] offset = {0, .1, .3};
    for (int i = 0; i < runs; i++) {
      a[i] = fraction((i + 1) * 0.6180339887498949);
      double logB = -5 + 4 * fraction((i + 1) * 0.7548776662466927);
      b[i] = Math.pow(10, logB);
      c[i] = 1 + Math.floor(8 * fraction((i + 1) * 0.5698402909980532));
      d[i] = i % 3;
      y[i] = (a[i] - .3) * (a[i] - .3) + .05 * (logB + 3) * (logB + 3) + .01 * c[i] + offset[i % 3];
    }
    return SyntheticRuns.table(
        y,
        List.of(
            SyntheticRuns.declaredFloat("a", 0, 1, a),
            ParamColumn.of(
                "b",
                DeclaredSpace.range(ValueType.FLOAT, Scale.LOG, 1e-5, 1e-1),
                SpaceOrigin.DECLARED,
                b),
            ParamColumn.of(
                "c",
                DeclaredSpace.range(ValueType.INT, Scale.LINEAR, 1, 8),
                SpaceOrigin.DECLARED,
                c),
            ParamColumn.of(
                "d", DeclaredSpace.choices(List.of("p", "q", "r")), SpaceOrigin.DECLARED, d)));
  }

  private static double fraction(double x) {
    return x - Math.floor(x);
  }

  /** The Ishigami function (a = 7, b = 0.1) on random points of [−π, π]³. */
  static RunTable ishigami(int runs, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] x = new double[3][runs];
    double[] y = new double[runs];
    for (int i = 0; i < runs; i++) {
      for (double[] column : x) {
        column[i] = random.nextDouble(-Math.PI, Math.PI);
      }
      double s = Math.sin(x[1][i]);
      y[i] = Math.sin(x[0][i]) * (1 + .1 * Math.pow(x[2][i], 4)) + 7 * s * s;
    }
    return SyntheticRuns.table(
        y,
        List.of(
            SyntheticRuns.declaredFloat("x1", -Math.PI, Math.PI, x[0]),
            SyntheticRuns.declaredFloat("x2", -Math.PI, Math.PI, x[1]),
            SyntheticRuns.declaredFloat("x3", -Math.PI, Math.PI, x[2])));
  }
}
