package dev.almanac.analyses.finding;

import dev.almanac.analyses.finding.ProjectFacts.NoiseFact;
import dev.almanac.analyses.statistics.SpecialFunctions;
import dev.almanac.analyses.wording.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The best configuration that was repeated got worse when it was run again. It was chosen by its
 * luck as well, so it needs three runs on either side, and the probability by Student's t, times
 * the number of configurations that it was chosen from, must be at most 1 %.
 */
final class Regression implements ClaimWriter {

  private static final double CHANCE = 0.01;
  private static final int LEAST = 3;

  @Override
  public List<Claim> write(ProjectFacts facts, Span span) {
    NoiseFact noise = facts.noise();
    Map<String, List<RunFact>> before = families(facts.startedBefore(span.start()));
    before.values().removeIf(runs -> runs.size() < LEAST);
    String best = best(facts, before);
    if (noise == null || best == null) {
      return List.of();
    }
    List<RunFact> old = before.getOrDefault(best, List.of());
    List<RunFact> young = families(facts.startedIn(span)).getOrDefault(best, List.of());
    if (young.size() < LEAST || !facts.better(mean(old), mean(young))) {
      return List.of();
    }
    double loss = Math.abs(mean(old) - mean(young));
    double error = noise.sd() * Math.sqrt(1.0 / old.size() + 1.0 / young.size());
    return before.size() * tail(loss / error, noise.degrees()) <= CHANCE
        ? List.of(claim(facts, noise, best, old, young))
        : List.of();
  }

  private static Claim claim(
      ProjectFacts facts, NoiseFact noise, String family, List<RunFact> old, List<RunFact> young) {
    double loss = Math.abs(mean(old) - mean(young));
    RunFact before = old.get(old.size() - 1);
    RunFact now = young.get(0);
    return Claim.of("regression", facts)
        .ofMetric()
        .about(family)
        .severity(Severity.ACT, 3)
        .title("The best configuration of " + facts.words() + " got worse")
        .caveat("Its params are equal, as far as they are logged.")
        .action(
            "Compare code, data and packages of "
                + now.words()
                + " with those of "
                + before.words()
                + ".")
        .evidence(Evidence.rows("runs", "run_key", now.key()), "leaderboard")
        .say(
            Sentence.say(
                    "The best configuration that was repeated, that of {run}, came to {metric}"
                        + " {before} on average ({runs_before} runs) and now comes to {now}"
                        + " ({runs_now} runs): worse by {loss}, {ratio} the spread between seeds.")
                .with("run", before.words())
                .with("metric", facts.metricWords())
                .with("before", Numbers.measured(mean(old), noise.sd()))
                .with("runs_before", Numbers.count(old.size()))
                .with("now", Numbers.measured(mean(young), noise.sd()))
                .with("runs_now", Numbers.count(young.size()))
                .with("loss", Numbers.measured(loss, noise.sd()))
                .with("ratio", Numbers.times(loss / noise.sd())));
  }

  private static @Nullable String best(ProjectFacts facts, Map<String, List<RunFact>> families) {
    String best = null;
    double value = Double.NaN;
    for (Map.Entry<String, List<RunFact>> family : families.entrySet()) {
      double mean = mean(family.getValue());
      if (best == null || facts.better(mean, value)) {
        best = family.getKey();
        value = mean;
      }
    }
    return best;
  }

  private static Map<String, List<RunFact>> families(List<RunFact> runs) {
    Map<String, List<RunFact>> families = new TreeMap<>();
    for (RunFact run : runs) {
      String family = run.family();
      if (run.isScored() && family != null) {
        families.computeIfAbsent(family, unused -> new ArrayList<>()).add(run);
      }
    }
    return families;
  }

  private static double mean(List<RunFact> runs) {
    return runs.stream().mapToDouble(RunFact::value).average().orElse(Double.NaN);
  }

  /** Returns the one-sided tail of Student's t. */
  static double tail(double t, double degrees) {
    return 0.5 * SpecialFunctions.betaI(degrees / (degrees + t * t), degrees / 2, 0.5);
  }
}
