package dev.almanac.analyses.convergence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The band of several runs' curves.
 *
 * <p>Each curve is interpolated linearly within its own range only, on the union of all x thinned
 * to 200 places. The band begins where enough runs have begun and stops where fewer than 3 runs or
 * a quarter of the most are left: beyond, the median would change because runs end, not because
 * they learn.
 *
 * @param points in order of x; empty if there are fewer than 3 curves
 * @param stoppedBefore the x of the first place left out at the end; NaN if none is
 * @param runsBeyond how many runs reach over that place
 */
public record CurveBand(List<BandPoint> points, double stoppedBefore, int runsBeyond) {

  /** Fewer runs make no band. */
  public static final int LEAST_RUNS = 3;

  /** A chart shows no more places, and tables stay small. */
  public static final int MOST_PLACES = 200;

  private static final double LEAST_SHARE = 0.25;

  /** Copies the list. */
  public CurveBand {
    points = List.copyOf(points);
  }

  /** Computes the band of a project's curves over one x axis. */
  static CurveBand of(List<Thinning> curves) {
    return of(curves, LEAST_RUNS);
  }

  /**
   * Computes the band of curves over one x axis, each with at least one point.
   *
   * @param leastRuns fewer curves make no band, and it stops where fewer are left; at least 1
   */
  public static CurveBand of(List<Thinning> curves, int leastRuns) {
    if (curves.size() < leastRuns) {
      return new CurveBand(List.of(), Double.NaN, curves.size());
    }
    double[] places = places(curves);
    List<double[]> values = new ArrayList<>();
    int most = 0;
    for (double place : places) {
      double[] at = valuesAt(curves, place);
      values.add(at);
      most = Math.max(most, at.length);
    }
    double least = Math.max(leastRuns, LEAST_SHARE * most);
    List<BandPoint> points = new ArrayList<>();
    for (int index = 0; index < places.length; index++) {
      int count = values.get(index).length;
      if (count >= least) {
        points.add(BandPoint.of(places[index], values.get(index)));
      } else if (!points.isEmpty()) {
        return new CurveBand(points, places[index], count);
      }
    }
    return new CurveBand(points, Double.NaN, 0);
  }

  private static double[] places(List<Thinning> curves) {
    double[] all =
        curves.stream()
            .flatMapToDouble(curve -> Arrays.stream(curve.x()))
            .sorted()
            .distinct()
            .toArray();
    if (all.length <= MOST_PLACES) {
      return all;
    }
    double[] places = new double[MOST_PLACES];
    for (int index = 0; index < MOST_PLACES; index++) {
      places[index] = all[(int) ((long) index * (all.length - 1) / (MOST_PLACES - 1))];
    }
    return places;
  }

  private static double[] valuesAt(List<Thinning> curves, double place) {
    return curves.stream()
        .mapToDouble(curve -> valueAt(curve, place))
        .filter(value -> !Double.isNaN(value))
        .toArray();
  }

  /** Interpolates; NaN outside of the curve's range. */
  static double valueAt(Thinning curve, double place) {
    double[] x = curve.x();
    double[] y = curve.y();
    if (x.length == 0 || place < x[0] || place > x[x.length - 1]) {
      return Double.NaN;
    }
    int found = Arrays.binarySearch(x, place);
    if (found >= 0) {
      return y[found];
    }
    int above = -found - 1;
    double share = (place - x[above - 1]) / (x[above] - x[above - 1]);
    return y[above - 1] * (1 - share) + y[above] * share;
  }
}
