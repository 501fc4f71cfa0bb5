package dev.almanac.analyses.search;

import dev.almanac.analyses.search.RankTests.Finding;
import dev.almanac.analyses.sensitivity.ParamColumn;
import dev.almanac.analyses.statistics.OrderStatistics;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a search chose for one param: early and late, and among its best trials.
 *
 * @param param the column
 * @param n how many trials have it
 * @param time first, middle and last third against each other
 * @param top the best tenth against the other trials with a value; empty if there is none
 * @param spreadEarly interquartile range in the first third by that of the range; NaN for choices
 * @param spreadLate the same in the last third
 * @param topQuartiles first and third quartile of the best tenth; NaN for choices
 */
record ParamHistory(
    ParamColumn param,
    int n,
    Contrast time,
    Optional<Contrast> top,
    double spreadEarly,
    double spreadLate,
    double[] topQuartiles) {
  /** Fewer trials have no trend. */
  static final int LEAST_FOR_TREND = 12;

  /** The best tenth must hold so many that have the param. */
  private static final int LEAST_TOP = 4;

  /**
   * Some trials against others.
   *
   * @param choice the choice that the figures are about, empty for numbers
   * @param parts median of each part, or share of the choice in it
   * @param runs how many trials of the last part have the param
   * @param finding how far the last part differs, and how easily chance would do that
   */
  record Contrast(String choice, double[] parts, int runs, Finding finding) {}

  static ParamHistory of(ParamColumn param, Sweep sweep, List<Trial> top, List<Trial> others) {
    List<Trial> having =
        sweep.trials().stream().filter(t -> !Double.isNaN(param.value(t.row()))).toList();
    double[] values = Sweep.values(param, having);
    double[][] thirds = parts(values, 3);
    boolean isNumber = param.type().isNumeric();
    Contrast time =
        isNumber
            ? new Contrast(
                "",
                Arrays.stream(thirds).mapToDouble(ParamHistory::median).toArray(),
                thirds[2].length,
                RankTests.trend(values, LEAST_FOR_TREND))
            : choices(param, thirds);
    double[] best = Sweep.values(param, top);
    return new ParamHistory(
        param,
        values.length,
        time,
        best.length < LEAST_TOP ? Optional.empty() : Optional.of(top(param, sweep, others, best)),
        isNumber ? spread(param, thirds[0]) : Double.NaN,
        isNumber ? spread(param, thirds[2]) : Double.NaN,
        isNumber && best.length >= LEAST_TOP
            ? new double[] {quantile(best, 0.25), quantile(best, 0.75)}
            : new double[] {Double.NaN, Double.NaN});
  }

  private static Contrast top(
      ParamColumn param, Sweep sweep, List<Trial> otherTrials, double[] best) {
    double[] whole = Sweep.values(param, sweep.used());
    double[] others = Sweep.values(param, otherTrials);
    if (param.type().isNumeric()) {
      return new Contrast(
          "",
          new double[] {median(whole), median(best)},
          best.length,
          RankTests.difference(best, others, LEAST_TOP));
    }
    Contrast found = choices(param, new double[][] {others, new double[0], best});
    double share = found.choice().isEmpty() ? Double.NaN : share(param, found.choice(), whole);
    return new Contrast(
        found.choice(), new double[] {share, found.parts()[2]}, best.length, found.finding());
  }

  /**
   * Look for the choice whose share in the last part differs most surely from that in the others
   * (Fisher's exact test, times the number of choices).
   */
  private static Contrast choices(ParamColumn param, double[][] parts) {
    int choices = param.space().choices().size();
    int last = parts[2].length;
    int[][] count = new int[3][choices];
    int all = 0;
    for (int part = 0; part < 3; part++) {
      for (double value : parts[part]) {
        count[part][(int) value]++;
        all++;
      }
    }
    int chosen = -1;
    double least = Double.POSITIVE_INFINITY;
    int used = 0;
    for (int choice = 0; choice < choices; choice++) {
      int marked = count[0][choice] + count[1][choice] + count[2][choice];
      used += marked > 0 ? 1 : 0;
      if (marked > 0 && last > 0) {
        double p = Hypergeometric.twoSided(count[2][choice], last, marked, all);
        // Of choices that differ as surely, as of two, name the one that gained.
        boolean gained = (double) count[2][choice] / last > (double) marked / all;
        if (p < least - 1e-12 || p < least + 1e-12 && gained) {
          chosen = choice;
          least = Math.min(least, p);
        }
      }
    }
    if (chosen < 0 || used < 2) {
      return new Contrast(
          "", new double[] {Double.NaN, Double.NaN, Double.NaN}, last, Finding.NONE);
    }
    double[] shares = new double[3];
    for (int part = 0; part < 3; part++) {
      shares[part] = (double) count[part][chosen] / parts[part].length;
    }
    boolean enough = all >= LEAST_FOR_TREND && all > last;
    double before = (double) (count[0][chosen] + count[1][chosen]) / Math.max(1, all - last);
    Finding finding =
        enough ? new Finding(shares[2] - before, Math.min(1, least * used)) : Finding.NONE;
    return new Contrast(param.space().choices().get(chosen), shares, last, finding);
  }

  private static double share(ParamColumn param, String choice, double[] values) {
    int index = param.space().choices().indexOf(choice);
    return (double) Arrays.stream(values).filter(value -> value == index).count() / values.length;
  }

  /** Cut a sequence into parts whose lengths differ by one at most. */
  static double[][] parts(double[] values, int parts) {
    double[][] cut = new double[parts][];
    for (int part = 0; part < parts; part++) {
      int from = (int) ((long) values.length * part / parts);
      int to = (int) ((long) values.length * (part + 1) / parts);
      cut[part] = Arrays.copyOfRange(values, from, to);
    }
    return cut;
  }

  private static double spread(ParamColumn param, double[] values) {
    Axis axis = Axis.of(param);
    double[] positions = Arrays.stream(values).map(axis::position).toArray();
    return quantile(positions, 0.75) - quantile(positions, 0.25);
  }

  static double median(double[] values) {
    return quantile(values, 0.5);
  }

  static double quantile(double[] values, double probability) {
    if (values.length == 0) {
      return Double.NaN;
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return OrderStatistics.quantile(sorted, probability);
  }
}
