package dev.almanac.analyses.finding;

import dev.almanac.analyses.wording.Numbers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A project that was busy and has gone quiet: it had runs in at least three of the four weeks
 * before, and so many that none in the span is no chance of a steady stream (Poisson, 1 %). Its
 * sources were read after the end of the span, so that it is known.
 */
final class QuietProject implements ClaimWriter {

  private static final int WEEKS = 4;
  private static final int LEAST_WEEKS = 3;

  /** −ln 0.01: of so many expected runs none comes once in a hundred spans. */
  private static final double LEAST_EXPECTED = 4.6;

  private static final double DAYS = 28;

  @Override
  public List<Claim> write(ProjectFacts facts, Span span) {
    List<RunFact> before =
        facts.startedBetween(span.start().minus(Duration.ofDays(WEEKS * 7L)), span.start());
    boolean busy =
        weeks(before, span) >= LEAST_WEEKS
            && before.size() * Math.min(span.days(), DAYS) / DAYS >= LEAST_EXPECTED;
    if (!busy || !facts.startedIn(span).isEmpty() || !facts.wasReadAfter(span.end())) {
      return List.of();
    }
    Instant newest = before.get(before.size() - 1).startedAt();
    long days = newest == null ? 0 : Duration.between(newest, span.end()).toDays();
    return List.of(
        Claim.of("quiet-project", facts)
            .severity(Severity.NOTE, before.size() / 1000.0)
            .title(facts.words() + " has gone quiet")
            .action("If it is meant to run on, look at what starts its runs.")
            .evidence(Evidence.rows("runs", "project", facts.project()), "activity")
            .say(
                Sentence.say(
                        "No run started, after {runs} in the four weeks before; the last one is"
                            + " {days} days old.")
                    .with("runs", Numbers.count(before.size()))
                    .with("days", Numbers.count(days))));
  }

  @Override
  public Optional<Sentence> over(Claim earlier, ProjectFacts facts, Span span) {
    int runs = facts.startedIn(span).size();
    return runs == 0
        ? Optional.empty()
        : Optional.of(
            Sentence.say(runs == 1 ? "A run started again." : "{runs} runs started again.")
                .with("runs", Numbers.count(runs))
                .end());
  }

  private static long weeks(List<RunFact> runs, Span span) {
    return runs.stream()
        .map(RunFact::startedAt)
        .filter(start -> start != null)
        .map(start -> Duration.between(start, span.start()).minusMillis(1).toDays() / 7)
        .distinct()
        .count();
  }
}
