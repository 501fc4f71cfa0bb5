package dev.almanac.analyses.finding;

import dev.almanac.analyses.wording.Numbers;
import java.util.List;
import java.util.Optional;

/** Runs whose curves ran away, with the value of a param beyond which they did, if there is one. */
final class Diverged implements ClaimWriter {

  private static final int LEAST = 2;
  private static final int LEAST_CLEAR = 5;

  @Override
  public List<Claim> write(ProjectFacts facts, Span span) {
    List<RunFact> runs = withCurves(facts, span);
    int diverged = diverged(runs);
    if (diverged < LEAST) {
      return List.of();
    }
    Sentence.Writer sentence =
        Sentence.say("{diverged} of {runs} runs ran away")
            .with("diverged", Numbers.count(diverged))
            .with("runs", Numbers.count(runs.size()));
    ClaimBuilder claim =
        Claim.of("diverged", facts)
            .severity(Severity.NEWS, 0.5 + diverged / 100.0)
            .title("Runs diverged in " + facts.words())
            .evidence(
                new Evidence(
                    "curve_feature",
                    Evidence.rows("curve_feature", "project", facts.project()).condition()
                        + " AND diverged AND run_key IN (SELECT run_key FROM runs WHERE "
                        + Evidence.rows("runs", "project", facts.project())
                            .startedIn(span)
                            .condition()
                        + ")"),
                "failures");
    Optional<Threshold> cause = Threshold.of(runs, RunFact.curveDiverged());
    if (cause.isEmpty()) {
      return List.of(
          claim
              .action("Compare their settings with those of the runs that did not.")
              .say(sentence.say("; no single setting clearly tells them apart.")));
    }
    Threshold at = cause.get();
    sentence
        .say(
            at.above()
                ? ", all with {param} of {value} or more"
                : ", all with {param} of {value} or less")
        .say(" ({diverged} of the {beyond} runs there); none of the {others} ")
        .say(at.above() ? "below did." : "above did.")
        .with("param", Names.of(at.param()))
        .with("value", Numbers.plain(at.value()))
        .with("beyond", Numbers.count(at.beyond()))
        .with("others", Numbers.count(at.others()));
    return List.of(
        claim
            .caveat("What goes together need not be the cause.")
            .action(
                "Keep "
                    + Names.of(at.param())
                    + (at.above() ? " below " : " above ")
                    + Numbers.plain(at.value())
                    + ", or guard those runs by clipping or a warm-up.")
            .say(sentence));
  }

  @Override
  public Optional<Sentence> over(Claim earlier, ProjectFacts facts, Span span) {
    List<RunFact> runs = withCurves(facts, span);
    return runs.size() >= LEAST_CLEAR && diverged(runs) == 0
        ? Optional.of(
            Sentence.say("None of {runs} runs ran away.")
                .with("runs", Numbers.count(runs.size()))
                .end())
        : Optional.empty();
  }

  private static List<RunFact> withCurves(ProjectFacts facts, Span span) {
    return facts.startedIn(span).stream().filter(run -> run.curve() != null).toList();
  }

  private static int diverged(List<RunFact> runs) {
    return (int) runs.stream().filter(RunFact.curveDiverged()).count();
  }
}
