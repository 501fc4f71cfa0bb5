package dev.almanac.analyses.sensitivity;

import dev.almanac.analyses.Kernel;
import dev.almanac.analyses.Outcome;
import dev.almanac.analyses.ResultRows;
import dev.almanac.analyses.RowGroup;
import dev.almanac.analyses.Scope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Gathers the runs of one project, a group each, and hands them to {@link SensitivityKernel}. */
final class ProjectKernel implements Kernel {
  private static final String METHOD = "functional ANOVA of the better of two models";

  private final Scope scope;
  private final Goal goal;
  private final List<LoggedRun> runs = new ArrayList<>();
  private final DeclaredSpaces spaces = new DeclaredSpaces();

  ProjectKernel(Scope scope) {
    this.scope = scope;
    this.goal = goal(scope.direction());
  }

  private static Goal goal(@Nullable String direction) {
    if ("min".equals(direction)) {
      return Goal.MINIMIZE;
    }
    return "max".equals(direction) ? Goal.MAXIMIZE : Goal.UNKNOWN;
  }

  @Override
  public void group(RowGroup group, ResultRows out) {
    Instant started = group.instants("started_at")[0];
    runs.add(
        new LoggedRun(
            Objects.requireNonNull(group.text("run_key"), "run without key"),
            group.text("status"),
            group.integers("deleted")[0] != 0,
            started == null ? 0 : started.toEpochMilli(),
            metric(group),
            params(group)));
    readSpaces(group);
  }

  private @Nullable Double metric(RowGroup group) {
    if (group.integers("points")[0] == 0) {
      return null;
    }
    return LoggedRun.judged(
        goal,
        group.numbers("last_value")[0],
        group.numbers("min_value")[0],
        group.numbers("max_value")[0]);
  }

  private static TreeMap<String, @Nullable String> params(RowGroup group) {
    @Nullable String[] names = group.texts("param_key");
    @Nullable String[] texts = group.texts("param_value");
    TreeMap<String, @Nullable String> params = new TreeMap<>();
    for (int row = 0; row < names.length; row++) {
      String name = names[row];
      if (name != null) {
        params.put(name, texts[row]);
      }
    }
    return params;
  }

  private void readSpaces(RowGroup group) {
    @Nullable String[] names = group.texts("param_key");
    @Nullable String[] types = group.texts("space_type");
    @Nullable String[] scales = group.texts("space_scale");
    double[] lows = group.numbers("space_low");
    double[] highs = group.numbers("space_high");
    @Nullable String[] choices = group.texts("space_choices");
    for (int row = 0; row < names.length; row++) {
      String name = names[row];
      if (name != null) {
        spaces.add(name, types[row], scales[row], lows[row], highs[row], choices[row]);
      }
    }
  }

  @Override
  public Outcome finish(ResultRows out) {
    RunTable table = RunTableReader.read(runs, spaces);
    Sensitivity result = SensitivityKernel.analyse(table, goal, scope.seed());
    ResultWriter.write(result, out);
    return outcome(result.verdict());
  }

  private static Outcome outcome(Sensitivity.Verdict verdict) {
    String reason = verdict.reason().isEmpty() ? null : verdict.reason();
    Outcome.Status status =
        switch (verdict.status()) {
          case TOO_FEW_RUNS, NOTHING_VARIES -> Outcome.Status.INSUFFICIENT;
          case NOT_DISTINGUISHABLE -> Outcome.Status.DEGRADED;
          case ANSWERED ->
              verdict.grade() == Sensitivity.Grade.WEAK
                  ? Outcome.Status.DEGRADED
                  : Outcome.Status.OK;
        };
    return new Outcome(status, reason, Words.of(verdict.grade()), METHOD, verdict.runs());
  }
}
