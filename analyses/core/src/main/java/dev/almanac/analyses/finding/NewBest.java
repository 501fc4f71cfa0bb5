package dev.almanac.analyses.finding;

import dev.almanac.analyses.finding.ProjectFacts.NoiseFact;
import dev.almanac.analyses.wording.Numbers;
import java.util.List;
import java.util.Optional;

/**
 * The best run so far began in the span; whether it is better by more than seeds can explain. It is
 * the best of all runs of the span, so the chance of a single one is multiplied by their number.
 */
final class NewBest implements ClaimWriter {

  private static final double CHANCE = 0.05;
  private static final double MOST = 100;

  @Override
  public List<Claim> write(ProjectFacts facts, Span span) {
    List<RunFact> before = facts.startedBefore(span.start());
    List<RunFact> now = facts.startedIn(span);
    Optional<RunFact> old = facts.best(before);
    Optional<RunFact> young = facts.best(now);
    if (old.isEmpty() || young.isEmpty()) {
      return List.of();
    }
    RunFact best = young.get();
    return facts.better(best.value(), old.get().value())
        ? List.of(claim(facts, old.get(), best, tries(now)))
        : List.of();
  }

  private static int tries(List<RunFact> now) {
    return (int) now.stream().filter(RunFact::isScored).count();
  }

  private static Claim claim(ProjectFacts facts, RunFact old, RunFact best, int tries) {
    double gain = Math.abs(best.value() - old.value());
    NoiseFact noise = facts.noise();
    double resolution = noise == null ? gain : noise.sd();
    Sentence.Writer sentence =
        Sentence.say("{run} took {metric} from {before} to {now}")
            .with("run", best.words())
            .with("metric", facts.metricWords())
            .with("before", Numbers.measured(old.value(), resolution))
            .with("now", Numbers.measured(best.value(), resolution));
    ClaimBuilder claim =
        Claim.of("new-best", facts)
            .ofMetric()
            .about(best.key())
            .evidence(
                Evidence.rows("metric_summaries", "run_key", best.key())
                    .and("key", String.valueOf(facts.metricKey())),
                "leaderboard");
    if (noise == null) {
      return claim
          .severity(Severity.NEWS, 0.5)
          .title("New best in " + facts.words())
          .caveat("Too few configurations were repeated with other seeds to tell it from luck.")
          .action(
              "Repeat the configuration of "
                  + best.words()
                  + " with 2 more seeds, so that the noise is known.")
          .say(sentence.say("."));
    }
    String ratio = Numbers.times(gain / noise.sd());
    sentence.with("gain", Numbers.measured(gain, noise.sd())).with("ratio", ratio);
    if (chance(gain, noise, tries) <= CHANCE) {
      return claim
          .severity(Severity.NEWS, 1 + Math.min(gain / noise.sd(), MOST))
          .title("New best in " + facts.words())
          .action("Take " + best.words() + " as the run to beat.")
          .say(sentence.say(": better by {gain}, {ratio} the spread between seeds."));
    }
    return claim
        .severity(Severity.NOTE, gain / noise.sd())
        .title("A new best in " + facts.words() + ", within seed noise")
        .caveat(
            "That is "
                + ratio
                + " the spread between seeds"
                + (tries > 1 ? ", for the best of " + Numbers.count(tries) + " runs" : "")
                + ": noise alone does as much too often.")
        .action(
            "Repeat the configuration of "
                + best.words()
                + " with 2 more seeds before relying on it.")
        .say(sentence.say(", a gain of {gain}."));
  }

  /**
   * Returns the chance that the best of some runs is better by so much than one run of the same
   * configuration: one-sided Student's t, times their number.
   */
  static double chance(double gain, NoiseFact noise, int tries) {
    double t = gain / (noise.sd() * Math.sqrt(2));
    return Math.min(1, tries * Regression.tail(t, noise.degrees()));
  }
}
