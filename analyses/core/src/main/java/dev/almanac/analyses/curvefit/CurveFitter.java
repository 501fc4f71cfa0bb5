package dev.almanac.analyses.curvefit;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/**
 * Fits the families to curves over the same places.
 *
 * <p>Variable projection: Golub and Pereyra, "The differentiation of pseudo-inverses and nonlinear
 * least squares problems whose variables separate" (SIAM J. Numer. Anal. 10, 1973), with the
 * simplified Jacobian of Kaufman (BIT 15, 1975). The asymptote and the amplitude follow in closed
 * form from the one or two shape parameters; those are searched on a grid, and the best three cells
 * are tried, and the best of them polished. So there are no start values, and equal points give
 * equal fits. Residuals beyond 1.345 sds count less (Huber 1964) in three further rounds.
 *
 * <p>Not safe for use by several threads: it keeps its work space and the grids of its places.
 */
final class CurveFitter {

  /** Places that the search on the grid looks at. */
  private static final int GRID_PLACES = 40;

  private static final int POLISHED_CELLS = 3;
  private static final int FIRST_STEPS = 4;
  private static final int POLISH_STEPS = 30;
  private static final int ROBUST_ROUNDS = 3;
  private static final int ROBUST_STEPS = 2;
  private static final double HUBER = 1.345;
  private static final double TOLERANCE = 1e-9;

  private final double[] u;
  private final double[] logU;
  private final double[] base;
  private final int[] placeStarts;
  private final double[] placeU;
  private final double[] placeWeight;
  private final double[] placeY;
  private final double[] placeLevel;
  private final Map<Family, ShapeGrid> grids = new EnumMap<>(Family.class);

  private final SeparableModel model;
  private final SeparableModel coarse;
  private final VapourPressureFit vapour;
  private final double[] residuals;

  /**
   * Prepares for curves over some places.
   *
   * @param u strictly rising, at least 1, at least 3 of them
   * @param weight how many points each place stands for
   */
  CurveFitter(double[] u, double[] weight) {
    this.u = u.clone();
    this.base = weight.clone();
    this.logU = ShapeGrid.logarithms(u);
    this.placeStarts = placeStarts(u);
    this.placeU = new double[placeStarts.length - 1];
    this.placeWeight = new double[placeU.length];
    this.placeY = new double[placeU.length];
    this.placeLevel = new double[placeU.length];
    for (int place = 0; place < placeU.length; place++) {
      for (int index = placeStarts[place]; index < placeStarts[place + 1]; index++) {
        placeU[place] += base[index] * u[index];
        placeWeight[place] += base[index];
      }
      placeU[place] /= placeWeight[place];
    }
    this.model = new SeparableModel(this.u, logU, u[0]);
    this.coarse =
        placeU.length == u.length
            ? model
            : new SeparableModel(placeU, ShapeGrid.logarithms(placeU), u[0]);
    this.vapour = new VapourPressureFit(this.u, logU);
    this.residuals = new double[u.length];
  }

  /** Tells whether it was prepared for these places. */
  boolean fits(double[] otherU, double[] otherWeight) {
    return Arrays.equals(u, otherU) && Arrays.equals(base, otherWeight);
  }

  /**
   * Fits one family.
   *
   * @param y finite, one for each place
   * @param robust whether outliers count less; without it the fit is the least squares
   */
  FittedCurve fit(Family family, double[] y, StepAxis axis, Bounds bounds, boolean robust) {
    if (family == Family.LAST1) {
      return last(y, axis);
    }
    if (family == Family.VAP3) {
      return vapour.fit(y, base, axis, robust);
    }
    Bounds near = bounds.near(y, SeparableModel.MOST_RANGES);
    model.begin(family, y, base, near, ShapeGrid.ranges(family, u));
    search(family, y, near);
    if (robust) {
      reweigh(y);
    }
    return model.result(axis, base);
  }

  /** Returns the information on the logarithm of p3 in the last fit, the variance being 1. */
  double shapeInformation() {
    return model.shapeInformation();
  }

  private FittedCurve last(double[] y, StepAxis axis) {
    double last = y[y.length - 1];
    double squares = 0;
    double total = 0;
    for (int index = 0; index < y.length; index++) {
      squares += base[index] * (y[index] - last) * (y[index] - last);
      total += base[index];
    }
    return new FittedCurve(
        Family.LAST1,
        axis,
        u[0],
        last,
        Double.NaN,
        Double.NaN,
        Double.NaN,
        false,
        Math.sqrt(squares / total),
        Information.aicc(squares / total, y.length, 1),
        true);
  }

