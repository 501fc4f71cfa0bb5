package dev.almanac.analyses.finding;

import dev.almanac.analyses.finding.ModelFacts.Edge;
import dev.almanac.analyses.finding.ModelFacts.Param;
import dev.almanac.analyses.finding.ModelFacts.Share;
import dev.almanac.analyses.wording.Numbers;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The metric is best toward an end of what was searched: the optimum may be beyond. */
final class EdgeOptimum implements ClaimWriter {

  private static final double MATTERS = 0.05;
  private static final Set<String> GRADES = Set.of("weak", "fair", "firm");
  private static final Set<String> NUMERIC = Set.of("float", "int");

  @Override
  public List<Claim> write(ProjectFacts facts, Span span) {
    if (!GRADES.contains(facts.model().grade()) || !facts.standsIn(span)) {
      return List.of();
    }
    return facts.model().params().stream()
        .filter(param -> param.status().equals("distinguishable") && !param.bestAt().isEmpty())
        .filter(param -> NUMERIC.contains(param.type()) && share(facts, param) >= MATTERS)
        .map(param -> claim(facts, param))
        .toList();
  }

  private static double share(ProjectFacts facts, Param param) {
    return facts.model().shares().stream()
        .filter(share -> share.param().equals(param.param()))
        .mapToDouble(Share::share)
        .findFirst()
        .orElse(0);
  }

  private static Claim claim(ProjectFacts facts, Param param) {
    boolean high = param.bestAt().equals("high");
    String name = Names.of(param.param());
    String end = Numbers.significant(high ? param.high() : param.low(), 3);
    Optional<Edge> edge =
        facts.model().edges().stream()
            .filter(each -> each.param().equals(param.param()) && each.end().equals(param.bestAt()))
            .findFirst();
    String runs = Numbers.count(facts.model().runs()) + " runs of all time";
    boolean weak = facts.model().grade().equals("weak");
    return Claim.of("edge-optimum", facts)
        .ofMetric()
        .about(param.param())
        .standing()
        .severity(weak ? Severity.NOTE : Severity.NEWS, share(facts, param))
        .title("Widen the range of " + name + " in " + facts.words())
        .caveat(weak ? "A hint, from " + runs + "." : "From " + runs + ".")
        .action(
            "Try "
                + name
                + (high ? " above " : " below ")
                + end
                + edge.map(each -> ", to about " + Numbers.significant(each.moveTo(), 2) + ",")
                    .orElse("")
                + " in the next sweep.")
        .evidence(Evidence.ofModel("hp_param", facts).and("param_key", param.param()), "axis-plots")
        .say(
            Sentence.say(
                    "{metric} is best toward the "
                        + (high ? "upper" : "lower")
                        + " end of the range searched, {low} to {high}; "
                        + (high ? "larger" : "smaller")
                        + " values may be better still.")
                .with("metric", facts.metricWords())
                .with("low", Numbers.significant(param.low(), 3))
                .with("high", Numbers.significant(param.high(), 3)));
  }
}
