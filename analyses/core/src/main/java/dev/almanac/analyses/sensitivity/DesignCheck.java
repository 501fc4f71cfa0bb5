package dev.almanac.analyses.sensitivity;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Ask whether the runs are spread over the searched space, and if not, whether later runs closed in
 * on the best one, as an optimiser makes them: then much of the space was never seen, shares over
 * it are extrapolation, and intervals would be too narrow by far.
 *
 * @param kind what was found
 * @param measure distribution to average over
 * @param evidence a sentence, empty for an even design
 */
record DesignCheck(Kind kind, Measure measure, String evidence) {
  /** Chi-squared ÷ n (0 for even spread) from which a param counts as unevenly sampled. */
  private static final double UNEVEN = 0.1;

  /** Standard errors by which unevenness must stand out: fewer happen by chance. */
  private static final double STANDARD_ERRORS = 4;

  private static final int CELLS = 10;

  /** Name the kinds of design. */
  enum Kind {
    /** Values are spread evenly over the space. */
    EVEN,
    /** Some values were used much more than others, but not more and more. */
    UNEVEN,
    /** Later runs close in on the best one. */
    STEERED
  }

  /** Check the design of canonical runs. */
  static DesignCheck of(RunTable table, double[] standardised, Goal goal) {
    int[] centres =
        goal == Goal.UNKNOWN
            ? new int[] {best(standardised, Goal.MINIMIZE), best(standardised, Goal.MAXIMIZE)}
            : new int[] {best(standardised, goal)};
    List<ParamColumn> uneven = table.params().stream().filter(DesignCheck::isUneven).toList();
    Set<String> steered = new LinkedHashSet<>();
    for (int centre : centres) {
      steered.addAll(Steering.towards(centre, table, uneven));
    }
    if (!steered.isEmpty()) {
      return new DesignCheck(
          Kind.STEERED,
          Measure.EMPIRICAL,
          "later runs close in on the best one in " + some(List.copyOf(steered)));
    }
    if (!uneven.isEmpty()) {
      return new DesignCheck(
          Kind.UNEVEN,
          Measure.EMPIRICAL,
          "values are not spread evenly in "
              + some(uneven.stream().map(ParamColumn::key).toList()));
    }
    return new DesignCheck(Kind.EVEN, Measure.UNIFORM, "");
  }

  private static String some(List<String> keys) {
    int shown = Math.min(3, keys.size());
    String rest = keys.size() > shown ? " and " + (keys.size() - shown) + " more" : "";
    return String.join(", ", keys.subList(0, shown)) + rest;
  }

  private static int best(double[] metric, Goal goal) {
    int best = 0;
    for (int run = 1; run < metric.length; run++) {
      if (goal.prefers(metric[run], metric[best])) {
        best = run;
      }
    }
    return best;
  }

  private static boolean isUneven(ParamColumn param) {
    double[] expected = expectedCells(param);
    double[] observed = new double[expected.length];
    double present = 0;
    for (int run = 0; run < param.size(); run++) {
      double at = param.coordinate(run);
      if (!Double.isNaN(at)) {
        observed[cell(param, at, expected.length)]++;
        present++;
      }
    }
    double square = 0;
    for (int i = 0; i < expected.length; i++) {
      double count = expected[i] * present;
      square += count > 0 ? (observed[i] - count) * (observed[i] - count) / count : 0;
    }
    double freedom = expected.length - 1.0;
    return freedom > 0
        && square > UNEVEN * present
        && square > freedom + STANDARD_ERRORS * Math.sqrt(2 * freedom);
  }

  private static int cell(ParamColumn param, double coordinate, int cells) {
    if (!param.type().isNumeric()) {
      return (int) coordinate;
    }
    double[] support = param.support();
    if (support.length > 0 && support.length <= CELLS) {
      return nearest(support, coordinate);
    }
    return Math.max(0, Math.min(cells - 1, (int) (coordinate * cells)));
  }

  private static int nearest(double[] support, double coordinate) {
    int nearest = 0;
    for (int i = 1; i < support.length; i++) {
      if (Math.abs(support[i] - coordinate) < Math.abs(support[nearest] - coordinate)) {
        nearest = i;
      }
    }
    return nearest;
  }

  /** Return the share of runs each cell would have if the space were sampled evenly. */
  private static double[] expectedCells(ParamColumn param) {
    double[] support = param.type().isNumeric() ? param.support() : new double[0];
    boolean byNode = support.length > 0 && support.length <= CELLS;
    int cells = CELLS;
    if (!param.type().isNumeric()) {
      cells = param.space().choices().size();
    } else if (byNode) {
      cells = support.length;
    }
    double[] expected = new double[cells];
    if (support.length == 0) {
      Arrays.fill(expected, 1.0 / cells);
      return expected;
    }
    double[] weights = param.supportWeights(support);
    double total = Arrays.stream(weights).sum();
    for (int i = 0; i < support.length; i++) {
      expected[cell(param, support[i], cells)] += weights[i] / total;
    }
    return expected;
  }
}
