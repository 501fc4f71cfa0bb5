package dev.almanac.analyses.trend;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.IntToDoubleFunction;

/**
 * Weekly series whose changes are known, and how many of them are found. Equal on every machine.
 */
public final class ChangePointStudy {

  /** Series of each kind. */
  public static final int SERIES = 200;

  private static final int WEEKS = 52;

  /** Weeks at either end that no step falls in. */
  private static final int MARGIN = 4;

  /** A step found this many weeks off is found, if not exactly. */
  private static final int NEAR = 2;

  /** What the levels of a kind of series do. The sd of the runs of a week is 1. */
  public enum Kind {
    /** Nothing. */
    CONSTANT,
    /** Nothing, while the runs a week go from 4 to 8 up to 30 to 69. */
    VOLUME,
    /** A step of 1.5 sd. */
    STEP_150,
    /** A step of .75 sd. */
    STEP_075,
    /** A step of .75 sd while the volume changes as well. */
    STEP_075_VOLUME,
    /** Up by 1.5 sd and down again. */
    TWO_STEPS,
    /** A line that rises by 3 sd. */
    SLOPE,
    /** A line that rises by 3 sd and then stays. */
    STALL,
    /** An exponential approach by 3 sd. */
    SATURATION,
    /** First-order autocorrelation .5, sd .5. */
    AUTOCORRELATED_05,
    /** First-order autocorrelation .7, sd 1. */
    AUTOCORRELATED_07,
    /** First-order autocorrelation .9, sd 1. */
    AUTOCORRELATED_09,
    /** A random walk with steps of sd .3. */
    WALK;

    /** Returns the name for tables. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private boolean changesVolume() {
      return this == VOLUME || this == STEP_075_VOLUME;
    }
  }

  /**
   * How many of the changes of one kind of series were found.
   *
   * @param exact share of the series whose changes are all found in their weeks, and no others
   * @param near share of those whose changes are all found within two weeks
   * @param wrong changes found, on average, where there is none within two weeks
   */
  public record Score(double exact, double near, double wrong) {}

  private record Series(List<double[]> weeks, Set<Integer> truth) {}

  private ChangePointStudy() {}

  /** Scores the whole analysis of levels. */
  public static Score ours(Kind kind) {
    return score(kind, (weeks, levels) -> shape(weeks, levels).starts());
  }

  /** Scores the segmentation alone, which knows nothing of slopes and memory. */
  public static Score segmentation(Kind kind) {
    return score(
        kind,
        (weeks, levels) -> {
          double[] weights = new double[WEEKS];
          for (int week = 0; week < WEEKS; week++) {
            weights[week] = 1 / levels.variances()[week];
          }
          List<Integer> starts = new ArrayList<>();
          double penalty = LevelChoice.STEP_PENALTY * Math.log(WEEKS);
          for (int start :
              Segmentation.of(levels.levels(), weights, penalty, LevelChoice.LEAST_WEEKS)
                  .starts()) {
            starts.add(start);
          }
          return starts;
        });
  }

  /** Writes all weekly means, one row a series, for the peers: kind, true changes, means. */
  public static void write(Path csv) throws IOException {
    try (PrintWriter out =
        new PrintWriter(Files.newBufferedWriter(csv, StandardCharsets.UTF_8), false)) {
      for (Kind kind : Kind.values()) {
        Random random = new Random(kind.ordinal());
        for (int index = 0; index < SERIES; index++) {
          Series series = draw(kind, random);
          StringBuilder row = new StringBuilder(kind.word()).append(',');
          row.append(String.join(" ", series.truth.stream().map(String::valueOf).toList()));
          for (double level : WeeklyLevels.of(series.weeks).levels()) {
            row.append(',').append(level);
          }
          out.println(row);
        }
      }
    }
  }

  private static LevelShape shape(double[] weeks, WeeklyLevels levels) {
    return LevelChoice.of(weeks, levels.levels(), levels.variances());
  }

