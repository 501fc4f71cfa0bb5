package dev.almanac.analyses.importance;

import java.util.Arrays;
import java.util.List;

/**
 * PED-ANOVA (Watanabe, Bansal, Hutter, IJCAI 2023, arXiv 2304.10255) with regimes for params that
 * some trials do not have, or have from another range (condPED-ANOVA: Baba, Ozaki, Watanabe, KDD
 * 2026, arXiv 2601.20800, theorem 4.2): the figures that Optuna 5's {@code
 * PedAnovaImportanceEvaluator} gives, before they are normalised.
 *
 * <p>They say where the good trials lie, not how much is gained there, and nothing of what params
 * do together.
 */
public final class PedAnova {
  /** Trials that a regime takes at least ({@code _min_n_trials_in_regime}). */
  static final int LEAST_IN_REGIME = 2;

  /** What Optuna adds to each density, so that none is 0. */
  private static final double FLOOR = 1e-12;

  private PedAnova() {}

  /**
   * The answer.
   *
   * @param importances by param, not normalised; all 0 if there are fewer than two trials
   * @param target how many trials count as good
   * @param region how many trials were looked at
   * @param small by param, the trials in regimes too small to take part
   */
  public record Answer(double[] importances, int target, int region, int[] small) {

    /** Return the importances by their sum; equal parts if all are 0, as Optuna does. */
    public double[] normalised() {
      double sum = Arrays.stream(importances).sum();
      return sum == 0
          ? Arrays.stream(importances).map(zero -> 1.0 / importances.length).toArray()
          : Arrays.stream(importances).map(each -> each / sum).toArray();
    }
  }

  /**
   * Compute the importance of each param.
   *
   * @param losses of each trial, finite; the lower the better
   * @param params over the same trials
   * @param options what to ask
   */
  public static Answer importances(double[] losses, List<PedParam> params, PedOptions options) {
    int trials = losses.length;
    double[] importances = new double[params.size()];
    int[] small = new int[params.size()];
    if (trials <= 1) {
      return new Answer(importances, trials, trials, small);
    }
    double[] sorted = losses.clone();
    Arrays.sort(sorted);
    double targetEnd = cutoff(sorted, options.targetQuantile());
    double regionEnd =
        options.regionQuantile() == 1 ? Double.MAX_VALUE : cutoff(sorted, options.regionQuantile());
    int target = 0;
    int region = 0;
    // 2: good, 1: in the region, 0: neither.
    byte[] part = new byte[trials];
    for (int trial = 0; trial < trials; trial++) {
      if (losses[trial] <= regionEnd) {
        region++;
        part[trial] = 1;
        if (losses[trial] <= targetEnd) {
          target++;
          part[trial] = 2;
        }
      }
    }
    double quantile = (double) target / region;
    for (int param = 0; param < importances.length; param++) {
      Regimes regimes = Regimes.count(params.get(param), part);
      small[param] = regimes.small();
      importances[param] =
          regimes.divergence(target, region, options.onLocal()) * quantile * quantile;
    }
    return new Answer(importances, target, region, small);
  }

  /** The inverted distribution function: the least value with so large a share at or below it. */
  private static double cutoff(double[] sorted, double quantile) {
    return sorted[(int) Math.ceil(quantile * sorted.length) - 1];
  }

  /** How often each cell of each of a param's domains was used, by all and by the good trials. */
  private record Regimes(List<Domain> domains, int[][] all, int[][] good, int inactive) {

    static Regimes count(PedParam param, byte[] part) {
      List<Domain> domains = param.domains();
      int[][] all = new int[domains.size()][];
      int[][] good = new int[domains.size()][];
      for (int regime = 0; regime < all.length; regime++) {
        all[regime] = new int[domains.get(regime).cells()];
        good[regime] = new int[all[regime].length];
      }
      int inactive = 0;
      for (int trial = 0; trial < part.length; trial++) {
        int regime = param.regimes()[trial];
        if (part[trial] == 0) {
          continue;
        }
        if (regime == PedParam.INACTIVE) {
          inactive++;
        } else {
          Domain domain = domains.get(regime);
          int cell = domain.isSingle() ? 0 : domain.cell(param.values()[trial]);
          all[regime][cell]++;
          good[regime][cell] += part[trial] == 2 ? 1 : 0;
        }
      }
      return new Regimes(domains, all, good, inactive);
    }

    /** Σ α²/β D over the regimes, with their shares α of the good and β of all trials. */
    double divergence(int target, int region, boolean onLocal) {
      double sum = 0;
      for (int regime = 0; regime < all.length; regime++) {
        int inRegime = Arrays.stream(all[regime]).sum();
        int goodInRegime = Arrays.stream(good[regime]).sum();
        if (inRegime >= LEAST_IN_REGIME && goodInRegime > 0 && !domains.get(regime).isSingle()) {
          double alpha = (double) goodInRegime / target;
          double beta = (double) inRegime / region;
          sum += alpha * alpha / beta * pearson(regime, onLocal);
        }
      }
      return sum;
    }

    /** Pearson's divergence of the good trials' density from the region's, or from a flat one. */
    private double pearson(int regime, boolean onLocal) {
      boolean ordered = domains.get(regime).kind() != Domain.Kind.CHOICES;
      double[] top = ParzenGrid.density(good[regime], ordered);
      double[] local = onLocal ? ParzenGrid.density(all[regime], ordered) : new double[0];
      double sum = 0;
      for (int cell = 0; cell < top.length; cell++) {
        double base = onLocal ? local[cell] + FLOOR : 1.0 / top.length;
        double ratio = (top[cell] + FLOOR) / base - 1;
        sum += base * ratio * ratio;
      }
      return sum;
    }

    int small() {
      int few = inactive < LEAST_IN_REGIME ? inactive : 0;
      for (int[] counts : all) {
        int inRegime = Arrays.stream(counts).sum();
        few += inRegime < LEAST_IN_REGIME ? inRegime : 0;
      }
      return few;
    }
  }
}
