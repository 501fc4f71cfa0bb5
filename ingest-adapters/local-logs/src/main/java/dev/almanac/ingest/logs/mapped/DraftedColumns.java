package dev.almanac.ingest.logs.mapped;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the columns of a table are, told by their names and by what stands in them. */
final class DraftedColumns {

  private static final List<String> STEPS =
      List.of(
          "global_step",
          "step",
          "_step",
          "iteration",
          "iter",
          "steps",
          "total_timesteps",
          "timesteps_total",
          "timestep",
          "update",
          "batch",
          "epoch",
          "epochs",
          "train_size",
          "budget",
          "round",
          "generation");

  private static final Pattern TIMES =
      Pattern.compile("(?i)(_?timestamp|time|wall_?time|date_?time|date|created(_at)?|logged_at)");

  private static final Pattern METRICS =
      Pattern.compile(
          "(?i).*(loss|acc|accuracy|error|err|score|auc|f1|precision|recall|rmse|mse|mae|r2|"
              + "perplexity|ppl|reward|return|fitness|objective|metric|cost|bleu|rouge|map|iou|"
              + "runtime|traintime|duration).*");

  private final TableSample sample;
  private final boolean mayHoldRuns;

  /**
   * Prepares the description.
   *
   * @param mayHoldRuns whether the table is the only one, so that its rows may be several runs
   */
  DraftedColumns(TableSample sample, boolean mayHoldRuns) {
    this.sample = sample;
    this.mayHoldRuns = mayHoldRuns;
  }

  /** Says what the columns are. */
  void describe(DraftText yaml) {
    List<String> names = sample.names();
    int key = longKey();
    String step = null;
    for (String candidate : STEPS) {
      int index = names.indexOf(candidate);
      if (step == null && index >= 0 && sample.isNumeric(index)) {
        step = candidate;
      }
    }
    List<String> several = mayHoldRuns ? runColumns(step) : List.of();
    boolean isRows = mayHoldRuns && step == null && key < 0;
    if (isRows) {
      yaml.line("run", "row", "each row is a run; leave out if the table is one run");
      described(yaml);
    } else if (!several.isEmpty()) {
      yaml.line("run", DraftText.list(several), "rows with equal cells here are one run");
    }
    if (step != null) {
      boolean isEpoch = step.startsWith("epoch");
      yaml.line(isEpoch ? "epoch" : "step", DraftText.quoted(step), "");
    } else if (!isRows) {
      yaml.comment("step: NAME               # no column looks like a step: rows are counted");
    }
    time(yaml, step);
    if (key >= 0) {
      int value = names.indexOf("value") >= 0 ? names.indexOf("value") : names.indexOf("Value");
      yaml.line(
          "key", DraftText.quoted(names.get(key)), "a long table: this column names the metric");
      yaml.line("value", DraftText.quoted(names.get(value)), "");
    }
    unread(yaml, several, isRows, step, key);
  }

  /** Texts in a table that is one run, or several by their columns, cannot be metrics. */
  private void unread(
      DraftText yaml, List<String> several, boolean isRows, @Nullable String step, int key) {
    List<String> texts = new ArrayList<>();
    for (int index = 0; index < sample.names().size(); index++) {
      String name = sample.names().get(index);
      boolean isUsed = several.contains(name) || name.equals(step) || TIMES.matcher(name).matches();
      if (!isRows && !isUsed && index != key && !name.isEmpty() && !sample.isNumeric(index)) {
        texts.add(DraftText.quoted(name));
      }
    }
    if (!texts.isEmpty() && key < 0) {
      yaml.line("drop", "[" + String.join(", ", texts) + "]", "texts or empty: no metrics");
    }
  }

