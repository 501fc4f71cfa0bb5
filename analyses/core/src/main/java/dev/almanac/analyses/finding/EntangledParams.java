package dev.almanac.analyses.finding;

import dev.almanac.analyses.wording.Numbers;
import java.util.List;
import java.util.stream.Collectors;

/** Params that were only ever changed together, so that nothing can tell their effects apart. */
final class EntangledParams implements ClaimWriter {

  /** Below this nearly everything goes together. */
  private static final long LEAST_RUNS = 20;

  private static final int NAMED = 4;

  @Override
  public List<Claim> write(ProjectFacts facts, Span span) {
    if (facts.model().runs() < LEAST_RUNS || !facts.standsIn(span)) {
      return List.of();
    }
    return facts.model().groups().stream()
        .filter(group -> group.size() > 1)
        .map(group -> claim(facts, group))
        .toList();
  }

  private static Claim claim(ProjectFacts facts, List<String> group) {
    String names =
        group.stream().limit(NAMED).map(Names::of).collect(Collectors.joining(", "))
            + (group.size() > NAMED ? " and " + Numbers.count(group.size() - NAMED) + " more" : "");
    return Claim.of("entangled-params", facts)
        .ofMetric()
        .about(String.join("\n", group))
        .standing()
        .severity(Severity.NOTE, 0.2)
        .title("Settings in " + facts.words() + " cannot be told apart")
        .action("Vary one of them without the others in the next sweep.")
        .evidence(
            new Evidence(
                "hp_param",
                "group_id IS NOT NULL AND analysis_id IN (SELECT analysis_id FROM analysis WHERE"
                    + " kind = 'sensitivity' AND "
                    + Evidence.rows("analysis", "project", facts.project())
                        .and("metric_key", String.valueOf(facts.metricKey()))
                        .condition()
                    + ")"),
            "importance")
        .say(
            Sentence.say(
                    "{params} went together in {runs} runs, so that nothing tells which of them"
                        + " moves {metric}.")
                .with("params", names)
                .with("runs", Numbers.count(facts.model().runs()))
                .with("metric", facts.metricWords()));
  }
}
