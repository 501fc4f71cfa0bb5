package dev.almanac.analyses.finding;

import dev.almanac.analyses.finding.RunFact.PulseFact;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Running runs whose values speak for stopping them, as the analysis {@code live} has it. That is
 * known as of now only, so it is told of the newest complete span.
 */
final class KillRun implements ClaimWriter {

  @Override
  public List<Claim> write(ProjectFacts facts, Span span) {
    Span complete = Weeks.newestComplete(facts.readAt(), facts.zone());
    if (span.end().isBefore(complete.end())) {
      return List.of();
    }
    List<Claim> claims = new ArrayList<>();
    for (RunFact run : facts.startedBefore(span.end())) {
      PulseFact pulse = run.pulse();
      boolean kill = pulse != null && pulse.verdict().equals("kill") && !isGone(pulse);
      if (pulse != null && kill) {
        claims.add(claim(facts, run, pulse));
      }
    }
    return claims;
  }

  /** Whether it is stuck rather than running, so that there is nothing to kill. */
  private static boolean isGone(PulseFact pulse) {
    Instant sign = pulse.signAt();
    return sign != null
        && Duration.between(sign, pulse.lookedAt()).toMillis() / 1000.0 >= pulse.gone();
  }

  private static Claim claim(ProjectFacts facts, RunFact run, PulseFact pulse) {
    return Claim.of("kill-run", facts)
        .about(run.key())
        .severity(Severity.ACT, 1)
        .title("Stop " + run.words() + " in " + facts.words())
        .caveat("As of when its source was last looked at.")
        .action("Kill run " + run.words() + ".")
        .evidence(Evidence.rows("live_run", "run_key", run.key()), "live")
        .standing()
        .say(Sentence.say("{reasons}").with("reasons", Names.line(pulse.reasons())));
  }
}
