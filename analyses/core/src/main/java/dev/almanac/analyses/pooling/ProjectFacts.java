package dev.almanac.analyses.pooling;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import dev.almanac.analyses.RowGroup;
import dev.almanac.analyses.direction.Direction;
import dev.almanac.analyses.statistics.OrderStatistics;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What is known of one project: its metric, its params and its runs, by their number. */
final class ProjectFacts {

  /** The interquartile range of the normal distribution, in standard deviations. */
  private static final double NORMAL_RANGE = 1.3489795003921634;

  /** An odd multiplier with well-mixed bits: Steele, Lea and Flood's SplitMix (OOPSLA 2014). */
  private static final long MIX = 0xbf58476d1ce4e5b9L;

  private static final int FIRST_CAPACITY = 64;

  private final String project;
  private final Map<String, ParamFacts> params = new TreeMap<>();
  private final Map<Long, Integer> runs = new HashMap<>();
  private double[] lasts = new double[FIRST_CAPACITY];
  private double[] bests = new double[FIRST_CAPACITY];
  private int size;
  private String metric = "";
  private Direction direction = Direction.UNKNOWN;
  private @Nullable String source;
  private String grade = "";
  private boolean heavyTailed;
  private double noise = Double.NaN;
  private double spread = Double.NaN;
  private double spreadError = Double.NaN;

  ProjectFacts(String project) {
    this.project = project;
  }

  /** Reads a group of rows of {@code hp_pooled_input.sql}. */
  void add(RowGroup rows) {
    Columns columns = new Columns(rows);
    for (int row = 0; row < rows.size(); row++) {
      add(columns, row);
    }
  }

  /** Ends the reading. */
  void seal() {
    runs.clear();
    spread = spreadOfRuns();
  }

  private void describe(Columns rows, int row) {
    metric = requireNonNull(rows.name[row], "project without metric");
    direction = Direction.ofWord(rows.word[row]);
    source = rows.source[row];
    grade = requireNonNullElse(rows.label[row], "");
    heavyTailed = "rank_normal".equals(rows.other[row]);
    noise = rows.x[row];
  }

  private void add(Columns rows, int row) {
    String fact = requireNonNull(rows.fact[row], "row without fact");
    if (fact.equals("project")) {
      describe(rows, row);
      return;
    }
    String name = requireNonNull(rows.name[row], "fact without param");
    ParamFacts param = params.computeIfAbsent(name, ParamFacts::new);
    switch (fact) {
      case "param" ->
          param.describe(
              rows.word[row],
              rows.label[row],
              rows.low[row],
              rows.high[row],
              rows.n[row] != 0,
              rows.x[row]);
      case "share" -> param.share(rows.x[row], rows.low[row], rows.high[row]);
      case "curve" ->
          param.point(
              rows.x[row],
              rows.label[row],
              rows.y[row],
              rows.low[row],
              rows.high[row],
              rows.n[row]);
      case "run" -> param.value(run(rows, row), rows.x[row], rows.label[row]);
      default -> throw new IllegalArgumentException("Cannot read a fact of kind " + fact);
    }
  }

  private int run(Columns rows, int row) {
    Integer known = runs.putIfAbsent(rows.place[row], size);
    if (known != null) {
      return known;
    }
    if (size == bests.length) {
      bests = Arrays.copyOf(bests, 2 * size);
      lasts = Arrays.copyOf(lasts, 2 * size);
    }
    bests[size] = rows.y[row];
    lasts[size] = rows.low[row];
    return size++;
  }

  String project() {
    return project;
  }

  String metric() {
    return metric;
  }

  @Nullable String source() {
    return source;
  }

  /** Returns what sensitivity says of its own answer: a grade, or a status without one. */
  String grade() {
    return grade;
  }

  boolean hasDirection() {
    return direction != Direction.UNKNOWN;
  }

  /** Returns 1 if higher is better, -1 if lower is. */
  double better() {
    return direction == Direction.MIN ? -1 : 1;
  }

  /** Returns the seed noise of the metric in its unit; NaN if unknown. */
  double noise() {
    return noise;
  }

  /** Returns the params by the names they were logged under. */
  Map<String, ParamFacts> params() {
    return params;
  }

  /** Returns the number of runs. */
  int runs() {
    return size;
  }

  /**
   * Returns what a run made of the metric, higher being better. One that ended in NaN or infinity
   * (MLflow: the largest double) diverged and is worse than all others: minus infinity.
   */
  double outcome(int run) {
    double last = lasts[run];
    double best = bests[run];
    boolean diverged =
        !Double.isFinite(last) || Math.abs(last) == Double.MAX_VALUE || !Double.isFinite(best);
    return diverged ? Double.NEGATIVE_INFINITY : better() * best;
  }

  /** Returns a number that is equal for runs with equal params, and no others by all odds. */
  long configuration(int run) {
    long mixed = 0;
    for (ParamFacts param : params.values()) {
      mixed = (mixed ^ param.fingerprint(run)) * MIX;
      mixed ^= mixed >>> 31;
    }
    return mixed;
  }

  /**
   * Returns the unit of effects: the standard deviation of the runs' results, or, where sensitivity
   * found heavy tails, the interquartile range in normal standard deviations; NaN if there is none.
   */
  double spread() {
    return spread;
  }

  /** Returns the standard error of the spread, as a share of it; NaN if there is no spread. */
  double spreadError() {
    return spreadError;
  }

  private double spreadOfRuns() {
    double[] values =
        IntStream.range(0, size).mapToDouble(this::outcome).filter(Double::isFinite).toArray();
    if (values.length < 2) {
      return Double.NaN;
    }
    Arrays.sort(values);
    double range = OrderStatistics.quantile(values, 0.75) - OrderStatistics.quantile(values, 0.25);
    boolean robust = heavyTailed && range > 0;
    double found = robust ? range / NORMAL_RANGE : Numbers.sd(values);
    if (!(found > 0)) {
      return Double.NaN;
    }
    // Delta method; of quartiles under the normal distribution, (1.573 / 1.349)² / n.
    double variance = robust ? 1.36 : (Numbers.kurtosis(values) - 1) / 4;
    spreadError = Math.sqrt(Math.max(0, variance) / values.length);
    return found;
  }

  /** The columns of the input, taken once. */
  private static final class Columns {
    private final @Nullable String[] fact;
    private final @Nullable String[] name;
    private final @Nullable String[] word;
    private final @Nullable String[] label;
    private final @Nullable String[] other;
    private final @Nullable String[] source;
    private final double[] x;
    private final double[] y;
    private final double[] low;
    private final double[] high;
    private final long[] place;
    private final long[] n;

    Columns(RowGroup rows) {
      fact = rows.texts("fact");
      name = rows.texts("name");
      word = rows.texts("word");
      label = rows.texts("label");
      other = rows.texts("other");
      source = rows.texts("source");
      x = rows.numbers("x");
      y = rows.numbers("y");
      low = rows.numbers("low");
      high = rows.numbers("high");
      place = rows.integers("place");
      n = rows.integers("n");
    }
  }
}
