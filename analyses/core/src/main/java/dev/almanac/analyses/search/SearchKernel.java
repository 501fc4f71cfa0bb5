package dev.almanac.analyses.search;

import dev.almanac.analyses.AnalysisTables;
import dev.almanac.analyses.Kernel;
import dev.almanac.analyses.Outcome;
import dev.almanac.analyses.ResultRows;
import dev.almanac.analyses.RowGroup;
import dev.almanac.analyses.sensitivity.Goal;
import dev.almanac.analyses.sensitivity.LoggedRun;
import dev.almanac.analyses.sensitivity.LoggedRuns;
import dev.almanac.analyses.sensitivity.ParamTyping;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Gathers the runs of one project, a group each, by sweep. */
final class SearchKernel implements Kernel {
  private static final String METHOD = "search history";

  /** Groups of fewer runs are no search. */
  static final int LEAST_RUNS = 5;

  private final Goal goal;
  private final Gathered all;
  private final TreeMap<String, Gathered> sweeps = new TreeMap<>();
  private final TreeMap<String, Integer> exclusions = new TreeMap<>();

  SearchKernel(Goal goal) {
    this.goal = goal;
    this.all = new Gathered(goal);
  }

  @Override
  public void group(RowGroup group, ResultRows out) {
    if (group.integers("deleted")[0] != 0) {
      exclusions.merge("run_deleted", 1, Integer::sum);
      return;
    }
    all.add(group);
    String sweep = group.text("sweep");
    if (sweep != null) {
      sweeps.computeIfAbsent(sweep, absent -> new Gathered(goal)).add(group);
    }
  }

  @Override
  public Outcome finish(ResultRows out) {
    List<SweepAnswer> answers = new ArrayList<>();
    Sweep project = all.sweep(null);
    answers.add(SweepAnswer.of(project));
    for (Map.Entry<String, Gathered> each : sweeps.entrySet()) {
      Sweep sweep = each.getValue().sweep(each.getKey());
      if (sweep.trials().size() < LEAST_RUNS) {
        exclusions.merge("sweep_too_small", 1, Integer::sum);
      } else {
        answers.add(SweepAnswer.of(sweep));
      }
    }
    exclusions.forEach(
        (reason, count) -> out.add(AnalysisTables.ANALYSIS_EXCLUSION, null, null, reason, count));
    SearchRows.write(answers, out);
    int used = project.used().size();
    if (used < LEAST_RUNS) {
      return Outcome.insufficient(
          METHOD, used, "%d runs with a value; %d are the least".formatted(used, LEAST_RUNS));
    }
    return goal == Goal.UNKNOWN
        ? new Outcome(
            Outcome.Status.DEGRADED,
            "which value is best is not known without a direction",
            null,
            METHOD,
            used)
        : Outcome.ok(METHOD, used);
  }

  /** The runs of one sweep as they come. */
  private static final class Gathered {
    private final LoggedRuns runs;
    private final List<Trial> trials = new ArrayList<>();

    Gathered(Goal goal) {
      this.runs = new LoggedRuns(goal);
    }

    void add(RowGroup group) {
      LoggedRun run = runs.add(group);
      Double metric = run.metric();
      boolean isUsed = run.unfit().isEmpty() && metric != null && Double.isFinite(metric);
      trials.add(
          new Trial(
              run.key(),
              run.start(),
              seconds(group),
              Objects.requireNonNullElse(run.status(), "unknown"),
              isUsed ? Objects.requireNonNull(metric) : Double.NaN,
              trials.size(),
              seed(run)));
    }

    private static double seconds(RowGroup group) {
      double stated = group.numbers("duration_s")[0];
      if (stated >= 0) {
        return stated;
      }
      Instant begin = group.instants("started_at")[0];
      Instant first = begin == null ? group.instants("first_time")[0] : begin;
      Instant last = group.instants("last_time")[0];
      boolean isKnown = first != null && last != null && !last.isBefore(first);
      return isKnown
          ? Duration.between(Objects.requireNonNull(first), Objects.requireNonNull(last)).toMillis()
              / 1000.0
          : Double.NaN;
    }

    private static String seed(LoggedRun run) {
      return run.params().entrySet().stream()
          .filter(param -> ParamTyping.isSeed(param.getKey()))
          .map(param -> param.getKey() + "=" + param.getValue())
          .collect(Collectors.joining(","));
    }

    Sweep sweep(@Nullable String name) {
      return new Sweep(name, runs.goal(), trials, runs.tableOfAll());
    }
  }
}
