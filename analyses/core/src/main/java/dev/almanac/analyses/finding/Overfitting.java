package dev.almanac.analyses.finding;

import dev.almanac.analyses.finding.RunFact.CurveFact;
import dev.almanac.analyses.statistics.OrderStatistics;
import dev.almanac.analyses.wording.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Most finished runs that have a training curve to compare with, at least three, overfitted. */
final class Overfitting implements ClaimWriter {

  private static final double MOST = 0.5;
  private static final int LEAST = 3;
  private static final int LEAST_CLEAR = 5;

  @Override
  public List<Claim> write(ProjectFacts facts, Span span) {
    List<CurveFact> compared = compared(facts, span);
    List<CurveFact> overfit = overfit(compared);
    if (overfit.size() < LEAST || overfit.size() < MOST * compared.size()) {
      return List.of();
    }
    double from =
        OrderStatistics.median(
            overfit.stream()
                .mapToDouble(CurveFact::overfitFrom)
                .filter(Double::isFinite)
                .toArray());
    return List.of(
        Claim.of("overfitting", facts)
            .ofMetric()
            .severity(Severity.NEWS, 0.4 + overfit.size() / 1000.0)
            .title("Runs in " + facts.words() + " overfit")
            .action("Stop at the best validation value, or regularise more.")
            .evidence(
                Evidence.rows("curve_feature", "project", facts.project())
                    .and("metric_key", String.valueOf(facts.metricKey()))
                    .and("verdict", "overfitting"),
                "convergence")
            .say(
                Sentence.say(
                        "In {overfit} of {runs} finished runs {metric} got worse while the training"
                            + " metric went on improving, in half of them from {from} or earlier.")
                    .with("overfit", Numbers.count(overfit.size()))
                    .with("runs", Numbers.count(compared.size()))
                    .with("metric", facts.metricWords())
                    .with("from", "step " + Numbers.plain(from))));
  }

  @Override
  public Optional<Sentence> over(Claim earlier, ProjectFacts facts, Span span) {
    List<CurveFact> compared = compared(facts, span);
    int overfit = overfit(compared).size();
    return compared.size() >= LEAST_CLEAR && overfit < MOST / 2 * compared.size()
        ? Optional.of(
            Sentence.say("{overfit} of {runs} finished runs overfitted.")
                .with("overfit", Numbers.count(overfit))
                .with("runs", Numbers.count(compared.size()))
                .end())
        : Optional.empty();
  }

  private static List<CurveFact> compared(ProjectFacts facts, Span span) {
    List<CurveFact> compared = new ArrayList<>();
    for (RunFact run : facts.startedIn(span)) {
      CurveFact curve = run.curve();
      if (run.hasResult() && curve != null && curve.compared()) {
        compared.add(curve);
      }
    }
    return compared;
  }

  private static List<CurveFact> overfit(List<CurveFact> curves) {
    return curves.stream()
        .filter(
            curve -> curve.verdict().equals("overfitting") && Double.isFinite(curve.overfitFrom()))
        .toList();
  }
}