  private void search(Family family, double[] y, Bounds bounds) {
    if (family.shapeParameters() == 0) {
      model.settle(0, 0);
      return;
    }
    ShapeGrid grid = grids.computeIfAbsent(family, any -> ShapeGrid.of(any, placeU, placeWeight));
    double[] costs = costs(grid, y, bounds);
    int[] best = bestCells(costs, grid.width());
    if (coarse != model) {
      coarse.begin(family, placeLevel, placeWeight, bounds, ShapeGrid.ranges(family, u));
    }
    for (int cell : best) {
      if (cell >= 0) {
        coarse.tryFrom(grid.cells()[cell][0], grid.cells()[cell][1], FIRST_STEPS, TOLERANCE);
      }
    }
    if (coarse != model) {
      model.tryFrom(coarse.best(0), coarse.best(1), FIRST_STEPS, TOLERANCE);
    }
    model.polishBest(POLISH_STEPS, TOLERANCE);
  }

  /** Returns the sum of squares of each cell on the places, the linear part solved for. */
  private double[] costs(ShapeGrid grid, double[] y, Bounds bounds) {
    double total = 0;
    double sum = 0;
    for (int place = 0; place < placeY.length; place++) {
      double weighted = 0;
      for (int index = placeStarts[place]; index < placeStarts[place + 1]; index++) {
        weighted += base[index] * y[index];
      }
      placeY[place] = weighted / placeWeight[place];
      placeLevel[place] = placeY[place];
      total += placeWeight[place];
      sum += weighted;
    }
    double mean = sum / total;
    double squares = 0;
    for (int place = 0; place < placeY.length; place++) {
      placeY[place] -= mean;
      squares += placeWeight[place] * placeY[place] * placeY[place];
    }
    double[] costs = new double[grid.rows().length];
    for (int cell = 0; cell < costs.length; cell++) {
      double norm = grid.norms()[cell];
      if (norm == 0) {
        costs[cell] = Double.POSITIVE_INFINITY;
        continue;
      }
      double product = product(grid.rows()[cell], placeY);
      double shapeMean = grid.means()[cell];
      double asymptote = mean - product / norm * shapeMean;
      double bound = bounds.clamp(asymptote);
      if (bound == asymptote) {
        costs[cell] = squares - product * product;
      } else {
        double offset = mean - bound;
        double cross = product * norm + total * shapeMean * offset;
        double length = norm * norm + total * shapeMean * shapeMean;
        costs[cell] = squares + total * offset * offset - cross * cross / length;
      }
    }
    return costs;
  }

  private static double product(double[] left, double[] right) {
    double even = 0;
    double odd = 0;
    int index = 0;
    for (; index + 1 < left.length; index += 2) {
      even += left[index] * right[index];
      odd += left[index + 1] * right[index + 1];
    }
    return index < left.length ? even + odd + left[index] * right[index] : even + odd;
  }

  /** Returns the lowest three of the cells that are lower than their neighbours; -1 for none. */
  private static int[] bestCells(double[] costs, int width) {
    int[] best = new int[POLISHED_CELLS];
    Arrays.fill(best, -1);
    for (int cell = 0; cell < costs.length; cell++) {
      if (!isLowest(costs, cell, width)) {
        continue;
      }
      int inserted = cell;
      for (int rank = 0; rank < best.length; rank++) {
        if (best[rank] < 0 || costs[inserted] < costs[best[rank]]) {
          int pushed = best[rank];
          best[rank] = inserted;
          inserted = pushed;
          if (inserted < 0) {
            break;
          }
        }
      }
    }
    return best;
  }

  private static boolean isLowest(double[] costs, int cell, int width) {
    double cost = costs[cell];
    if (!(cost < Double.POSITIVE_INFINITY)) {
      return false;
    }
    int row = cell / width;
    int column = cell % width;
    int height = costs.length / width;
    for (int r = Math.max(0, row - 1); r <= Math.min(height - 1, row + 1); r++) {
      for (int c = Math.max(0, column - 1); c <= Math.min(width - 1, column + 1); c++) {
        int other = r * width + c;
        // Of equal neighbours the first counts.
        if (costs[other] < cost || (costs[other] == cost && other < cell)) {
          return false;
        }
      }
    }
    return true;
  }

  private void reweigh(double[] y) {
    double[] weight = new double[y.length];
    for (int round = 0; round < ROBUST_ROUNDS; round++) {
      model.residuals(residuals);
      if (!Information.huberWeights(residuals, base, HUBER, weight)) {
        return;
      }
      model.reweigh(weight, ROBUST_STEPS);
    }
  }

  /** Cuts the places into at most 40 stretches that are equally long in the logarithm. */
  private static int[] placeStarts(double[] u) {
    if (u.length <= GRID_PLACES) {
      int[] all = new int[u.length + 1];
      Arrays.setAll(all, index -> index);
      return all;
    }
    int[] starts = new int[GRID_PLACES + 1];
    double extent = Math.log(u[u.length - 1] / u[0]);
    int count = 0;
    int index = 0;
    for (int stretch = 1; stretch <= GRID_PLACES && index < u.length; stretch++) {
      starts[count++] = index;
      double end = u[0] * Math.exp(extent * stretch / GRID_PLACES);
      do {
        index++;
      } while (index < u.length && (stretch == GRID_PLACES || u[index] <= end));
    }
    starts[count] = u.length;
    return Arrays.copyOf(starts, count + 1);
  }
}
