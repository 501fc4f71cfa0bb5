package dev.almanac.analyses.finding;

import dev.almanac.analyses.finding.ProjectFacts.StoppingFact;
import dev.almanac.analyses.wording.Numbers;
import java.util.List;

/**
 * A rule for stopping runs early that would have saved much, on runs that it was not chosen on, at
 * a regret that is within the noise with 95 % certainty.
 */
final class StoppingRule implements ClaimWriter {

  private static final double MUCH = 0.1;
  private static final long LEAST_RUNS = 20;

  @Override
  public List<Claim> write(ProjectFacts facts, Span span) {
    StoppingFact rule = facts.stopping();
    boolean sure =
        rule != null
            && rule.runs() >= LEAST_RUNS
            && rule.saved() >= MUCH
            && rule.regret() <= rule.noise();
    return rule == null || !sure || !facts.standsIn(span) ? List.of() : List.of(claim(facts, rule));
  }

  private static Claim claim(ProjectFacts facts, StoppingFact rule) {
    return Claim.of("stopping-rule", facts)
        .ofMetric()
        .standing()
        .severity(Severity.NOTE, rule.saved())
        .title("Runs in " + facts.words() + " could be stopped earlier")
        .caveat(
            rule.basis().equals("seeds")
                ? "What is better than the best so far by less than that may have been lost."
                : "Between seeds the noise may be more, or less.")
        .action("Stop runs by this rule: " + Names.of(rule.rule()) + ".")
        .evidence(
            Evidence.rows("stop_recommendation", "project", facts.project())
                .and("metric_key", String.valueOf(facts.metricKey())),
            "early-stopping")
        .say(
            Sentence.say(
                    "Replayed over {runs} runs, the rule \"{rule}\" saved {saved} of the steps of"
                        + " runs that it was not chosen on, and cost no more of the best {metric}"
                        + " than "
                        + (rule.basis().equals("seeds")
                            ? "the spread between seeds, in 95 of 100 cases."
                            : "its noise from point to point, in 95 of 100 cases."))
                .with("runs", Numbers.count(rule.runs()))
                .with("rule", Names.of(rule.rule()))
                .with("saved", Numbers.percent(rule.saved()))
                .with("metric", facts.metricWords()));
  }
}
