package dev.almanac.ingest.logs.mapped;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Tells what the columns of a table seem to be, by their names and by what stands in them. Columns
 * are meant by their index; {@value #NONE} means that there is none.
 */
final class ColumnRoles {

  /** No column. */
  static final int NONE = -1;

  /** Names of steps, what says more before what says less. */
  private static final List<String> STEPS =
      List.of(
          "global_step",
          "step",
          "_step",
          "training_step",
          "train_step",
          "iteration",
          "iter",
          "iterations",
          "steps",
          "total_steps",
          "env_steps",
          "total_timesteps",
          "timesteps_total",
          "timestep",
          "update",
          "batch",
          "epoch",
          "epochs",
          "epoche",
          "époque",
          "epoca",
          "época",
          "schritt",
          "pas",
          "paso",
          "train_size",
          "budget",
          "round",
          "generation",
          "episode");

  private static final Pattern TIMES =
      Pattern.compile(
          "(?iu)(.*[_/ ])?(timestamp|time|wall_?time|wall_?clock|date_?time|date|ts|t|"
              + "(created|started|logged|ended|finished)(_?at)?|(time|timestamp|ts)_?(s|ms|us|ns)|"
              + "zeit|datum|uhrzeit|zeitstempel|fecha|heure)");

  private static final Pattern PASSED =
      Pattern.compile("(?iu).*(elapsed|seconds|secs|duration|wall_?time|time|dauer|zeit).*");

  private static final Pattern METRICS =
      Pattern.compile(
          "(?iu).*(loss|acc|accuracy|error|err|score|auc|f1|precision|recall|rmse|mse|mae|r2|"
              + "perplexity|ppl|reward|return|fitness|objective|metric|cost|bleu|rouge|map|iou|"
              + "runtime|traintime|duration|verlust|genauigkeit|fehler|perte).*");

  /** Names that tell runs apart, what says more before what says less. */
  private static final List<String> RUNS =
      List.of(
          "run_id",
          "run",
          "run_name",
          "experiment_id",
          "experiment",
          "exp",
          "exp_id",
          "trial_id",
          "trial",
          "job",
          "job_id",
          "id",
          "uid",
          "uuid",
          "name");

  private final TableSample sample;
  private final boolean mayHoldRuns;
  private final int step;
  private final int time;
  private final int key;
  private final int value;

  /**
   * Looks at a table.
   *
   * @param mayHoldRuns whether its rows may be several runs
   */
  ColumnRoles(TableSample sample, boolean mayHoldRuns) {
    this.sample = sample;
    this.mayHoldRuns = mayHoldRuns;
    this.step = findStep();
    this.value = find(List.of("value", "metric_value", "wert"), true);
    int named =
        find(List.of("key", "metric", "metric_name", "tag", "variable", "name", "metrik"), false);
    this.key = value == NONE ? NONE : named;
    this.time = findTime();
  }

  /** Returns the column of the step. */
  int step() {
    return step;
  }

  /** Returns the column of a time of day. */
  int time() {
    return time;
  }

  /** Returns the column that names the metric in a long table. */
  int key() {
    return key;
  }

  /** Returns the column of the value in a long table. */
  int value() {
    return value;
  }

  /** Returns a name as it is compared: its last part, in small letters. */
  private String plain(int index) {
    String name = sample.names().get(index);
    return name.substring(name.lastIndexOf('/') + 1)
        .strip()
        .toLowerCase(Locale.ROOT)
        .replaceAll("[ -]", "_");
  }

  private int find(List<String> names, boolean isNumeric) {
    for (String name : names) {
      for (int index = 0; index < sample.names().size(); index++) {
        if (plain(index).equals(name)
            && !sample.column(index).isEmpty()
            && sample.isNumeric(index) == isNumeric) {
          return index;
        }
      }
    }
    return NONE;
  }

  private int findStep() {
    return find(STEPS, true);
  }

  private int findTime() {
    for (int index = 0; index < sample.names().size(); index++) {
      boolean mayBe = index != step && TIMES.matcher(sample.names().get(index)).matches();
      if (mayBe && !sample.column(index).isEmpty() && unit(index) != null) {
        return index;
      }
    }
    return NONE;
  }

  /** Returns the unit of the times in a column, as a mapping spells it; null if they are none. */
  @org.jspecify.annotations.Nullable String unit(int index) {
    return TimeUnits.of(sample.column(index).get(0));
  }

  /** Tells whether a column is named for a time of day, and holds none. */
  boolean isNoTimeAfterAll(int index) {
    return index != step
        && index != time
        && TIMES.matcher(sample.names().get(index)).matches()
        && !sample.column(index).isEmpty();
  }

  /** Tells whether each row is a run: nothing in it counts or passes. */
  boolean isRowARun() {
    return mayHoldRuns && step == NONE && key == NONE && !passesBy();
  }

  /** Tells whether a number that says how long it took only grows. */
  private boolean passesBy() {
    for (int index = 0; index < sample.names().size(); index++) {
      boolean mayBe =
          sample.isNumeric(index) && PASSED.matcher(sample.names().get(index)).matches();
      if (mayBe && find(RUNS, true) == NONE && sample.rows().size() > 2) {
        if (isGrowing(List.of(), index)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Tells whether a column seems to be measured. */
  boolean isMetric(int index) {
    return sample.isNumeric(index) && METRICS.matcher(sample.names().get(index)).matches();
  }

  /** Tells whether a column merely tells runs apart. */
  boolean isIdentity(int index) {
    List<String> cells = sample.column(index);
    return RUNS.contains(plain(index)) && new HashSet<>(cells).size() == sample.rows().size();
  }

  /**
   * Returns the columns that, taken together, let the step only grow: one that is named for runs if
   * it is enough, else as many as it takes. Empty if the table is one run.
   */
  List<Integer> runs() {
    if (!mayHoldRuns || step == NONE && key == NONE) {
      return List.of();
    }
    List<Integer> series = key == NONE ? List.of() : List.of(key);
    if (step != NONE && isGrowing(series, step)) {
      return List.of();
    }
    List<Integer> candidates = candidates();
    for (int candidate : candidates) {
      if (step != NONE && isGrowing(with(series, candidate), step)) {
        return List.of(candidate);
      }
    }
    List<Integer> chosen = new ArrayList<>(candidates);
    if (step == NONE || !isGrowing(with(series, chosen), step)) {
      return List.of();
    }
    for (int candidate : candidates) {
      List<Integer> fewer = new ArrayList<>(chosen);
      fewer.remove(Integer.valueOf(candidate));
      if (fewer.size() > 0 && isGrowing(with(series, fewer), step)) {
        chosen = fewer;
      }
    }
    return chosen;
  }

  private List<Integer> candidates() {
    Set<Integer> named = new LinkedHashSet<>();
    for (String name : RUNS) {
      for (int index = 0; index < sample.names().size(); index++) {
        if (plain(index).equals(name) && mayTell(index)) {
          named.add(index);
        }
      }
    }
    for (int index = 0; index < sample.names().size(); index++) {
      if (mayTell(index)) {
        named.add(index);
      }
    }
    return List.copyOf(named);
  }

  private boolean mayTell(int index) {
    Set<String> values = new HashSet<>(sample.column(index));
    boolean isWhole = values.stream().allMatch(cell -> cell.matches("-?\\d{1,9}"));
    boolean isFew = values.size() * 2 <= Math.max(2, sample.rows().size());
    boolean isFree = index != step && index != key && index != value && index != time;
    return isFree
        && (!sample.isNumeric(index) || isWhole && !isMetric(index))
        && isFew
        && !values.isEmpty();
  }

  /** Returns the columns that say the same in all rows of a run. */
  List<Integer> constant(List<Integer> runs) {
    List<Integer> constant = new ArrayList<>();
    for (int index = 0; index < sample.names().size(); index++) {
      boolean isFree = index != step && index != key && index != value && index != time;
      if (isFree && !runs.contains(index) && !isMetric(index) && isConstant(runs, index)) {
        constant.add(index);
      }
    }
    return constant;
  }

  private boolean isConstant(List<Integer> runs, int index) {
    Map<String, String> first = new HashMap<>();
    for (List<String> row : sample.rows()) {
      String now = TableSample.cell(row, index);
      String before = first.putIfAbsent(run(row, runs), now);
      if (now.isEmpty() || before != null && !before.equals(now)) {
        return false;
      }
    }
    return 2 * first.size() <= sample.rows().size();
  }

  private boolean isGrowing(List<Integer> by, int index) {
    Map<String, Double> last = new HashMap<>();
    for (List<String> row : sample.rows()) {
      Double now = TableSample.number(TableSample.cell(row, index));
      Double before = now == null ? null : last.put(run(row, by), now);
      if (before != null && now != null && now <= before) {
        return false;
      }
    }
    return true;
  }

  private static String run(List<String> row, List<Integer> by) {
    StringBuilder run = new StringBuilder();
    by.forEach(index -> run.append(TableSample.cell(row, index)).append('\n'));
    return run.toString();
  }

  private static List<Integer> with(List<Integer> some, int one) {
    return with(some, List.of(one));
  }

  private static List<Integer> with(List<Integer> some, List<Integer> others) {
    List<Integer> all = new ArrayList<>(some);
    all.addAll(others);
    return all;
  }
}
