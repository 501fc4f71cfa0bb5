package dev.almanac.analyses.finding;

import dev.almanac.analyses.finding.TrendFacts.Cause;
import dev.almanac.analyses.finding.TrendFacts.Step;
import dev.almanac.analyses.wording.Numbers;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * The level of a project's results stepped, as the analysis {@code trend} has it, corrected there
 * for all its weeks and series. A step is known once two full weeks are at the new level; it is
 * told then and in the three weeks after.
 */
final class LevelStep implements ClaimWriter {

  private static final int KNOWN_DAYS = 14;
  private static final int TOLD_DAYS = 35;
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);

  @Override
  public List<Claim> write(ProjectFacts facts, Span span) {
    return facts.trend().steps().stream()
        .filter(step -> isTold(step, span))
        .map(step -> claim(facts, span, step))
        .toList();
  }

  private static boolean isTold(Step step, Span span) {
    LocalDate known = step.week().plusDays(KNOWN_DAYS);
    return !known.isAfter(span.endDay())
        && (known.isAfter(span.firstDay())
            || !span.endDay().isAfter(step.week().plusDays(TOLD_DAYS)));
  }

  private static Claim claim(ProjectFacts facts, Span span, Step step) {
    boolean better = step.outlook().equals("improving");
    boolean first = step.week().plusDays(KNOWN_DAYS).isAfter(span.firstDay());
    double error = (step.high() - step.low()) / (2 * 1.96);
    Sentence.Writer sentence =
        Sentence.say(
                "{metric} stepped in the week of {week} from {before} to {after} (95% interval of"
                    + " the step {low} to {high}; {runs_before} runs before, {runs_after} since)")
            .with("metric", facts.metricWords())
            .with("week", DAY.format(step.week()))
            .with("before", Numbers.measured(step.before(), error))
            .with("after", Numbers.measured(step.after(), error))
            .with("low", Numbers.measured(step.low(), error))
            .with("high", Numbers.measured(step.high(), error))
            .with("runs_before", Numbers.count(step.runsBefore()))
            .with("runs_after", Numbers.count(step.runsAfter()));
    ClaimBuilder claim =
        Claim.of("level-step", facts)
            .ofMetric()
            .about(step.week().toString())
            .severity(better ? Severity.NEWS : Severity.ACT, first ? 2 : 1)
            .title(
                "Results in "
                    + facts.words()
                    + " are "
                    + (better ? "better" : "worse")
                    + " as a whole")
            .evidence(
                Evidence.rows("change_point", "project", facts.project())
                    .and("metric_key", String.valueOf(facts.metricKey()))
                    .and("series", "level"),
                "trend");
    Cause cause = step.cause();
    if (cause == null) {
      return claim
          .action("Nothing that was logged changed with it; ask what else did.")
          .say(sentence.say("."));
    }
    String what = Names.of(cause.kind()) + " " + Names.of(cause.key());
    sentence
        .say("; {what} went from {old} to {new}")
        .with("what", what)
        .with("old", Names.of(cause.before()))
        .with("new", Names.of(cause.after()));
    if (!Double.isNaN(cause.shareAfter())) {
      sentence
          .say(", which {share_after} of the runs use since and {share_before} did before")
          .with("share_after", Numbers.percent(cause.shareAfter()))
          .with("share_before", Numbers.percent(cause.shareBefore()));
    }
    return claim
        .caveat("They changed together; that is not yet a cause.")
        .action(
            "Run one configuration with the old "
                + what
                + " and with the new one, to know whether it is the cause.")
        .say(sentence.say("."));
  }
}
