package dev.almanac.analyses.trend;

import dev.almanac.analyses.trend.LevelShape.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/**
 * Chooses between the shapes that a series of weekly levels may have, by penalised likelihood.
 *
 * <p>Candidates for steps come from the exact segmentation of the levels weighted by their
 * variances. They may speak only if they beat a constant and an autocorrelated level (which looks
 * like steps to a model that knows only steps) by the whole penalty, and then a slope and a bend by
 * less: all of these say that something changed, and a step differs by its place alone. Measured in
 * {@code bench/} beside a segmentation that knows steps only.
 */
final class LevelChoice {

  /** Fewest weeks that a shape can be seen in. */
  static final int LEAST_SERIES = 6;

  /** Fewest weeks for a bend, or a step on a slope: four parameters fit almost any six weeks. */
  private static final int LEAST_FOR_MANY = 12;

  /** Shorter series pay the penalties of this many weeks, so that one odd week is no step. */
  private static final double FEW_WEEKS = 20;

  /** Fewest weeks on a side of a step: one odd week is no new level. */
  static final int LEAST_WEEKS = 2;

  /** Times ln n: what a step costs; it keeps constant series free of steps. */
  static final double STEP_PENALTY = 4;

  /** Times ln n: how much less the first step costs beside a slope or a bend. */
  private static final double DISCOUNT = 2;

  /** Times ln n: a bend costs its slope, the change of slope, and its place. */
  private static final int BEND_PENALTY = 3;

  /** A slope or bend is not claimed if it is better than a constant by no more than this. */
  private static final double LEAST_LEAD = 3;

  /** Steps beyond this many are wandering by another name. */
  private static final int MOST_STEPS = 8;

  /** How many variances of the noise between weeks are tried. */
  private static final int EXCESSES = 12;

  private static final double[] PERSISTENCES = {0.2, 0.4, 0.6, 0.75, 0.87, 0.95, 0.985};

  private final double[] weeks;
  private final double[] levels;
  private final double[] variances;
  private final double logarithm;
  private final List<WeeklyNoise> white = new ArrayList<>();
  private final List<WeeklyNoise> persistent = new ArrayList<>();

  private LevelChoice(double[] weeks, double[] levels, double[] variances) {
    this.weeks = weeks;
    this.levels = levels;
    this.variances = variances;
    this.logarithm = Math.log(Math.max(levels.length, FEW_WEEKS));
    white.add(WeeklyNoise.NONE);
    for (double excess : excesses(levels, variances)) {
      white.add(new WeeklyNoise(excess, 0));
      for (double persistence : PERSISTENCES) {
        persistent.add(new WeeklyNoise(excess, persistence));
      }
    }
  }

  /**
   * Chooses.
   *
   * @param weeks number of each week, ascending; at least {@link #LEAST_SERIES}
   * @param levels level of each, finite
   * @param variances positive variance of each level, from the scatter of its runs
   */
  static LevelShape of(double[] weeks, double[] levels, double[] variances) {
    if (levels.length < LEAST_SERIES) {
      throw new IllegalArgumentException("Cannot see a shape in " + levels.length + " weeks");
    }
    return new LevelChoice(weeks, levels, variances).best();
  }

  /** Returns how much worse a shape becomes, penalty included, if one of its steps is left out. */
  static double gain(
      LevelShape shape, int step, double[] weeks, double[] levels, double[] variances) {
    LevelChoice choice = new LevelChoice(weeks, levels, variances);
    List<Integer> others = new ArrayList<>(shape.starts());
    others.remove(step);
    double[][] base = shape.kind() == Kind.STEP ? choice.constant() : choice.line();
    LevelFit without =
        LevelFit.of(weeks, levels, variances, choice.withSteps(base, others), shape.noise());
    return without.deviance() - shape.fit().deviance() - STEP_PENALTY * choice.logarithm;
  }

