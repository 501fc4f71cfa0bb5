package dev.almanac.analyses.comparison;

import dev.almanac.analyses.ResultRows;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Writes how configurations of a block compare. */
final class ComparisonRows {

  private static final double LEVEL = 0.05;
  private static final double BEST_SCORE = 1;
  private static final int PROFILE_STEPS = 40;

  /** Digits of a score that are worth telling apart: the others are rounding. */
  private static final double ROUNDING = 1e12;

  private final ScoredBlock scored;
  private final List<String> groups;
  private final Bootstrap bootstrap;
  private final ResultRows out;

  ComparisonRows(ScoredBlock scored, long seed, ResultRows out) {
    this.scored = scored;
    this.groups = List.copyOf(scored.scores().keySet());
    this.bootstrap = new Bootstrap(new SplittableRandom(seed), scored.scores().values());
    this.out = out;
  }

  void write() {
    Friedman friedman = Friedman.of(typical());
    for (int group = 0; group < groups.size(); group++) {
      writeGroup(group, friedman);
      writeProfile(group);
    }
    writePairs(friedman);
    writeTest(
        "friedman",
        friedman,
        Double.isNaN(friedman.chiSquareTied()) ? null : friedman.chiSquareTied(),
        friedman.probabilityTied());
    writeTest("iman_davenport", friedman, friedman.imanDavenport(), friedman.probability());
  }

  private TaskScores scores(int group) {
    TaskScores scores = scored.scores().get(groups.get(group));
    if (scores == null) {
      throw new IllegalStateException("Cannot find the scores of " + groups.get(group));
    }
    return scores;
  }

  /** One row a task, one column a configuration. */
  private double[][] typical() {
    int tasks = scored.block().tasks().size();
    double[][] typical = new double[tasks][groups.size()];
    for (int group = 0; group < groups.size(); group++) {
      double[] own = scores(group).typical();
      for (int task = 0; task < tasks; task++) {
        typical[task][group] = Math.rint(own[task] * ROUNDING) / ROUNDING;
      }
    }
    return typical;
  }

  private void writeGroup(int group, Friedman friedman) {
    TaskScores own = scores(group);
    double @Nullable [] interval = bootstrap.interval(own, TaskScores::interquartileMean);
    out.add(
        ComparisonTables.GROUPS,
        groups.get(group),
        own.tasks().stream().mapToInt(task -> task.length).sum(),
        projects(),
        own.interquartileMean(),
        interval == null ? null : interval[0],
        interval == null ? null : interval[1],
        own.mean(),
        own.median(),
        own.optimalityGap(BEST_SCORE),
        friedman.meanRanks()[group],
        scored.block().name(),
        own.tasks().size(),
        bootstrap.words());
  }

  private int projects() {
    return (int)
        scored.block().tasks().stream().map(task -> task.split(" / ", 2)[0]).distinct().count();
  }

  private void writeProfile(int group) {
    TaskScores own = scores(group);
    double[][] drawn = bootstrap.profiles(own, PROFILE_STEPS);
    for (int step = 0; step <= PROFILE_STEPS; step++) {
      double tau = (double) step / PROFILE_STEPS;
      double @Nullable [] interval = drawn.length == 0 ? null : Bootstrap.ends(column(drawn, step));
      out.add(
          ComparisonTables.PROFILE,
          groups.get(group),
          tau,
          own.shareAbove(tau),
          interval == null ? null : interval[0],
          interval == null ? null : interval[1]);
    }
  }

  private static double[] column(double[][] rows, int column) {
    return Arrays.stream(rows).mapToDouble(row -> row[column]).toArray();
  }

  private void writePairs(Friedman friedman) {
    int pairs = groups.size() * (groups.size() - 1) / 2;
    double[] probabilities = new double[pairs];
    double[][] typical = typical();
    int pair = 0;
    for (int a = 0; a < groups.size(); a++) {
      for (int b = a + 1; b < groups.size(); b++) {
        probabilities[pair++] = WilcoxonSignedRank.probability(differences(typical, a, b));
      }
    }
    double[] adjusted = Holm.adjusted(probabilities);
    pair = 0;
    for (int a = 0; a < groups.size(); a++) {
      for (int b = a + 1; b < groups.size(); b++) {
        writePair(a, b, probabilities[pair], adjusted[pair], friedman);
        pair++;
      }
    }
  }

  private static double[] differences(double[][] typical, int a, int b) {
    return Arrays.stream(typical)
        .mapToDouble(row -> Math.rint((row[a] - row[b]) * ROUNDING) / ROUNDING)
        .toArray();
  }

  private void writePair(int a, int b, double probability, double adjusted, Friedman friedman) {
    TaskScores first = scores(a);
    TaskScores second = scores(b);
    Map<String, double @Nullable []> intervals = bootstrap.pairIntervals(first, second);
    double @Nullable [] improvement = intervals.get(Bootstrap.IMPROVEMENT);
    double @Nullable [] delta = intervals.get(Bootstrap.DELTA);
    out.add(
        ComparisonTables.PAIRS,
        groups.get(a),
        groups.get(b),
        first.probabilityOfImprovement(second),
        improvement == null ? null : improvement[0],
        improvement == null ? null : improvement[1],
        Bootstrap.delta(first, second),
        delta == null ? null : delta[0],
        delta == null ? null : delta[1],
        "wilcoxon_holm",
        probability,
        adjusted,
        adjusted < LEVEL,
        friedman.criticalDifference(),
        friedman.meanRanks()[a] - friedman.meanRanks()[b],
        friedman.nemenyi(a, b),
        first.tasks().size());
  }

  private void writeTest(
      String test, Friedman friedman, @Nullable Double statistic, double probability) {
    out.add(
        ComparisonTables.TESTS,
        test,
        friedman.tasks(),
        groups.size(),
        statistic,
        probability,
        scored.block().name());
  }
}
