package dev.almanac.analyses.finding;

import dev.almanac.analyses.finding.RunFact.PulseFact;
import dev.almanac.analyses.wording.Numbers;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Runs that call themselves running although their silence is longer than their process can have
 * lived through, as the analysis {@code live} has it. Those that fell silent over six weeks ago are
 * no news; the failures section lists them.
 */
final class StuckRuns implements ClaimWriter {

  private static final Duration NEWS = Duration.ofDays(42);

  /** A run, and how long it had been silent. */
  private record Stuck(RunFact run, PulseFact pulse, Instant sign, double silent) {}

  @Override
  public List<Claim> write(ProjectFacts facts, Span span) {
    List<Stuck> stuck =
        facts.startedBefore(span.end()).stream()
            .flatMap(run -> stuck(run, span).stream())
            .sorted(Comparator.comparing(Stuck::sign).thenComparing(each -> each.run().key()))
            .toList();
    return stuck.isEmpty() ? List.of() : List.of(claim(facts, span, stuck));
  }

  private static Claim claim(ProjectFacts facts, Span span, List<Stuck> stuck) {
    Stuck oldest = stuck.get(0);
    String run = oldest.run().words();
    Sentence.Writer sentence =
        Sentence.say(
                stuck.size() == 1
                    ? "{run} counts as running, but was silent for {silent}"
                    : "The one silent longest, {run}, counts as running, but was silent for {silent}")
            .with("run", run)
            .with("silent", Numbers.duration(oldest.silent()));
    if (oldest.pulse().usual() > 0) {
      sentence
          .say("; its rhythm explains {usual}")
          .with("usual", Numbers.duration(oldest.pulse().usual()));
    }
    return Claim.of("stuck-runs", facts)
        .severity(Severity.ACT, 0.1)
        .title(
            (stuck.size() == 1 ? "A run is" : Numbers.count(stuck.size()) + " runs are")
                + " stuck in "
                + facts.words())
        .caveat(
            span.end().isAfter(oldest.pulse().lookedAt())
                ? "As of when its source was last looked at."
                : "As of the end of the " + span.word() + ".")
        .action(
            stuck.size() == 1
                ? "Mark " + run + " as failed, or start it again: its process is probably gone."
                : "Mark them as failed, or start them again: their processes are probably gone.")
        .evidence(
            new Evidence(
                "live_run",
                Evidence.rows("live_run", "project", facts.project()).condition()
                    + " AND state = 'crashed'"),
            "failures")
        .say(sentence.say("."));
  }

  /** Says how long a run had been silent at the end of a span, if that was too long. */
  private static Optional<Stuck> stuck(RunFact run, Span span) {
    PulseFact pulse = run.pulse();
    if (pulse == null || !run.status().equals("running")) {
      return Optional.empty();
    }
    Instant sign = pulse.signAt();
    if (sign == null || Double.isNaN(pulse.gone())) {
      return Optional.empty();
    }
    Instant asOf = span.end().isBefore(pulse.lookedAt()) ? span.end() : pulse.lookedAt();
    double silent = Duration.between(sign, asOf).toMillis() / 1000.0;
    boolean news = sign.isAfter(span.end().minus(NEWS));
    return silent >= pulse.gone() && news
        ? Optional.of(new Stuck(run, pulse, sign, silent))
        : Optional.empty();
  }
}