  private static Score score(Kind kind, BiFunction<double[], WeeklyLevels, List<Integer>> method) {
    Random random = new Random(kind.ordinal());
    double[] numbers = new double[WEEKS];
    for (int week = 0; week < WEEKS; week++) {
      numbers[week] = week;
    }
    double exact = 0;
    double near = 0;
    double wrong = 0;
    for (int index = 0; index < SERIES; index++) {
      Series series = draw(kind, random);
      List<Integer> found = method.apply(numbers, WeeklyLevels.of(series.weeks));
      exact += new TreeSet<>(found).equals(series.truth) ? 1 : 0;
      near += series.truth.stream().allMatch(week -> isNear(week, found)) ? 1 : 0;
      wrong += found.stream().filter(week -> !isNear(week, series.truth)).count();
    }
    return new Score(exact / SERIES, near / SERIES, wrong / SERIES);
  }

  private static boolean isNear(int week, Iterable<Integer> others) {
    for (int other : others) {
      if (Math.abs(week - other) <= NEAR) {
        return true;
      }
    }
    return false;
  }

  private static Series draw(Kind kind, Random random) {
    Set<Integer> truth = new TreeSet<>();
    double[] level = level(kind, random, truth);
    List<double[]> weeks = new ArrayList<>();
    for (int week = 0; week < WEEKS; week++) {
      int runs = 5 + random.nextInt(16);
      if (kind.changesVolume()) {
        runs = week < WEEKS / 2 ? 4 + random.nextInt(5) : 30 + random.nextInt(40);
      }
      double[] values = new double[runs];
      for (int run = 0; run < runs; run++) {
        values[run] = level[week] + random.nextGaussian();
      }
      weeks.add(values);
    }
    return new Series(weeks, truth);
  }

  private static double[] level(Kind kind, Random random, Set<Integer> truth) {
    double[] level = new double[WEEKS];
    int first = MARGIN + random.nextInt(WEEKS - 2 * MARGIN + 1);
    switch (kind) {
      case CONSTANT, VOLUME -> {}
      case STEP_150 -> step(level, first, WEEKS, 1.5, truth);
      case STEP_075, STEP_075_VOLUME -> step(level, first, WEEKS, .75, truth);
      case TWO_STEPS -> {
        int up = MARGIN + random.nextInt(WEEKS / 2 - 2 * MARGIN);
        int down = WEEKS / 2 + random.nextInt(WEEKS / 2 - MARGIN);
        step(level, up, down, 1.5, truth);
        truth.add(down);
      }
      case SLOPE -> fill(level, week -> 3.0 * week / WEEKS);
      case STALL -> {
        int stall = WEEKS / 3 + random.nextInt(WEEKS / 3);
        fill(level, week -> 3.0 * Math.min(week, stall) / stall);
      }
      case SATURATION -> fill(level, week -> 3 * (1 - StrictMath.exp(-week * 5.0 / WEEKS)));
      case AUTOCORRELATED_05 -> wander(level, .5, .5, random);
      case AUTOCORRELATED_07 -> wander(level, .7, 1, random);
      case AUTOCORRELATED_09 -> wander(level, .9, 1, random);
      case WALK -> {
        for (int week = 1; week < WEEKS; week++) {
          level[week] = level[week - 1] + .3 * random.nextGaussian();
        }
      }
    }
    return level;
  }

  private static void step(double[] level, int from, int to, double height, Set<Integer> truth) {
    truth.add(from);
    Arrays.fill(level, from, to, height);
  }

  private static void fill(double[] level, IntToDoubleFunction function) {
    Arrays.setAll(level, function);
  }

  private static void wander(double[] level, double persistence, double sd, Random random) {
    double state = sd * random.nextGaussian();
    for (int week = 0; week < level.length; week++) {
      level[week] = state;
      state =
          persistence * state
              + sd * Math.sqrt(1 - persistence * persistence) * random.nextGaussian();
    }
  }
}
