package dev.almanac.analyses.finding;

import dev.almanac.analyses.finding.ModelFacts.Share;
import dev.almanac.analyses.wording.Numbers;
import java.util.List;

/** One param explains most of a project's results; its interval is clear of the next one's. */
final class DominatingParam implements ClaimWriter {

  private static final double DOMINATING = 0.4;

  @Override
  public List<Claim> write(ProjectFacts facts, Span span) {
    List<Share> shares = facts.model().shares();
    if (!facts.model().isSound() || shares.isEmpty() || !facts.standsIn(span)) {
      return List.of();
    }
    Share first = shares.get(0);
    double next = shares.stream().skip(1).mapToDouble(Share::high).max().orElse(0);
    return first.share() >= DOMINATING && first.low() > next
        ? List.of(claim(facts, first, shares))
        : List.of();
  }

  private static Claim claim(ProjectFacts facts, Share first, List<Share> shares) {
    String param = Names.of(first.param());
    Sentence.Writer sentence =
        Sentence.say(
                "By itself it accounts for {share} of the explained variance of {metric} (90%"
                    + " interval {low} to {high}, {runs} runs)")
            .with("param", param)
            .with("share", Numbers.percent(first.share()))
            .with("metric", facts.metricWords())
            .with("low", Numbers.percent(first.low()))
            .with("high", Numbers.percent(first.high()))
            .with("runs", Numbers.count(facts.model().runs()));
    if (shares.size() > 1) {
      sentence
          .say("; next comes {next} with {next_share}")
          .with("next", Names.of(shares.get(1).param()))
          .with("next_share", Numbers.percent(shares.get(1).share()));
    }
    return Claim.of("dominating-param", facts)
        .ofMetric()
        .about(first.param())
        .standing()
        .severity(Severity.NOTE, first.share())
        .title(param + " decides in " + facts.words())
        .action("Tune " + param + " first and most finely.")
        .evidence(
            Evidence.ofModel("hp_importance", facts)
                .and("param_key", first.param())
                .and("method", "anova_first")
                .and("subset", "all"),
            "importance")
        .say(sentence.say("."));
  }
}
