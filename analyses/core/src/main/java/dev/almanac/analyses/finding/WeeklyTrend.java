package dev.almanac.analyses.finding;

import dev.almanac.analyses.finding.TrendFacts.Trend;
import dev.almanac.analyses.wording.Numbers;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The typical result, or the failure rate, rises or falls over the weeks, as the analysis {@code
 * trend} has it, corrected there for autocorrelation and for all series of the project.
 */
final class WeeklyTrend implements ClaimWriter {

  @Override
  public List<Claim> write(ProjectFacts facts, Span span) {
    if (!facts.standsIn(span)) {
      return List.of();
    }
    return Stream.of(result(facts), failures(facts)).flatMap(Optional::stream).toList();
  }

  private static Optional<Claim> result(ProjectFacts facts) {
    Trend test = facts.trend().trend("iqm", "hamed_rao");
    Trend slope = facts.trend().trend("iqm", "theil_sen");
    if (test == null || slope == null || test.outlook().isEmpty() || !isClear(slope)) {
      return Optional.empty();
    }
    boolean better = test.outlook().equals("improving");
    double error = (slope.high() - slope.low()) / (2 * 1.96);
    return Optional.of(
        begin(facts, "iqm")
            .ofMetric()
            .severity(better ? Severity.NOTE : Severity.NEWS, 0.6)
            .title(
                "Results in "
                    + facts.words()
                    + " get "
                    + (better ? "better" : "worse")
                    + " by the week")
            .action(better ? "" : "Look at what changed over these weeks.")
            .say(
                Sentence.say(
                        "The middle of a week's {metric} moved by {slope} a week over {weeks} weeks"
                            + " (95% interval {low} to {high}).")
                    .with("metric", facts.metricWords())
                    .with("slope", Numbers.signed(slope.slope(), error))
                    .with("weeks", Numbers.count(test.weeks()))
                    .with("low", Numbers.signed(slope.low(), error))
                    .with("high", Numbers.signed(slope.high(), error))));
  }

  private static Optional<Claim> failures(ProjectFacts facts) {
    Trend test = facts.trend().trend("failure_rate", "hamed_rao");
    Trend slope = facts.trend().trend("failure_rate", "theil_sen");
    if (test == null || !test.outlook().equals("worsening")) {
      return Optional.empty();
    }
    return Optional.of(
        begin(facts, "failure_rate")
            .severity(Severity.NEWS, 0.55)
            .title("More and more runs fail in " + facts.words())
            .action("Look at what the failed runs of these weeks share.")
            .say(
                Sentence.say(
                        slope != null && isClear(slope)
                            ? "The share of failed runs rose by {slope} of all runs a week over {weeks} weeks."
                            : "The share of failed runs rose over {weeks} weeks.")
                    .with("slope", slope == null ? "" : Numbers.percent(slope.slope()))
                    .with("weeks", Numbers.count(test.weeks()))));
  }

  private static boolean isClear(Trend slope) {
    return slope.low() * slope.high() > 0;
  }

  private static ClaimBuilder begin(ProjectFacts facts, String series) {
    return Claim.of("trend", facts)
        .about(series)
        .standing()
        .evidence(
            Evidence.rows("trend_test", "project", facts.project()).and("series", series), "trend");
  }
}
