package dev.almanac.analyses.curvefit;

import dev.almanac.analyses.statistics.OrderStatistics;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The interval of a forecast by resampling residuals in blocks (Kuensch, Annals of Statistics 17,
 * 1989), of a length of the cube root of the number of points. What a resample does to the value at
 * the horizon is followed through the fit's linearisation instead of another fit: one scalar
 * product a resample.
 */
final class ResidualBootstrap {

  private static final int DRAWS = 200;
  private static final double TAIL = 0.05;

  /** Quantile .95 of the standard normal distribution. */
  private static final double Z_90 = 1.6448536269514722;

  /** Keeps directions in which the points say nothing from being followed for ever. */
  private static final double RIDGE = 1e-6;

  private final CurvePoints points;
  private final SplittableRandom random;

  ResidualBootstrap(CurvePoints points, long seed) {
    this.points = points;
    this.random = new SplittableRandom(seed);
  }

  /**
   * Returns the ends of a 90 % interval of a single value at the horizon: of the draws of all
   * families by their weights, but no narrower than their errors in the back-test.
   */
  double[] interval(List<FamilyForecast> families, double horizon, double centre) {
    double[] draws = new double[DRAWS];
    int count = 0;
    double share = 0;
    double error = 0;
    for (FamilyForecast each : families) {
      share += each.weight();
      error += each.weight() == 0 ? 0 : each.weight() * each.trialError();
      int end = (int) Math.min(DRAWS, Math.round(share * DRAWS));
      if (end > count) {
        draw(each, horizon, draws, count, end);
        count = end;
      }
    }
    double[] sorted = Arrays.copyOf(draws, count);
    Arrays.sort(sorted);
    double reach = Z_90 * error;
    return new double[] {
      Math.min(OrderStatistics.quantile(sorted, TAIL), centre - reach),
      Math.max(OrderStatistics.quantile(sorted, 1 - TAIL), centre + reach)
    };
  }

  private void draw(FamilyForecast family, double horizon, double[] draws, int from, int to) {
    int size = points.size();
    double[] residuals = new double[size];
    for (int index = 0; index < size; index++) {
      double step = points.axis().toStep(points.u()[index]);
      residuals[index] = points.y()[index] - family.fit().at(step);
    }
    double[] influence = influence(family.fit(), horizon);
    int block = (int) Math.ceil(Math.cbrt(size));
    for (int draw = from; draw < to; draw++) {
      double shift = 0;
      for (int index = 0; index < size; index += block) {
        int start = random.nextInt(size - block + 1);
        int end = Math.min(block, size - index);
        for (int offset = 0; offset < end; offset++) {
          shift += influence[index + offset] * residuals[start + offset];
        }
      }
      draws[draw] = family.value() + shift + residuals[random.nextInt(size)];
    }
  }

  /** Returns by how much the value at the horizon moves with each point's value. */
  private double[] influence(FittedCurve fit, double horizon) {
    int size = points.size();
    double[][] rows = new double[size][];
    for (int index = 0; index < size; index++) {
      rows[index] = fit.gradientAt(points.axis().toStep(points.u()[index]));
    }
    double[] target = fit.gradientAt(horizon);
    NormalEquations equations = new NormalEquations(target.length);
    for (int index = 0; index < size; index++) {
      equations.add(rows[index], 0, points.weight()[index]);
    }
    double[] direction = new double[target.length];
    double[] influence = new double[size];
    if (!equations.solve(target, RIDGE, direction)) {
      return influence;
    }
    for (int index = 0; index < size; index++) {
      double sum = 0;
      for (int k = 0; k < target.length; k++) {
        sum += rows[index][k] * direction[k];
      }
      influence[index] = points.weight()[index] * sum;
    }
    return influence;
  }
}
