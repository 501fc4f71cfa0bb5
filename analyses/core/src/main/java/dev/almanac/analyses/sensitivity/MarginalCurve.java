package dev.almanac.analyses.sensitivity;

import dev.almanac.analyses.statistics.OrderStatistics;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * The effect of one param with the others averaged out, on at most 50 positions: what is drawn,
 * where it is best, and how far it moves the metric.
 */
final class MarginalCurve {
  static final String METHOD = "pdp";

  /** Name of the cell of runs that do not have the param. */
  static final String INACTIVE = "(inactive)";

  private static final int POSITIONS = 41;
  private static final int MOST_POSITIONS = 50;
  private static final double CREDIBLE = 0.9;

  private final ParamColumn param;
  private final double[] coordinates;
  private final double[][] draws;
  private final double[] mean;
  private final int active;
  private final int[] runs;

  private MarginalCurve(ParamColumn param, double[] coordinates, int active, double[][] draws) {
    this.param = param;
    this.coordinates = coordinates;
    this.active = active;
    this.draws = draws;
    this.runs = runsNearest();
    this.mean = new double[coordinates.length];
    for (double[] draw : draws) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] += draw[i] / draws.length;
      }
    }
  }

  /** Evaluate the curve of a param. */
  static MarginalCurve of(ParamColumn param, int index, Decomposition.CurveDraws curves) {
    double[] positions = positions(param);
    boolean conditional = param.presentCount() < param.size();
    double[] coordinates = Arrays.copyOf(positions, positions.length + (conditional ? 1 : 0));
    if (conditional) {
      coordinates[positions.length] = Double.NaN;
    }
    return new MarginalCurve(param, coordinates, positions.length, curves.at(index, coordinates));
  }

  private static double[] positions(ParamColumn param) {
    if (!param.type().isNumeric()) {
      return IntStream.range(0, param.distinctCount()).asDoubleStream().toArray();
    }
    double[] support = param.support();
    if (support.length > 0 && support.length <= MOST_POSITIONS) {
      return support;
    }
    return IntStream.range(0, POSITIONS).mapToDouble(i -> i / (POSITIONS - 1.0)).toArray();
  }

  /** Return the rows to draw. */
  List<Sensitivity.MarginalRow> rows(Response response, DesignCheck.Kind design) {
    List<Sensitivity.MarginalRow> rows = new ArrayList<>();
    for (int i = 0; i < coordinates.length; i++) {
      Interval interval = Interval.of(column(i));
      boolean withheld = design == DesignCheck.Kind.STEERED;
      boolean number = i < active && param.type().isNumeric();
      rows.add(
          new Sensitivity.MarginalRow(
              param.key(),
              METHOD,
              i,
              number ? valueAt(i) : Double.NaN,
              number ? "" : i < active ? param.category(i) : INACTIVE,
              response.toMetric(mean[i]),
              withheld ? Double.NaN : response.toMetric(interval.low()),
              withheld ? Double.NaN : response.toMetric(interval.high()),
              runs[i]));
    }
    return rows;
  }

  /** Return the positions at which runs have the param. */
  double[] activeCoordinates() {
    return Arrays.copyOf(coordinates, active);
  }

  /** Return the number of positions, that of runs without the param included. */
  int size() {
    return coordinates.length;
  }

  /** Return the mean curve at a position, standardised. */
  double mean(int position) {
    return mean[position];
  }

  /** Return a copy of the mean curve, standardised. */
  double[] means() {
    return mean.clone();
  }

  /** Return the weight of each position under a measure; they sum to 1. */
  double[] weights(Measure measure) {
    double[] weights = new double[coordinates.length];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (double) runs[i] / param.size();
    }
    if (measure == Measure.EMPIRICAL) {
      return weights;
    }
    // Whether a param is there at all is no place in its range.
    double present = (double) param.presentCount() / param.size();
    double[] even = evenWeights();
    double total = Arrays.stream(even).sum();
    for (int i = 0; i < active; i++) {
      weights[i] = present * even[i] / total;
    }
    return weights;
  }

  private double[] evenWeights() {
    if (param.type().isNumeric() && param.support().length == active) {
      return param.supportWeights(param.support());
    }
    double[] even = new double[active];
    Arrays.fill(even, 1);
    if (param.type().isNumeric()) {
      // The trapezoid rule: half a step reaches over each end.
      even[0] = 0.5;
      even[active - 1] = 0.5;
    }
    return even;
  }

  private double[] column(int position) {
    double[] column = new double[draws.length];
    for (int draw = 0; draw < column.length; draw++) {
      column[draw] = draws[draw][position];
    }
    return column;
  }

  private double valueAt(int position) {
    double value = param.fromUnit(coordinates[position]);
    return param.type() == ValueType.INT && param.support().length > 0 ? Math.rint(value) : value;
  }

  private int[] runsNearest() {
    int[] count = new int[coordinates.length];
    for (int run = 0; run < param.size(); run++) {
      double at = param.coordinate(run);
      int nearest = Double.isNaN(at) ? active : nearest(at);
      count[nearest]++;
    }
    return count;
  }

  /** Positions ascend and, for categories, are the whole numbers. */
  private int nearest(double at) {
    int found = Arrays.binarySearch(coordinates, 0, active, at);
    if (found >= 0) {
      return found;
    }
    int above = Math.min(active - 1, -found - 1);
    int below = Math.max(0, above - 1);
    return at - coordinates[below] <= coordinates[above] - at ? below : above;
  }

  /** Return the share of positions (at most one in five runs, at most 20) that some run is near. */
  double coverage() {
    boolean continuous = param.type().isNumeric() && param.support().length == 0;
    int cells = continuous ? Math.max(1, Math.min(20, param.presentCount() / 5)) : active;
    boolean[] seen = new boolean[cells];
    for (int i = 0; i < active; i++) {
      if (runs[i] > 0) {
        seen[continuous ? Math.min(cells - 1, i * cells / active) : i] = true;
      }
    }
    int hit = 0;
    for (boolean cell : seen) {
      hit += cell ? 1 : 0;
    }
    int wanted = param.type().isNumeric() ? cells : param.space().choices().size();
    return (double) hit / wanted;
  }

  /**
   * Return how far the curve moves the metric from its lowest to its highest point, of those near
   * which there is a run: farther out it is extrapolation.
   */
  double effectSize(Response response) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < mean.length; i++) {
      if (runs[i] > 0) {
        low = Math.min(low, mean[i]);
        high = Math.max(high, mean[i]);
      }
    }
    return response.toMetric(high) - response.toMetric(low);
  }

  /** Return the slope over the searched range; unknown if the param is no number. */
  MarginalSlope slope(Response response) {
    return param.type().isNumeric()
        ? MarginalSlope.of(activeCoordinates(), runs, draws, response)
        : MarginalSlope.UNKNOWN;
  }

  /** Return 1 or −1 if the metric rises or falls along a number in 9 of 10 draws, else 0. */
  int effectSign() {
    if (!param.type().isNumeric() || active < 2) {
      return 0;
    }
    int rising = 0;
    for (double[] draw : draws) {
      double slope = 0;
      for (int i = 0; i < active; i++) {
        slope += draw[i] * (coordinates[i] - 0.5);
      }
      rising += slope > 0 ? 1 : 0;
    }
    if (rising >= CREDIBLE * draws.length) {
      return 1;
    }
    return rising <= (1 - CREDIBLE) * draws.length ? -1 : 0;
  }

  /**
   * Find the best value near which there is a run, its 90 % region, and whether it is at an end.
   */
  Best best(Goal goal) {
    if (goal == Goal.UNKNOWN || param.presentCount() == 0) {
      return Best.UNKNOWN;
    }
    int best = bestOf(mean, goal);
    if (!param.type().isNumeric()) {
      return new Best(param.category(best), Double.NaN, Double.NaN, Sensitivity.Boundary.NONE);
    }
    double[] at = new double[draws.length];
    int same = 0;
    for (int draw = 0; draw < at.length; draw++) {
      int own = bestOf(draws[draw], goal);
      at[draw] = coordinates[own];
      same += own == best ? 1 : 0;
    }
    Arrays.sort(at);
    Sensitivity.Boundary boundary = Sensitivity.Boundary.NONE;
    if (2 * same >= at.length && active > 1 && (best == 0 || best == active - 1)) {
      boundary = best == 0 ? Sensitivity.Boundary.LOW : Sensitivity.Boundary.HIGH;
    }
    return new Best(
        text(valueAt(best)),
        param.fromUnit(OrderStatistics.quantile(at, 0.05)),
        param.fromUnit(OrderStatistics.quantile(at, 0.95)),
        boundary);
  }

  private int bestOf(double[] values, Goal goal) {
    int best = -1;
    for (int i = 0; i < active; i++) {
      if (runs[i] > 0 && (best < 0 || goal.prefers(values[i], values[best]))) {
        best = i;
      }
    }
    return best;
  }

  private String text(double value) {
    if (param.type() == ValueType.INT) {
      return String.format(Locale.ROOT, "%.0f", value);
    }
    return new BigDecimal(value).round(new MathContext(3)).stripTrailingZeros().toString();
  }

  /**
   * The best value of a param.
   *
   * @param text the value, empty if unknown
   * @param low lower end of the 90 % region, NaN if not numeric
   * @param high upper end of the 90 % region, NaN if not numeric
   * @param boundary the end of the searched range that it is at
   */
  record Best(String text, double low, double high, Sensitivity.Boundary boundary) {
    /** Nothing is best. */
    static final Best UNKNOWN = new Best("", Double.NaN, Double.NaN, Sensitivity.Boundary.NONE);
  }
}
