package dev.almanac.analyses.finding;

import dev.almanac.analyses.finding.RunFact.HygieneFact;
import dev.almanac.analyses.wording.Numbers;
import java.util.List;
import java.util.Optional;

/** The best run of the span cannot be done again: its code or its params are not recorded. */
final class HygieneGap implements ClaimWriter {

  @Override
  public List<Claim> write(ProjectFacts facts, Span span) {
    RunFact best = facts.best(facts.startedIn(span)).orElse(null);
    HygieneFact hygiene = best == null ? null : best.hygiene();
    if (best == null || hygiene == null || !hygiene.reproducible().equals("no")) {
      return List.of();
    }
    return List.of(
        Claim.of("hygiene-gap", facts)
            .severity(Severity.NOTE, 0.3)
            .title(
                "The best run of the "
                    + span.word()
                    + " in "
                    + facts.words()
                    + " cannot be repeated")
            .action("Write down its code and settings while somebody knows them.")
            .evidence(Evidence.rows("hygiene_run", "run_key", best.key()), "hygiene")
            .say(
                Sentence.say("{run} ({metric} {value}). {missing}")
                    .with("run", best.words())
                    .with("metric", facts.metricWords())
                    .with("value", Numbers.plain(best.value()))
                    .with("missing", Names.line(hygiene.missing()))));
  }

  @Override
  public Optional<Sentence> over(Claim earlier, ProjectFacts facts, Span span) {
    RunFact best = facts.best(facts.startedIn(span)).orElse(null);
    HygieneFact hygiene = best == null ? null : best.hygiene();
    return best != null && hygiene != null && hygiene.reproducible().equals("yes")
        ? Optional.of(
            Sentence.say("The best run, {run}, can be repeated.").with("run", best.words()).end())
        : Optional.empty();
  }
}
