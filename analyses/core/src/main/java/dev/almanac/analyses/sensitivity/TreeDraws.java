package dev.almanac.analyses.sensitivity;

import dev.almanac.analyses.trees.TreeAnova;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Turn fits to subsamples into draws around the fit to all runs: a subsample of the share f strays
 * by √((1−f)/f) of what a new sample of all runs would (Politis, Romano &amp; Wolf, Subsampling,
 * 1999), so deviations from the mean of the subsamples are widened by the inverse. Shares are of
 * what the trees found and of what more runs would show them, which is known to within a half.
 */
final class TreeDraws {
  /** The ends of 20 draws lie within those of their distribution by about so much. */
  private static final double FEW_DRAWS = 1.15;

  /** Least and most of the hidden variance as a multiple of its estimate. */
  private static final double LEAST_HIDDEN = .5;

  private static final double MOST_HIDDEN = 1.5;

  private final TreeAnova whole;
  private final List<TreeAnova> resampled;
  private final double widening;
  private final double[] found;

  private TreeDraws(
      TreeAnova whole,
      List<TreeAnova> resampled,
      double widening,
      double explained,
      double hidden) {
    this.whole = whole;
    this.resampled = resampled;
    this.widening = widening;
    this.found = new double[resampled.size()];
    for (int draw = 0; draw < found.length; draw++) {
      // Every third in turn, so that neighbours in the order of resampling are not neighbours here.
      double part = (3 * draw % found.length + .5) / found.length;
      double more = hidden * (LEAST_HIDDEN + (MOST_HIDDEN - LEAST_HIDDEN) * part);
      double signal = Math.min(1, explained + more);
      found[draw] = signal > 0 ? Math.min(1, whole.variance() / signal) : 1;
    }
  }

  /**
   * Make the draws.
   *
   * @param hidden variance that was not found yet, the metric's being 1
   */
  static Decomposition of(
      PreparedRuns runs,
      TreeCells table,
      TreeAnova whole,
      List<TreeAnova> resampled,
      Decomposition.HeldOutFit fit,
      double hidden,
      NullTest nullTest,
      double subsample) {
    double widening = FEW_DRAWS * Math.sqrt(subsample / (1 - subsample));
    TreeDraws draws = new TreeDraws(whole, resampled, widening, fit.rSquared(), hidden);
    int params = runs.params().size();
    double[][] first = new double[resampled.size()][params];
    for (int param = 0; param < params; param++) {
      int own = param;
      draws.spread(anova -> anova.first(own), param, first);
    }
    List<Decomposition.PairDraws> pairs = new ArrayList<>();
    for (TreeAnova.Pair pair : whole.pairs()) {
      if (runs.parents()[pair.a()] != pair.b() && runs.parents()[pair.b()] != pair.a()) {
        double[][] shares = new double[resampled.size()][1];
        draws.spread(anova -> variance(anova, pair.a(), pair.b()), 0, shares);
        pairs.add(new Decomposition.PairDraws(pair.a(), pair.b(), ShareSummary.column(shares, 0)));
      }
    }
    double[] signal = resampled.stream().mapToDouble(TreeAnova::variance).toArray();
    boolean[] modelled = new boolean[params];
    Arrays.fill(modelled, true);
    return new Decomposition(
        first,
        pairs,
        signal,
        Math.sqrt(Math.max(0, 1 - fit.rSquared())),
        fit,
        (param, at) -> draws.curve(table, param, at),
        (a, b, atA, atB) -> draws.surface(table, a, b, atA, atB),
        nullTest,
        modelled,
        0);
  }

  private static double variance(TreeAnova anova, int a, int b) {
    for (TreeAnova.Pair pair : anova.pairs()) {
      if (pair.a() == a && pair.b() == b) {
        return pair.variance();
      }
    }
    return 0;
  }

  private interface Part {
    double of(TreeAnova anova);
  }

  private void spread(Part part, int column, double[][] out) {
    double centre = share(part, whole);
    double mean = 0;
    for (TreeAnova anova : resampled) {
      mean += share(part, anova) / resampled.size();
    }
    for (int draw = 0; draw < out.length; draw++) {
      double deviation = share(part, resampled.get(draw)) - mean;
      out[draw][column] = Math.max(0, Math.min(1, found[draw] * (centre + widening * deviation)));
    }
  }

  private static double share(Part part, TreeAnova anova) {
    return anova.variance() > 0 ? part.of(anova) / anova.variance() : 0;
  }

  private double[][] surface(TreeCells table, int a, int b, double[] atA, double[] atB) {
    double[] first = whole.curve(a);
    double[] second = whole.curve(b);
    double[][] values = new double[atA.length][atB.length];
    for (int i = 0; i < atA.length; i++) {
      int cellA = table.cell(a, atA[i]);
      for (int j = 0; j < atB.length; j++) {
        int cellB = table.cell(b, atB[j]);
        values[i][j] = first[cellA] + second[cellB];
        for (TreeAnova.Pair pair : whole.pairs()) {
          values[i][j] += pair.a() == a && pair.b() == b ? pair.table()[cellA][cellB] : 0;
        }
      }
    }
    return values;
  }

  private double[][] curve(TreeCells table, int param, double[] coordinates) {
    double[] centre = whole.curve(param);
    double[] mean = new double[centre.length];
    for (TreeAnova anova : resampled) {
      double[] own = anova.curve(param);
      for (int cell = 0; cell < mean.length; cell++) {
        mean[cell] += own[cell] / resampled.size();
      }
    }
    double[][] values = new double[resampled.size()][coordinates.length];
    for (int draw = 0; draw < values.length; draw++) {
      double[] own = resampled.get(draw).curve(param);
      for (int at = 0; at < coordinates.length; at++) {
        int cell = table.cell(param, coordinates[at]);
        values[draw][at] = centre[cell] + widening * (own[cell] - mean[cell]);
      }
    }
    return values;
  }
}
