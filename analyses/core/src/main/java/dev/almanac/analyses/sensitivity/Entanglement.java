package dev.almanac.analyses.sensitivity;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Find params that were changed together, whose effects the runs cannot separate. */
public final class Entanglement {
  /** Association above which effects are called inseparable. */
  static final double THRESHOLD = 0.8;

  /** Runs that are compared: with them a correlation is known to within a hundredth. */
  static final int MOST_RUNS = 20_000;

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
  public static Entanglement of(List<ParamColumn> params, boolean[] modelled, int[] parents) {
    Entanglement result = new Entanglement(params.size());
    Association[] columns =
        params.parallelStream()
            .map(param -> Association.of(param.thinned(MOST_RUNS)))
            .toArray(Association[]::new);
    double[][] associations = new double[modelled.length][modelled.length];
    IntStream.range(0, modelled.length)
        .parallel()
        .filter(a -> modelled[a])
        .forEach(
            a -> {
              for (int b = a + 1; b < modelled.length; b++) {
                if (modelled[b]) {
                  boolean free = parents[a] < 0 && parents[b] < 0;
                  double presence = free ? columns[a].presenceWith(columns[b]) : 0;
                  associations[a][b] = Math.max(columns[a].with(columns[b]), presence);
                }
              }
            });
    for (int a = 0; a < modelled.length; a++) {
      for (int b = a + 1; b < modelled.length; b++) {
        if (modelled[a] && modelled[b]) {
          result.note(a, b, associations[a][b]);
        }
      }
    }
    return result;
  }

  /** Return how many of so many runs are compared. */
  static int sampled(int runs) {
    int step = (runs + MOST_RUNS - 1) / MOST_RUNS;
    return step <= 1 ? runs : (runs + step - 1) / step;
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
  public List<List<Integer>> groups() {
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
}
