package dev.almanac.analyses.comparison;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import dev.almanac.analyses.Kernel;
import dev.almanac.analyses.Outcome;
import dev.almanac.analyses.ResultRows;
import dev.almanac.analyses.RowGroup;
import dev.almanac.analyses.Scope;
import dev.almanac.analyses.pooling.AcrossProjects;
import dev.almanac.analyses.sensitivity.ParamTyping;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Gathers the runs of all projects, then finds what can be compared and compares it. */
final class ComparisonKernel implements Kernel {

  private static final String METHOD = "IQM, probability of improvement, Friedman, Wilcoxon-Holm";

  /** Below so many tasks no pair can reach 0.05 in a signed-rank test. */
  private static final int ENOUGH_TASKS = 6;

  private final Scope scope;
  private final AcrossProjects choices;
  private final List<ComparedRun> runs = new ArrayList<>();

  ComparisonKernel(Scope scope, AcrossProjects choices) {
    this.scope = scope;
    this.choices = choices;
  }

  @Override
  public void group(RowGroup group, ResultRows out) {
    Map<String, String> names = new HashMap<>();
    String groupName = group.text("group_name");
    if (groupName != null && choices.configuration().isEmpty()) {
      names.put(ConfigurationNames.RUN_GROUP, groupName);
    }
    TreeMap<Integer, String> datasets = new TreeMap<>();
    @Nullable String[] params = group.texts("param");
    @Nullable String[] texts = group.texts("text");
    for (int row = 0; row < group.size(); row++) {
      String param = params[row];
      String text = texts[row];
      if (param != null && text != null && !text.isBlank()) {
        String value = ParamTyping.normalise(text);
        String name = configurationName(choices.aliases().canonical(param));
        if (!name.isEmpty()) {
          names.putIfAbsent(name, value);
        }
        String task = ConfigurationNames.among(ConfigurationNames.TASKS, param);
        if (!task.isEmpty()) {
          datasets.putIfAbsent(ConfigurationNames.TASKS.indexOf(task), value);
        }
      }
    }
    String dataset =
        datasets.isEmpty()
            ? requireNonNullElse(group.text("dataset"), "")
            : datasets.firstEntry().getValue();
    runs.add(
        new ComparedRun(
            requireNonNull(group.text("project"), "run without project"),
            dataset,
            outcome(group),
            names));
  }

  private String configurationName(String param) {
    if (choices.configuration().isEmpty()) {
      return ConfigurationNames.among(ConfigurationNames.CANDIDATES, param);
    }
    return choices.configuration().contains(param) ? param : "";
  }

  private static double outcome(RowGroup group) {
    double last = group.numbers("last_value")[0];
    double best = group.numbers("best_value")[0];
    // MLflow's SQL stores hold an infinity as the largest double.
    boolean diverged =
        !Double.isFinite(last) || Math.abs(last) == Double.MAX_VALUE || !Double.isFinite(best);
    double better = "max".equals(group.text("direction")) ? 1 : -1;
    return diverged ? Double.NEGATIVE_INFINITY : better * best;
  }

  @Override
  public Outcome finish(ResultRows out) {
    Block block = block();
    if (!block.isComparison()) {
      return Outcome.insufficient(METHOD, 0, nothing());
    }
    out.exclude("group_incomplete", block.groupsLeftOut());
    out.exclude("task_incomplete", block.tasksLeftOut());
    ScoredBlock scored = ScoredBlock.of(block);
    out.exclude("task_without_spread", scored.flatTasks().size());
    out.exclude("score_held_at_0", scored.held());
    if (scored.block().tasks().size() < 2) {
      return Outcome.insufficient(
          METHOD, 0, "In all tasks but one every run has the same result: nothing to compare.");
    }
    new ComparisonRows(scored, scope.seed(), out).write();
    return outcome(scored);
  }

  private static Outcome outcome(ScoredBlock scored) {
    int tasks = scored.block().tasks().size();
    if (tasks < ENOUGH_TASKS) {
      return new Outcome(
          Outcome.Status.DEGRADED,
          tasks + " tasks; below " + ENOUGH_TASKS + " no difference of two can be significant.",
          "weak",
          METHOD,
          scored.runs());
    }
    return new Outcome(
        Outcome.Status.OK, null, tasks < 2 * ENOUGH_TASKS ? "fair" : "firm", METHOD, scored.runs());
  }

  private String nothing() {
    return choices.configuration().isEmpty()
        ? "No param that names a model, algorithm or method has two values that were both run on two"
            + " tasks; across_projects.configuration in almanac.yaml can name one."
        : "No two values of "
            + String.join(" + ", choices.configuration())
            + " were both run on two tasks.";
  }

  /** Returns the largest block that some name gives; of equal ones the likelier name's. */
  private Block block() {
    Map<String, Boolean> severalDatasets = severalDatasets();
    List<String> candidates =
        choices.configuration().isEmpty() ? ConfigurationNames.CANDIDATES : List.of("");
    Block best = new Block("", new TreeMap<>(), 0, 0);
    for (String candidate : candidates) {
      TreeMap<String, TreeMap<String, List<Double>>> cells = new TreeMap<>();
      for (ComparedRun run : runs) {
        String group =
            candidate.isEmpty() ? declared(run) : run.names().getOrDefault(candidate, "");
        if (!group.isEmpty()) {
          cells
              .computeIfAbsent(group, unused -> new TreeMap<>())
              .computeIfAbsent(task(run, severalDatasets), unused -> new ArrayList<>())
              .add(run.outcome());
        }
      }
      String name = candidate.isEmpty() ? String.join(" + ", choices.configuration()) : candidate;
      Block block = Block.of(name, cells);
      best = block.isComparison() && block.size() > best.size() ? block : best;
    }
    return best;
  }

  /** The values of all declared params together; empty if the run lacks one. */
  private String declared(ComparedRun run) {
    List<String> values = new ArrayList<>();
    for (String param : choices.configuration()) {
      String value = run.names().get(param);
      if (value == null) {
        return "";
      }
      values.add(value);
    }
    return String.join(" + ", values);
  }

  private Map<String, Boolean> severalDatasets() {
    Map<String, TreeSet<String>> datasets = new TreeMap<>();
    runs.forEach(
        run ->
            datasets.computeIfAbsent(run.project(), unused -> new TreeSet<>()).add(run.dataset()));
    Map<String, Boolean> several = new TreeMap<>();
    datasets.forEach((project, names) -> several.put(project, names.size() > 1));
    return several;
  }

  private static String task(ComparedRun run, Map<String, Boolean> severalDatasets) {
    return severalDatasets.getOrDefault(run.project(), false)
        ? run.project() + " / " + run.dataset()
        : run.project();
  }
}
