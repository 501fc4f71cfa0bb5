package dev.almanac.analyses.sensitivity;

import dev.almanac.analyses.Kernel;
import dev.almanac.analyses.Outcome;
import dev.almanac.analyses.ResultRows;
import dev.almanac.analyses.RowGroup;
import dev.almanac.analyses.Scope;

/** Gathers the runs of one project, a group each, and hands them to {@link SensitivityKernel}. */
final class ProjectKernel implements Kernel {
  private static final String METHOD = "functional ANOVA of the better of two models";

  private final Scope scope;
  private final LoggedRuns runs;

  ProjectKernel(Scope scope) {
    this.scope = scope;
    this.runs = new LoggedRuns(Goal.of(scope.direction()));
  }

  @Override
  public void group(RowGroup group, ResultRows out) {
    runs.add(group);
  }

  @Override
  public Outcome finish(ResultRows out) {
    Sensitivity result = SensitivityKernel.analyse(runs.table(), runs.goal(), scope.seed());
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
