package dev.almanac.analyses.finding;

import dev.almanac.analyses.search.RankTests;
import dev.almanac.analyses.statistics.OrderStatistics;
import dev.almanac.analyses.wording.Numbers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The typical result moved against the four weeks before: a first look, for one week is too short
 * to know a step by. The middle halves must not overlap, and Mann and Whitney's test must say less
 * than 0.3 %. Where the weeks slope or wander anyway, or a step is known already, it has nothing to
 * add.
 */
final class LevelShift implements ClaimWriter {

  private static final double CHANCE = 0.003;
  private static final int LEAST_NOW = 5;
  private static final int LEAST_BEFORE = 10;
  private static final Duration PAST = Duration.ofDays(28);
  private static final Set<String> MOVING = Set.of("slope", "bend", "wander", "step_on_slope");

  /** Quartiles of a normal distribution are 1.349 standard deviations apart. */
  private static final double QUARTILES_SD = 1.349;

  /** So many of the new runs have what changed, and so few of the old. */
  private static final double NOW = 0.8;

  private static final double BEFORE = 0.2;

  @Override
  public List<Claim> write(ProjectFacts facts, Span span) {
    List<RunFact> now = facts.startedIn(span).stream().filter(RunFact::isScored).toList();
    List<RunFact> before =
        facts.startedBetween(span.start().minus(PAST), span.start()).stream()
            .filter(RunFact::isScored)
            .toList();
    if (now.size() < LEAST_NOW || before.size() < LEAST_BEFORE || isKnownOtherwise(facts, span)) {
      return List.of();
    }
    double[] young = values(now);
    double[] old = values(before);
    boolean above = OrderStatistics.quantile(young, 0.25) > OrderStatistics.quantile(old, 0.75);
    boolean below = OrderStatistics.quantile(young, 0.75) < OrderStatistics.quantile(old, 0.25);
    return (above || below) && RankTests.difference(young, old, LEAST_NOW).p() <= CHANCE
        ? List.of(claim(facts, span, now, before, above == facts.larger()))
        : List.of();
  }

  private static boolean isKnownOtherwise(ProjectFacts facts, Span span) {
    TrendFacts.Trend shape = facts.trend().trend("level", "shape");
    return (shape != null && MOVING.contains(shape.verdict()))
        || facts.trend().steps().stream()
            .anyMatch(
                step ->
                    step.week().isBefore(span.endDay())
                        && !step.week().isBefore(span.firstDay().minusDays(PAST.toDays())));
  }

  private static Claim claim(
      ProjectFacts facts, Span span, List<RunFact> now, List<RunFact> before, boolean better) {
    double[] old = values(before);
    double spread =
        (OrderStatistics.quantile(old, 0.75) - OrderStatistics.quantile(old, 0.25)) / QUARTILES_SD;
    Sentence.Writer sentence =
        Sentence.say(
                "The median {metric} went from {before} (four weeks before, {runs_before} runs) to"
                    + " {now} ({runs_now} runs)")
            .with("metric", facts.metricWords())
            .with("before", Numbers.measured(OrderStatistics.quantile(old, 0.5), spread))
            .with("runs_before", Numbers.count(before.size()))
            .with("now", Numbers.measured(OrderStatistics.quantile(values(now), 0.5), spread))
            .with("runs_now", Numbers.count(now.size()));
    ClaimBuilder claim =
        Claim.of("level-shift", facts)
            .ofMetric()
            .severity(Severity.NEWS, 0.9)
            .title(
                "Results in "
                    + facts.words()
                    + " are "
                    + (better ? "better" : "worse")
                    + " as a whole")
            .evidence(Evidence.rows("runs", "project", facts.project()).startedIn(span), "trend");
    Optional<Contrast> change = change(now, before);
    if (change.isEmpty()) {
      return claim
          .caveat("One " + span.word() + " is too short to know a step by.")
          .action("Look again next week, or ask what changed.")
          .say(sentence.say("."));
    }
    Contrast what = change.get();
    return claim
        .caveat(
            "They changed together; that is not yet a cause, and one " + span.word() + " is short.")
        .action(
            "Run one configuration with and without "
                + what.setting().words()
                + ", to know whether it is the cause.")
        .say(
            sentence
                .say("; {share_now} of the runs now use {setting}, {share_before} did before.")
                .with("share_now", Numbers.percent(what.markedWith() / (double) what.marked()))
                .with("setting", what.setting().words())
                .with("share_before", Numbers.percent(what.rateOfOthers())));
  }

  private static Optional<Contrast> change(List<RunFact> now, List<RunFact> before) {
    List<RunFact> all = new ArrayList<>(before);
    all.addAll(now);
    Set<RunFact> young = Set.copyOf(now);
    return Contrast.of(all, young::contains, NOW).filter(c -> c.rateOfOthers() <= BEFORE);
  }

  private static double[] values(List<RunFact> runs) {
    return runs.stream().mapToDouble(RunFact::value).sorted().toArray();
  }
}
