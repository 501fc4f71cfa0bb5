package dev.almanac.analyses.importance;

import dev.almanac.analyses.AnalysisTables;
import dev.almanac.analyses.Kernel;
import dev.almanac.analyses.Outcome;
import dev.almanac.analyses.ResultRows;
import dev.almanac.analyses.RowGroup;
import dev.almanac.analyses.sensitivity.Exclusion;
import dev.almanac.analyses.sensitivity.Goal;
import dev.almanac.analyses.sensitivity.LoggedRun;
import dev.almanac.analyses.sensitivity.LoggedRuns;
import dev.almanac.analyses.sensitivity.RunTable;
import dev.almanac.analyses.sensitivity.SensitivityTables;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Gathers the runs of one project, a group each, and writes a row a param, measure and subset. */
final class ImportanceKernel implements Kernel {
  private static final String METHOD = "PED-ANOVA, random forest, correlations";

  /** As Optuna advises: fewer good trials than this make an unsteady figure. */
  private static final int ENOUGH_GOOD = 5;

  /** Fewer runs than this say nothing. */
  private static final int LEAST_RUNS = 10;

  private final List<PedOptions> options;
  private final LoggedRuns runs;
  private final DrawnParams drawn = new DrawnParams();
  private final List<Double> losses = new ArrayList<>();
  private final List<String> keys = new ArrayList<>();
  private final long seed;
  private int notFinite;

  ImportanceKernel(Goal goal, List<PedOptions> options, long seed) {
    this.seed = seed;
    this.options = options;
    this.runs = new LoggedRuns(goal);
  }

  @Override
  public void group(RowGroup group, ResultRows out) {
    LoggedRun run = runs.add(group);
    Double metric = run.metric();
    if (run.unfit().isEmpty() && metric != null) {
      keys.add(run.key());
      if (Double.isFinite(metric)) {
        losses.add(runs.goal() == Goal.MAXIMIZE ? -metric : metric);
        drawn.add(params(group));
      } else {
        notFinite++;
      }
    }
  }

  private static Map<String, DrawnParams.Drawn> params(RowGroup group) {
    @Nullable String[] names = group.texts("param_key");
    @Nullable String[] texts = group.texts("param_value");
    @Nullable String[] types = group.texts("space_type");
    @Nullable String[] scales = group.texts("space_scale");
    double[] lows = group.numbers("space_low");
    double[] highs = group.numbers("space_high");
    double[] steps = group.numbers("space_step");
    @Nullable String[] choices = group.texts("space_choices");
    Map<String, DrawnParams.Drawn> params = new HashMap<>();
    for (int row = 0; row < names.length; row++) {
      String name = names[row];
      if (name != null) {
        params.put(
            name,
            new DrawnParams.Drawn(
                texts[row],
                DrawnParams.domain(
                    types[row], scales[row], lows[row], highs[row], steps[row], choices[row])));
      }
    }
    return params;
  }

  @Override
  public Outcome finish(ResultRows out) {
    RunTable table = runs.table();
    DrawnParams.Columns columns = drawn.columns();
    writeExclusions(table, columns, out);
    if (losses.size() < LEAST_RUNS) {
      return Outcome.insufficient(
          METHOD,
          losses.size(),
          "%d runs; %d are the least that say something".formatted(losses.size(), LEAST_RUNS));
    }
    if (columns.params().isEmpty()) {
      return Outcome.insufficient(METHOD, losses.size(), "no param differs between the runs");
    }
    List<ImportanceRow> rows = Correlations.of(table);
    List<String> remarks = new ArrayList<>();
    if (runs.goal() == Goal.UNKNOWN) {
      remarks.add("which runs are good is not known without a direction: no PED-ANOVA");
    } else {
      for (PedOptions question : options) {
        addDivergences(question, columns, rows, remarks);
      }
    }
    ForestAnswers.add(table, keys.toArray(String[]::new), runs.goal(), seed, rows, remarks, out);
    write(rows, out);
    Outcome.Status status = remarks.isEmpty() ? Outcome.Status.OK : Outcome.Status.DEGRADED;
    String reason =
        remarks.isEmpty() ? null : String.join("; ", remarks.stream().distinct().toList());
    return new Outcome(status, reason, remarks.isEmpty() ? "fair" : "weak", METHOD, losses.size());
  }

