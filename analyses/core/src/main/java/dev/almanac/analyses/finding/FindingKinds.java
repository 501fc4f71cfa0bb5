package dev.almanac.analyses.finding;

import java.util.List;

/** The kinds of findings that there are. */
final class FindingKinds {

  /** All of them; a new kind is a class and a line here. */
  static final List<ClaimWriter> ALL =
      List.of(
          new FailureBurst(),
          new StuckRuns(),
          new KillRun(),
          new NewBest(),
          new Regression(),
          new LevelStep(),
          new LevelShift(),
          new WeeklyTrend(),
          new Diverged(),
          new Overfitting(),
          new StillImproving(),
          new QuietProject(),
          new RepeatedRuns(),
          new HygieneGap(),
          new EdgeOptimum(),
          new DominatingParam(),
          new NoEffect(),
          new EntangledParams(),
          new StoppingRule());

  private FindingKinds() {}
}
