package dev.almanac.analyses.finding;

import dev.almanac.analyses.finding.ModelFacts.Group;
import dev.almanac.analyses.wording.Numbers;
import java.util.List;

/**
 * Params that move the metric, but were only changed together, so that nothing can tell which of
 * them does.
 */
final class EntangledParams implements ClaimWriter {

  private static final double MATTERS = 0.05;
  private static final double SURE = 0.05;

  @Override
  public List<Claim> write(ProjectFacts facts, Span span) {
    if (!facts.model().isSound() || !facts.standsIn(span)) {
      return List.of();
    }
    return facts.model().groups().stream()
        .filter(group -> group.low() >= MATTERS && group.noise() <= SURE)
        .map(group -> claim(facts, group))
        .toList();
  }

  private static Claim claim(ProjectFacts facts, Group group) {
    return Claim.of("entangled-params", facts)
        .ofMetric()
        .about(group.params())
        .standing()
        .severity(Severity.NOTE, group.share())
        .title("Settings in " + facts.words() + " cannot be told apart")
        .action("Vary one of them without the others in the next sweep.")
        .evidence(
            Evidence.ofModel("hp_importance", facts)
                .and("param_key", group.params())
                .and("method", "anova_group"),
            "importance")
        .say(
            Sentence.say(
                    "{params} account for {share} of the explained variance of {metric} together"
                        + " ({runs} runs), but went together, so that nothing tells which of them"
                        + " does it.")
                .with("params", Names.of(group.params()))
                .with("share", Numbers.percent(group.share()))
                .with("runs", Numbers.count(facts.model().runs()))
                .with("metric", facts.metricWords()));
  }
}
