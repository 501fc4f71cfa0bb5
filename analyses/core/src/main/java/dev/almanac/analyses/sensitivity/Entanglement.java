package dev.almanac.analyses.sensitivity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Find params that were changed together, whose effects the runs cannot separate: Spearman between
 * numbers, bias-corrected correlation ratio between a number and categories (Kelley's ε², 1935),
 * bias-corrected Cramér's V between categories (Bergsma, J. Korean Stat. Soc. 42, 2013).
 */
final class Entanglement {
  /** Association above which effects are called inseparable. */
  static final double THRESHOLD = 0.8;

  private static final int LEAST_RUNS = 10;

  private final int[] group;
  private final int[] partner;
  private final double[] strength;

  private Entanglement(int params) {
    this.group = new int[params];
    this.partner = new int[params];
    this.strength = new double[params];
    for (int i = 0; i < params; i++) {
      group[i] = i;
      partner[i] = -1;
    }
  }

  /**
   * Compare all params that take part: their values, and, if nothing else decides it, the runs that
   * have them at all.
   *
   * @param params the columns
   * @param modelled which of them take part
   * @param parents index of the param that decides each one's activity, or −1
   */
  static Entanglement of(List<ParamColumn> params, boolean[] modelled, int[] parents) {
    Entanglement result = new Entanglement(params.size());
    double[][] ranks = ranks(params);
    for (int a = 0; a < modelled.length; a++) {
      for (int b = a + 1; modelled[a] && b < modelled.length; b++) {
        if (modelled[b]) {
          double association =
              ranks[a].length > 0 && ranks[b].length > 0
                  ? Math.abs(Ranks.pearson(ranks[a], ranks[b]))
                  : association(params.get(a), params.get(b));
          if (parents[a] < 0 && parents[b] < 0) {
            association = Math.max(association, presence(params.get(a), params.get(b)));
          }
          result.note(a, b, association);
        }
      }
    }
    return result;
  }

  /** Rank once the numbers that every run has; the others depend on who else is there. */
  private static double[][] ranks(List<ParamColumn> params) {
    double[][] ranks = new double[params.size()][0];
    for (int i = 0; i < ranks.length; i++) {
      ParamColumn param = params.get(i);
      boolean complete = param.presentCount() == param.size() && param.size() >= LEAST_RUNS;
      if (param.type().isNumeric() && complete) {
        ranks[i] = Ranks.of(IntStream.range(0, param.size()).mapToDouble(param::value).toArray());
      }
    }
    return ranks;
  }

  private void note(int a, int b, double association) {
    keepStronger(a, b, association);
    keepStronger(b, a, association);
    if (association > THRESHOLD) {
      int joined = Math.min(group[a], group[b]);
      int other = Math.max(group[a], group[b]);
      for (int i = 0; i < group.length; i++) {
        if (group[i] == other) {
          group[i] = joined;
        }
      }
    }
  }

  private void keepStronger(int param, int other, double association) {
    if (association > strength[param]) {
      strength[param] = association;
      partner[param] = other;
    }
  }

  /** Return the param most associated with this one, or −1. */
  int partner(int param) {
    return partner[param];
  }

  /** Return how strongly a param is associated with its partner, 0 to 1. */
  double strength(int param) {
    return strength[param];
  }

  /** Return the groups of two or more inseparable params. */
  List<List<Integer>> groups() {
    List<List<Integer>> result = new ArrayList<>();
    for (int leader = 0; leader < group.length; leader++) {
      List<Integer> members = new ArrayList<>();
      for (int param = 0; param < group.length; param++) {
        if (group[param] == leader) {
          members.add(param);
        }
      }
      if (members.size() > 1) {
        result.add(members);
      }
    }
    return result;
  }

  /** Return the association of two columns over the runs that have both, 0 to 1. */
  static double association(ParamColumn a, ParamColumn b) {
    int both = 0;
    double[] left = new double[a.size()];
    double[] right = new double[a.size()];
    for (int run = 0; run < a.size(); run++) {
      if (!Double.isNaN(a.value(run)) && !Double.isNaN(b.value(run))) {
        left[both] = a.value(run);
        right[both++] = b.value(run);
      }
    }
    if (both < LEAST_RUNS) {
      return 0;
    }
    double[] x = Arrays.copyOf(left, both);
    double[] y = Arrays.copyOf(right, both);
    if (a.type().isNumeric()) {
      return b.type().isNumeric()
          ? Math.abs(Ranks.correlation(x, y))
          : correlationRatio(y, b.space().choices().size(), Ranks.of(x));
    }
    return b.type().isNumeric()
        ? correlationRatio(x, a.space().choices().size(), Ranks.of(y))
        : cramer(x, a.space().choices().size(), y, b.space().choices().size());
  }

  /** Return the correlation of having the one with having the other; 0 if all runs have one. */
  static double presence(ParamColumn a, ParamColumn b) {
    if (a.presentCount() == a.size() || b.presentCount() == b.size()) {
      return 0;
    }
    double[] left = new double[a.size()];
    double[] right = new double[a.size()];
    for (int run = 0; run < left.length; run++) {
      left[run] = Double.isNaN(a.value(run)) ? 0 : 1;
      right[run] = Double.isNaN(b.value(run)) ? 0 : 1;
    }
    return Math.abs(Ranks.pearson(left, right));
  }

  private static double correlationRatio(double[] category, int categories, double[] ranks) {
    double[] count = new double[categories];
    double[] sum = new double[categories];
    double total = 0;
    double square = 0;
    for (int i = 0; i < ranks.length; i++) {
      count[(int) category[i]]++;
      sum[(int) category[i]] += ranks[i];
      total += ranks[i];
      square += ranks[i] * ranks[i];
    }
    double all = square - total * total / ranks.length;
    double within = square;
    int used = 0;
    for (int c = 0; c < categories; c++) {
      if (count[c] > 0) {
        within -= sum[c] * sum[c] / count[c];
        used++;
      }
    }
    if (!(all > 0) || used < 2 || ranks.length <= used) {
      return 0;
    }
    double corrected = 1 - within / (ranks.length - used) / (all / (ranks.length - 1));
    return Math.sqrt(Math.max(0, corrected));
  }

  private static double cramer(double[] a, int rowCount, double[] b, int columnCount) {
    double[][] table = new double[rowCount][columnCount];
    double[] row = new double[rowCount];
    double[] column = new double[columnCount];
    for (int i = 0; i < a.length; i++) {
      table[(int) a[i]][(int) b[i]]++;
      row[(int) a[i]]++;
      column[(int) b[i]]++;
    }
    double n = a.length;
    double phi = -1;
    int rows = 0;
    int columns = 0;
    for (int r = 0; r < rowCount; r++) {
      rows += row[r] > 0 ? 1 : 0;
      for (int c = 0; c < columnCount; c++) {
        phi += table[r][c] > 0 ? table[r][c] * table[r][c] / (row[r] * column[c]) : 0;
      }
    }
    for (double count : column) {
      columns += count > 0 ? 1 : 0;
    }
    double corrected = Math.max(0, phi - (rows - 1.0) * (columns - 1.0) / (n - 1));
    double r = rows - (rows - 1.0) * (rows - 1.0) / (n - 1);
    double c = columns - (columns - 1.0) * (columns - 1.0) / (n - 1);
    double most = Math.min(r - 1, c - 1);
    return most > 0 ? Math.min(1, Math.sqrt(corrected / most)) : 0;
  }
}