  private LevelShape best() {
    LevelShape flat = best(Kind.FLAT, List.of(), constant(), 0, white);
    LevelShape wander = best(Kind.WANDER, List.of(), constant(), 0, persistent);
    LevelShape slope = best(Kind.SLOPE, List.of(), line(), 1, white);
    LevelShape drifting = best(Kind.SLOPE, List.of(), line(), 1, persistent);
    LevelShape best = better(better(flat, wander), better(slope, drifting));
    int last = levels.length < LEAST_FOR_MANY ? 0 : levels.length - LEAST_WEEKS;
    for (int at = LEAST_WEEKS; at < last; at++) {
      best = better(best, bend(at));
    }
    double drift = Math.min(flat.criterion(), Math.min(wander.criterion(), drifting.criterion()));
    for (List<Integer> starts : stepSets()) {
      double[][] columns = withSteps(constant(), starts);
      best = withStep(best, best(Kind.STEP, starts, columns, 0, white), drift);
      best = withStep(best, best(Kind.STEP, starts, columns, 0, persistent), drift);
    }
    double bar = Math.min(drift, slope.criterion());
    for (int start = LEAST_WEEKS; start <= last; start++) {
      List<Integer> starts = List.of(start);
      double[][] columns = withSteps(line(), starts);
      best = withStep(best, best(Kind.STEP_ON_SLOPE, starts, columns, 1, white), bar);
    }
    boolean claims = best.kind() == Kind.SLOPE || best.kind() == Kind.BEND;
    return claims && flat.criterion() - best.criterion() <= LEAST_LEAD ? flat : best;
  }

  private static LevelShape better(LevelShape one, LevelShape other) {
    return other.criterion() < one.criterion() ? other : one;
  }

  private LevelShape withStep(LevelShape best, LevelShape step, double bar) {
    return step.criterion() + DISCOUNT * logarithm < bar ? better(best, step) : best;
  }

  private LevelShape bend(int at) {
    double[] after = Arrays.stream(weeks).map(week -> Math.max(0, week - weeks[at])).toArray();
    double[][] columns = {constant()[0], weeks, after};
    return best(Kind.BEND, List.of(), columns, BEND_PENALTY, white);
  }

  private LevelShape best(
      Kind kind, List<Integer> starts, double[][] columns, int slopes, List<WeeklyNoise> noises) {
    double steps = starts.isEmpty() ? 0 : STEP_PENALTY * starts.size() - DISCOUNT;
    LevelShape best = null;
    for (WeeklyNoise noise : noises) {
      LevelFit fit = LevelFit.of(weeks, levels, variances, columns, noise);
      // Each further parameter costs ln n, as Schwarz has it (Annals of Statistics 6, 1978).
      int parameters = slopes + (noise.variance() > 0 ? 1 : 0) + (noise.persistence() > 0 ? 1 : 0);
      double criterion = fit.deviance() + (steps + parameters) * logarithm;
      if (best == null || criterion < best.criterion()) {
        best = new LevelShape(kind, starts, noise, fit, criterion);
      }
    }
    if (best == null) {
      throw new IllegalArgumentException("Cannot fit without a model of the noise");
    }
    return best;
  }

  /** Every white noise asks for its own segmentation; the sets that come out, each once. */
  private List<List<Integer>> stepSets() {
    TreeSet<List<Integer>> sets =
        new TreeSet<>((one, two) -> Arrays.compare(array(one), array(two)));
    for (WeeklyNoise noise : white) {
      double[] weights =
          Arrays.stream(variances).map(variance -> 1 / (variance + noise.variance())).toArray();
      Segmentation cut = Segmentation.of(levels, weights, STEP_PENALTY * logarithm, LEAST_WEEKS);
      List<Integer> starts = Arrays.stream(cut.starts()).boxed().toList();
      if (!starts.isEmpty() && starts.size() <= MOST_STEPS) {
        sets.add(starts);
      }
    }
    return List.copyOf(sets);
  }

  private static int[] array(List<Integer> list) {
    return list.stream().mapToInt(Integer::intValue).toArray();
  }

  private double[][] constant() {
    double[] ones = new double[levels.length];
    Arrays.fill(ones, 1);
    return new double[][] {ones};
  }

  private double[][] line() {
    return new double[][] {constant()[0], weeks};
  }

  private double[][] withSteps(double[][] columns, List<Integer> starts) {
    double[][] all = Arrays.copyOf(columns, columns.length + starts.size());
    for (int step = 0; step < starts.size(); step++) {
      double[] column = new double[levels.length];
      Arrays.fill(column, starts.get(step), column.length, 1);
      all[columns.length + step] = column;
    }
    return all;
  }

  /** From a quarter of a typical week's variance to twice that of all levels, evenly in logs. */
  private static double[] excesses(double[] levels, double[] variances) {
    double[] sorted = variances.clone();
    Arrays.sort(sorted);
    double low = sorted[sorted.length / 2] / 4;
    double mean = Arrays.stream(levels).average().orElse(0);
    double spread = 0;
    for (double level : levels) {
      spread += (level - mean) * (level - mean) / levels.length;
    }
    double high = Math.max(16 * low, 2 * spread);
    double[] excesses = new double[EXCESSES];
    for (int index = 0; index < EXCESSES; index++) {
      excesses[index] = low * Math.pow(high / low, index / (EXCESSES - 1.0));
    }
    return excesses;
  }
}
