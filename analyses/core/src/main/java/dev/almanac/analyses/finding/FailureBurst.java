package dev.almanac.analyses.finding;

import dev.almanac.analyses.search.Hypergeometric;
import dev.almanac.analyses.wording.Numbers;
import java.util.List;
import java.util.Optional;

/**
 * Clearly more runs failed than the project is used to, with what the failed ones share. Against
 * the past by Fisher's exact test at 0.2 %, which a project of a steady failure rate passes once in
 * ten years of weeks; where there is hardly a past, a share of a fifth counts by itself.
 */
final class FailureBurst implements ClaimWriter {

  private static final double CHANCE = 0.002;
  private static final double MANY = 0.2;
  private static final double TIMES_USUAL = 2;
  private static final int LEAST_FAILED = 3;
  private static final int LEAST_PAST = 10;
  private static final int LEAST_CLEAR = 5;

  /** Most failed runs of a burst share it. */
  private static final double COVERAGE = 0.6;

  @Override
  public List<Claim> write(ProjectFacts facts, Span span) {
    List<RunFact> ended = ended(facts, span);
    int failed = failed(ended);
    List<RunFact> past =
        facts.startedBefore(span.start()).stream().filter(RunFact::hasEnded).toList();
    int failedPast = failed(past);
    double share = failed / (double) ended.size();
    double usual = failedPast / (double) past.size();
    if (failed < LEAST_FAILED || share < MANY / 2) {
      return List.of();
    }
    boolean burst = past.isEmpty() ? share >= MANY : share >= TIMES_USUAL * usual;
    boolean beyondChance =
        past.size() < LEAST_PAST
            ? share >= MANY
            : Hypergeometric.atLeast(
                    failed, ended.size(), failed + failedPast, ended.size() + past.size())
                <= CHANCE;
    return burst && beyondChance ? List.of(claim(facts, span, ended, usual)) : List.of();
  }

  @Override
  public Optional<Sentence> over(Claim earlier, ProjectFacts facts, Span span) {
    List<RunFact> ended = ended(facts, span);
    int failed = failed(ended);
    if (ended.size() < LEAST_CLEAR || failed >= MANY / 2 * ended.size()) {
      return Optional.empty();
    }
    return Optional.of(
        Sentence.say(
                failed == 0 ? "None of {ended} runs failed." : "{failed} of {ended} runs failed.")
            .with("failed", Numbers.count(failed))
            .with("ended", Numbers.count(ended.size()))
            .end());
  }

  private static List<RunFact> ended(ProjectFacts facts, Span span) {
    return facts.startedIn(span).stream().filter(RunFact::hasEnded).toList();
  }

  private static int failed(List<RunFact> runs) {
    return (int) runs.stream().filter(RunFact::isLost).count();
  }

  private static Claim claim(ProjectFacts facts, Span span, List<RunFact> ended, double usual) {
    int failed = failed(ended);
    Sentence.Writer sentence =
        Sentence.say("{failed} of {ended} runs failed ({share}")
            .with("failed", Numbers.count(failed))
            .with("ended", Numbers.count(ended.size()))
            .with("share", Numbers.percent(failed / (double) ended.size()));
    if (!Double.isNaN(usual)) {
      sentence.say(", against {usual} until then").with("usual", Numbers.percent(usual));
    }
    sentence.say(").");
    ClaimBuilder claim =
        Claim.of("failure-burst", facts)
            .severity(Severity.ACT, failed)
            .title("Runs failed in " + facts.words())
            .evidence(
                new Evidence(
                    "runs",
                    Evidence.rows("runs", "project", facts.project()).startedIn(span).condition()
                        + " AND status IN ('failed', 'crashed')"),
                "failures");
    Optional<Contrast> shared = Contrast.of(ended, RunFact::isLost, COVERAGE);
    if (shared.isEmpty() || shared.get().rateWith() < 2 * shared.get().rateWithout()) {
      return claim
          .action("Read the logs of the failed runs before starting more of them.")
          .say(sentence);
    }
    Contrast what = shared.get();
    sentence
        .say(
            what.markedWith() == failed
                ? " All of them had {setting}"
                : " {with} of them had {setting}")
        .say(", which {used} runs used; ")
        .say(
            what.rateWithout() > 0
                ? "of the others {others} failed."
                : "none of the others failed.")
        .with("setting", what.setting().words())
        .with("with", Numbers.count(what.markedWith()))
        .with("used", Numbers.count(what.allWith()))
        .with("others", Numbers.percent(what.rateWithout()));
    return claim
        .caveat("What goes together need not be the cause.")
        .action("Look at " + what.setting().words() + " before starting more such runs.")
        .say(sentence);
  }
}