  private void described(DraftText yaml) {
    List<String> params = new ArrayList<>();
    List<String> metrics = new ArrayList<>();
    for (int index = 0; index < sample.names().size(); index++) {
      String name = sample.names().get(index);
      boolean isMetric = sample.isNumeric(index) && METRICS.matcher(name).matches();
      if (!name.isEmpty()) {
        (isMetric ? metrics : params).add(name);
      }
    }
    if (metrics.isEmpty() && !params.isEmpty() && sample.isNumeric(sample.names().size() - 1)) {
      metrics.add(params.remove(params.size() - 1));
    }
    yaml.line("param_columns", DraftText.list(params), "what was set");
    yaml.line("metric_columns", DraftText.list(metrics), "what came out");
    yaml.comment("tag_columns: [NAME]       # what merely tells runs apart");
  }

  /** Returns the columns that, taken together, let the step only grow. */
  private List<String> runColumns(@Nullable String step) {
    int stepIndex = step == null ? -1 : sample.names().indexOf(step);
    if (stepIndex < 0 || isGrowing(List.of(), stepIndex)) {
      return List.of();
    }
    List<Integer> chosen = new ArrayList<>();
    for (int index = 0; index < sample.names().size(); index++) {
      String name = sample.names().get(index);
      Set<String> values = new HashSet<>(sample.column(index));
      boolean isText = !sample.isNumeric(index);
      boolean isWhole = values.stream().allMatch(cell -> cell.matches("-?\\d{1,9}"));
      boolean isFew = values.size() * 2 <= Math.max(2, sample.rows().size());
      boolean mayTell = isText || isWhole && !METRICS.matcher(name).matches();
      if (index != stepIndex && mayTell && isFew && !values.isEmpty()) {
        chosen.add(index);
      }
    }
    if (!isGrowing(chosen, stepIndex)) {
      return List.of();
    }
    return chosen.stream().map(sample.names()::get).toList();
  }

  private boolean isGrowing(List<Integer> by, int step) {
    Map<String, Double> last = new LinkedHashMap<>();
    for (List<String> row : sample.rows()) {
      StringBuilder run = new StringBuilder();
      by.forEach(index -> run.append(index < row.size() ? row.get(index) : "").append('\n'));
      Double now = step < row.size() ? TableSample.number(row.get(step)) : null;
      Double before = now == null ? null : last.put(run.toString(), now);
      if (before != null && now != null && now <= before) {
        return false;
      }
    }
    return true;
  }

  private int longKey() {
    boolean hasValue = sample.names().contains("value") || sample.names().contains("Value");
    for (String candidate : List.of("key", "metric", "metric_name", "tag", "name", "variable")) {
      int index = sample.names().indexOf(candidate);
      if (hasValue && index >= 0 && !sample.isNumeric(index)) {
        return index;
      }
    }
    return -1;
  }

  private void time(DraftText yaml, @Nullable String step) {
    for (int index = 0; index < sample.names().size(); index++) {
      String name = sample.names().get(index);
      if (!TIMES.matcher(name).matches() || name.equals(step) || sample.column(index).isEmpty()) {
        continue;
      }
      String first = sample.column(index).get(0);
      String unit = unit(first);
      if (unit != null) {
        yaml.line(
            "time",
            "{column: " + DraftText.quoted(name) + ", unit: " + unit + "}",
            "as in " + first);
        return;
      }
      yaml.comment(name + " is no time of day (" + first + "): a duration, read as a metric");
    }
  }

  /** Returns the unit in which a number would be a time between 2001 and 2100. */
  private static @Nullable String unit(String cell) {
    if (cell.matches("\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d.*")) {
      return "iso";
    }
    Double number = TableSample.number(cell);
    if (number == null) {
      return null;
    }
    double[] scales = {1, 1e3, 1e6, 1e9};
    String[] units = {"s", "ms", "us", "ns"};
    for (int i = 0; i < scales.length; i++) {
      double seconds = number / scales[i];
      if (seconds > 978_307_200 && seconds < 4_102_444_800.0) {
        return units[i];
      }
    }
    return null;
  }
}