  private void addDivergences(
      PedOptions question,
      DrawnParams.Columns columns,
      List<ImportanceRow> rows,
      List<String> remarks) {
    double[] y = losses.stream().mapToDouble(Double::doubleValue).toArray();
    PedAnova.Answer answer = PedAnova.importances(y, columns.params(), question);
    if (answer.target() == answer.region()) {
      remarks.add("%s: no run is better than another".formatted(subset(question)));
      return;
    }
    if (answer.target() < ENOUGH_GOOD) {
      remarks.add("fewer than %d runs count as good".formatted(ENOUGH_GOOD));
    }
    double[] normalised = answer.normalised();
    for (int param = 0; param < normalised.length; param++) {
      rows.add(
          new ImportanceRow(
              columns.params().get(param).key(),
              question.onLocal() ? "ped_anova" : "ped_anova_global",
              subset(question),
              answer.importances()[param],
              Double.NaN,
              Double.NaN,
              Double.NaN,
              0,
              Double.NaN,
              normalised[param],
              answer.region(),
              note(columns, param, answer)));
    }
  }

  private static String subset(PedOptions question) {
    String target = "top_q" + percent(question.targetQuantile());
    return question.regionQuantile() == 1
        ? target
        : target + "_of_top_q" + percent(question.regionQuantile());
  }

  private static String percent(double quantile) {
    double percent = Math.round(quantile * 1e6) / 1e4;
    return percent == Math.rint(percent)
        ? Integer.toString((int) percent)
        : Double.toString(percent);
  }

  private static String note(DrawnParams.Columns columns, int param, PedAnova.Answer answer) {
    PedParam column = columns.params().get(param);
    List<String> remarks = new ArrayList<>();
    int active = 0;
    for (int regime : column.regimes()) {
      active += regime == PedParam.INACTIVE ? 0 : 1;
    }
    int inferred = columns.inferred()[param];
    if (inferred == active) {
      remarks.add("search space inferred from the values");
    } else if (inferred > 0) {
      remarks.add("search space of %d of %d runs inferred".formatted(inferred, active));
    }
    if (active < column.regimes().length) {
      remarks.add("%d of %d runs have it".formatted(active, column.regimes().length));
    }
    if (column.domains().size() > 1) {
      remarks.add("drawn from %d ranges".formatted(column.domains().size()));
    }
    if (answer.small()[param] > 0) {
      remarks.add(
          String.format(Locale.ROOT, "%d alone in their range left out", answer.small()[param]));
    }
    return String.join("; ", remarks);
  }

  private void writeExclusions(RunTable table, DrawnParams.Columns columns, ResultRows out) {
    Map<String, Exclusion> all = new TreeMap<>();
    table.exclusions().forEach(each -> all.put(each.paramKey() + " " + each.reason(), each));
    columns.exclusions().forEach(each -> all.put(each.paramKey() + " " + each.reason(), each));
    if (notFinite > 0) {
      all.put(" metric_nonfinite", new Exclusion("", "metric_nonfinite", "runs", notFinite));
    }
    for (Exclusion each : all.values()) {
      String key = each.paramKey().isEmpty() ? null : each.paramKey();
      out.add(AnalysisTables.ANALYSIS_EXCLUSION, null, key, each.reason(), each.count());
    }
  }

  private static void write(List<ImportanceRow> rows, ResultRows out) {
    Map<String, List<ImportanceRow>> questions = new TreeMap<>();
    for (ImportanceRow row : rows) {
      questions
          .computeIfAbsent(row.method() + " " + row.subset(), absent -> new ArrayList<>())
          .add(row);
    }
    for (List<ImportanceRow> answers : questions.values()) {
      answers.sort(
          Comparator.comparingDouble(ImportanceRow::importance)
              .reversed()
              .thenComparing(ImportanceRow::key));
      for (int place = 0; place < answers.size(); place++) {
        write(answers.get(place), place + 1, out);
      }
    }
  }

  private static void write(ImportanceRow row, int rank, ResultRows out) {
    out.add(
        SensitivityTables.IMPORTANCE,
        row.key(),
        row.method(),
        row.subset(),
        row.importance(),
        known(row.low()),
        known(row.high()),
        null,
        known(row.p()),
        rank,
        null,
        null,
        null,
        row.effectSign(),
        known(row.effectSize()),
        Double.isNaN(row.effectSize()) ? null : "correlation",
        known(row.normalised()),
        row.runs(),
        null,
        row.note().isEmpty() ? null : row.note());
  }

  private static @Nullable Double known(double value) {
    return Double.isNaN(value) ? null : value;
  }
}
