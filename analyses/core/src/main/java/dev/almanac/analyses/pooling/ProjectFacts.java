package dev.almanac.analyses.pooling;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import dev.almanac.analyses.RowGroup;
import dev.almanac.analyses.direction.Direction;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is known of one project: its metric, its params and its runs. */
final class ProjectFacts {

  /** The interquartile range of the normal distribution, in standard deviations. */
  private static final double NORMAL_RANGE = 1.3489795003921634;

  private final String project;
  private final Map<String, ParamFacts> params = new TreeMap<>();
  private final Map<String, Double> outcomes = new TreeMap<>();
  private final Map<String, String> configurations = new TreeMap<>();
  private String metric = "";
  private Direction direction = Direction.UNKNOWN;
  private @Nullable String source;
  private String grade = "";
  private boolean heavyTailed;
  private double noise = Double.NaN;

  private ProjectFacts(String project) {
    this.project = project;
  }

  /** Reads the rows of {@code hp_pooled_input.sql} for one project. */
  static ProjectFacts of(RowGroup rows) {
    ProjectFacts facts = new ProjectFacts(requireNonNull(rows.text("project"), "no project"));
    Columns columns = new Columns(rows);
    for (int row = 0; row < rows.size(); row++) {
      if ("project".equals(columns.fact[row])) {
        facts.describe(columns, row);
      }
    }
    for (int row = 0; row < rows.size(); row++) {
      facts.add(columns, row);
    }
    return facts;
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
      return;
    }
    String name = requireNonNull(rows.name[row], "fact without param");
    ParamFacts param = params.computeIfAbsent(name, ParamFacts::new);
    switch (fact) {
      case "param" ->
          param.describe(
              rows.word[row], rows.label[row], rows.low[row], rows.high[row], rows.n[row] != 0);
      case "share" -> param.share(rows.x[row], rows.low[row], rows.high[row]);
      case "curve" ->
          param.point(
              rows.x[row],
              rows.label[row],
              rows.y[row],
              rows.low[row],
              rows.high[row],
              rows.n[row]);
      case "run" -> {
        String run = requireNonNull(rows.source[row], "value without run");
        param.value(run, rows.x[row], rows.label[row]);
        outcomes.put(run, oriented(rows.y[row], rows.low[row]));
      }
      default -> throw new IllegalArgumentException("Cannot read a fact of kind " + fact);
    }
  }

  /** A run that ended in NaN or infinity (MLflow: the largest double) is worse than all others. */
  private double oriented(double best, double last) {
    boolean diverged =
        !Double.isFinite(last) || Math.abs(last) == Double.MAX_VALUE || !Double.isFinite(best);
    return diverged ? Double.NEGATIVE_INFINITY : better() * best;
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

  /** Returns what each run made of the metric, higher being better; minus infinity: diverged. */
  Map<String, Double> outcomes() {
    return outcomes;
  }

  /** Returns a text for each run that is equal for runs with equal params. */
  Map<String, String> configurations() {
    if (configurations.isEmpty()) {
      Map<String, StringBuilder> texts = new TreeMap<>();
      params.forEach(
          (name, param) ->
              param
                  .texts()
                  .forEach(
                      (run, text) ->
                          texts
                              .computeIfAbsent(run, any -> new StringBuilder())
                              .append(name.length())
                              .append(name)
                              .append(text.length())
                              .append(text)));
      texts.forEach((run, text) -> configurations.put(run, text.toString()));
    }
    return configurations;
  }

  /**
   * Returns the unit of effects: the standard deviation of the runs' results, or, where sensitivity
   * found heavy tails, the interquartile range in normal standard deviations; NaN if there is none.
   */
  double spread() {
    double[] values =
        outcomes.values().stream().mapToDouble(value -> value).filter(Double::isFinite).toArray();
    if (values.length < 2) {
      return Double.NaN;
    }
    Arrays.sort(values);
    double range = Numbers.quantile(values, 0.75) - Numbers.quantile(values, 0.25);
    double spread = heavyTailed && range > 0 ? range / NORMAL_RANGE : Numbers.sd(values);
    return spread > 0 ? spread : Double.NaN;
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
      n = rows.integers("n");
    }
  }
}
