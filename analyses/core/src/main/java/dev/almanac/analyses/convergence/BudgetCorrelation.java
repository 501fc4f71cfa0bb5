package dev.almanac.analyses.convergence;

import dev.almanac.analyses.statistics.OrderStatistics;
import dev.almanac.analyses.statistics.Ranks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How early it can be told which runs will be good: the rank correlation, over runs, of the value
 * at a place with the final value. Runs that end before 90 % of the typical length take no part,
 * since how far they would have gone is not known.
 *
 * @param places in order of x, at most 50; empty of fewer than 8 runs
 * @param runs how many runs take part
 * @param begin least x
 * @param typical median of the runs' last x
 */
record BudgetCorrelation(List<Place> places, int runs, double begin, double typical) {

  /** The correlations that are worth knowing when they are reached. */
  static final List<Double> LEVELS = List.of(0.7, 0.9);

  private static final int LEAST_RUNS = 8;
  private static final int MOST_PLACES = 50;
  private static final double FULL_LENGTH = 0.9;

  /** Quantile .975 of the standard normal distribution. */
  private static final double Z_95 = 1.959963984540054;

  /** Copies the list. */
  BudgetCorrelation {
    places = List.copyOf(places);
  }

  /**
   * One place.
   *
   * @param low lower end of the 95 % interval; NaN of a correlation that cannot be said
   */
  record Place(double x, int runs, double spearman, double low, double high) {}

  /** Computes it for the curves of finished runs over one axis and their final values. */
  static BudgetCorrelation of(List<Thinning> curves, double[] finals) {
    double typical =
        OrderStatistics.median(
            curves.stream().mapToDouble(curve -> curve.x()[curve.x().length - 1]).toArray());
    double begin = curves.stream().mapToDouble(curve -> curve.x()[0]).min().orElse(Double.NaN);
    List<Thinning> full = new ArrayList<>();
    double[] ends = new double[finals.length];
    for (int index = 0; index < finals.length; index++) {
      double[] x = curves.get(index).x();
      if (x[x.length - 1] - begin >= FULL_LENGTH * (typical - begin)
          && Double.isFinite(finals[index])) {
        ends[full.size()] = finals[index];
        full.add(curves.get(index));
      }
    }
    List<Place> places = new ArrayList<>();
    if (full.size() >= LEAST_RUNS) {
      for (double x : places(full)) {
        Place place = at(x, full, ends);
        if (place.runs() >= LEAST_RUNS) {
          places.add(place);
        }
      }
    }
    return new BudgetCorrelation(places, full.size(), begin, typical);
  }

  /** Returns the first place that reaches a correlation; NaN if none does. */
  double first(double level) {
    return places.stream()
        .filter(place -> place.spearman() >= level)
        .mapToDouble(Place::x)
        .findFirst()
        .orElse(Double.NaN);
  }

  /** Returns the first place from which it stays reached; NaN if it does not at the end. */
  double lasting(double level) {
    double x = Double.NaN;
    for (int index = places.size() - 1; index >= 0; index--) {
      if (!(places.get(index).spearman() >= level)) {
        break;
      }
      x = places.get(index).x();
    }
    return x;
  }

  /** Returns a place as a share of the typical length. */
  double share(double x) {
    return (x - begin) / (typical - begin);
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

  private static Place at(double x, List<Thinning> curves, double[] finals) {
    double[] values = new double[curves.size()];
    double[] ends = new double[curves.size()];
    int count = 0;
    for (int index = 0; index < curves.size(); index++) {
      double value = CurveBand.valueAt(curves.get(index), x);
      if (!Double.isNaN(value)) {
        values[count] = value;
        ends[count++] = finals[index];
      }
    }
    double rho = Ranks.spearman(Arrays.copyOf(values, count), Arrays.copyOf(ends, count));
    // Bonett and Wright, "Sample size requirements for estimating Pearson, Kendall and Spearman
    // correlations", Psychometrika 65 (2000), on Fisher's scale.
    double error = Z_95 * Math.sqrt((1 + rho * rho / 2) / (count - 3));
    double fisher = 0.5 * Math.log((1 + rho) / (1 - rho));
    return Math.abs(rho) == 1
        ? new Place(x, count, rho, rho, rho)
        : new Place(x, count, rho, Math.tanh(fisher - error), Math.tanh(fisher + error));
  }
}
