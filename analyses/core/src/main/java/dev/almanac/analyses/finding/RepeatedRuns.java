package dev.almanac.analyses.finding;

import dev.almanac.analyses.wording.Numbers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs that were the same computation as an earlier one: all their params are equal, a seed if one
 * is logged, and best and last value to the last digit. Equal values of a coarse metric are no sign
 * of that, so nearly all runs that repeat params must repeat the result as well.
 */
final class RepeatedRuns implements ClaimWriter {

  private static final int LEAST = 3;
  private static final double LEAST_SHARE = 0.1;
  private static final double DETERMINISTIC = 0.9;

  /** What a run came to. */
  private record Result(long value, long last) {
    static Result of(RunFact run) {
      return new Result(Double.doubleToLongBits(run.value()), Double.doubleToLongBits(run.last()));
    }
  }

  @Override
  public List<Claim> write(ProjectFacts facts, Span span) {
    Map<String, Result> done = new HashMap<>();
    List<RunFact> repeated = new ArrayList<>();
    int again = 0;
    int alike = 0;
    int runs = 0;
    Instant start = span.start();
    for (RunFact run : facts.startedBefore(span.end())) {
      String configuration = run.configuration();
      if (!run.isScored() || configuration == null) {
        continue;
      }
      Result before = done.putIfAbsent(configuration, Result.of(run));
      boolean same = before != null && before.equals(Result.of(run));
      again += before == null ? 0 : 1;
      alike += same ? 1 : 0;
      if (!run.startedBefore(start)) {
        runs++;
        if (same) {
          repeated.add(run);
        }
      }
    }
    boolean many = repeated.size() >= LEAST && repeated.size() >= LEAST_SHARE * runs;
    return many && alike >= DETERMINISTIC * again
        ? List.of(claim(facts, span, repeated, runs))
        : List.of();
  }

  private static Claim claim(ProjectFacts facts, Span span, List<RunFact> repeated, int runs) {
    double seconds = repeated.stream().mapToDouble(RunFact::seconds).filter(Double::isFinite).sum();
    Sentence.Writer sentence =
        Sentence.say(
                "{repeated} of {runs} finished runs had all params, and the result to the last"
                    + " digit, of a run before them")
            .with("repeated", Numbers.count(repeated.size()))
            .with("runs", Numbers.count(runs));
    if (seconds > 0) {
      sentence.say("; they took {time}").with("time", Numbers.duration(seconds));
    }
    return Claim.of("repeated-runs", facts)
        .ofMetric()
        .severity(Severity.NOTE, repeated.size() / (double) runs / 2)
        .title("Runs in " + facts.words() + " were repeated to no effect")
        .caveat("What is not logged may differ.")
        .action("Vary the seed, or look for the configuration before starting it.")
        .evidence(Evidence.rows("runs", "project", facts.project()).startedIn(span), "search")
        .say(sentence.say("."));
  }
}
