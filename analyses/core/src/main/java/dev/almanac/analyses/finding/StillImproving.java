package dev.almanac.analyses.finding;

import dev.almanac.analyses.finding.RunFact.CurveFact;
import dev.almanac.analyses.wording.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Most finished runs, at least three, were beyond doubt still getting better when they ended. */
final class StillImproving implements ClaimWriter {

  private static final double MOST = 0.5;
  private static final int LEAST = 3;
  private static final int LEAST_CLEAR = 5;

  @Override
  public List<Claim> write(ProjectFacts facts, Span span) {
    List<CurveFact> judged = judged(facts, span);
    int improving = improving(judged);
    double share = improving / (double) judged.size();
    if (improving < LEAST || share < MOST) {
      return List.of();
    }
    return List.of(
        Claim.of("still-improving", facts)
            .ofMetric()
            .severity(Severity.NOTE, share / 2)
            .title("Runs in " + facts.words() + " stop early")
            .caveat("More steps may be worth more than more runs; that was not tried.")
            .action("Let the next runs go on for longer, or start fewer of them.")
            .evidence(
                new Evidence(
                    "curve_feature",
                    Evidence.rows("curve_feature", "project", facts.project())
                            .and("metric_key", String.valueOf(facts.metricKey()))
                            .condition()
                        + " AND still_improving"),
                "convergence")
            .say(
                Sentence.say(
                        "{improving} of {runs} finished runs were still improving in {metric} when"
                            + " they ended.")
                    .with("improving", Numbers.count(improving))
                    .with("runs", Numbers.count(judged.size()))
                    .with("metric", facts.metricWords())));
  }

  @Override
  public Optional<Sentence> over(Claim earlier, ProjectFacts facts, Span span) {
    List<CurveFact> judged = judged(facts, span);
    int improving = improving(judged);
    return judged.size() >= LEAST_CLEAR && improving < MOST / 2 * judged.size()
        ? Optional.of(
            Sentence.say("{improving} of {runs} finished runs were still improving at their end.")
                .with("improving", Numbers.count(improving))
                .with("runs", Numbers.count(judged.size()))
                .end())
        : Optional.empty();
  }

  private static List<CurveFact> judged(ProjectFacts facts, Span span) {
    List<CurveFact> judged = new ArrayList<>();
    for (RunFact run : facts.startedIn(span)) {
      CurveFact curve = run.curve();
      if (run.hasResult() && curve != null && !Double.isNaN(curve.improving())) {
        judged.add(curve);
      }
    }
    return judged;
  }

  private static int improving(List<CurveFact> curves) {
    return (int) curves.stream().filter(curve -> curve.improving() > 0).count();
  }
}
