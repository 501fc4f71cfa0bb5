package dev.almanac.analyses.finding;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All that findings of one project rest on.
 *
 * @param project its name
 * @param metricKey its primary metric, or null if none has a direction
 * @param larger whether larger values of it are better
 * @param readAt until when its sources were read
 * @param zone zone in which weeks begin
 * @param runs its runs by start and key; those without a start last
 * @param noise seed noise of the metric, or null if it is not known
 * @param model what sensitivity and search say
 * @param trend what the weeks say
 * @param stopping the stopping rule to recommend, or null
 */
record ProjectFacts(
    String project,
    @Nullable String metricKey,
    boolean larger,
    Instant readAt,
    ZoneId zone,
    List<RunFact> runs,
    @Nullable NoiseFact noise,
    ModelFacts model,
    TrendFacts trend,
    @Nullable StoppingFact stopping) {

  /** How long after its newest run a project has anything new to tell. */
  private static final Duration MEMORY = Duration.ofDays(42);

  /**
   * How much the metric varies between seeds.
   *
   * @param sd standard deviation of a single run, above 0
   * @param degrees degrees of freedom that it rests on
   */
  record NoiseFact(double sd, long degrees) {}

  /**
   * A stopping rule.
   *
   * @param rule in words
   * @param basis where the noise is from
   * @param saved share of all steps that it saved on runs it was not chosen on
   * @param regret 95 % quantile of its regret there
   * @param noise what a regret is measured against
   * @param runs runs that were replayed
   */
  record StoppingFact(
      String rule, String basis, double saved, double regret, double noise, long runs) {}

  ProjectFacts {
    runs = List.copyOf(runs);
  }

  /** Returns its name for a sentence. */
  String words() {
    return Names.of(project);
  }

  /** Returns the metric's name for a sentence; empty without a metric. */
  String metricWords() {
    return metricKey == null ? "" : Names.of(metricKey);
  }

  /** Returns the runs that began in a span. */
  List<RunFact> startedIn(Span span) {
    return startedBetween(span.start(), span.end());
  }

  /** Returns the runs that began before a time. */
  List<RunFact> startedBefore(Instant time) {
    return runs.subList(0, firstFrom(time));
  }

  /** Returns the runs that began at one time or after it, and before another. */
  List<RunFact> startedBetween(Instant from, Instant until) {
    return runs.subList(firstFrom(from), firstFrom(until));
  }

  /** Returns the place of the first run that began at a time or later, or never said. */
  private int firstFrom(Instant time) {
    int low = 0;
    int high = runs.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (runs.get(middle).startedBefore(time)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Tells whether one value is better than another. */
  boolean better(double one, double other) {
    return larger ? one > other : one < other;
  }

  /** Returns the best of some runs that have a value; of equal ones the earliest. */
  Optional<RunFact> best(List<RunFact> some) {
    RunFact best = null;
    for (RunFact run : some) {
      if (run.isScored() && (best == null || better(run.value(), best.value()))) {
        best = run;
      }
    }
    return Optional.ofNullable(best);
  }

  /** Tells whether its sources were read after a time. */
  boolean wasReadAfter(Instant time) {
    return !readAt.isBefore(time);
  }

  /**
   * Tells whether what rests on all runs so far is told in a span: it has runs, and no complete
   * week after it has any.
   */
  boolean standsIn(Span span) {
    if (startedIn(span).isEmpty()) {
      return false;
    }
    Instant complete = Weeks.newestComplete(readAt, zone).end();
    return !span.end().isBefore(complete) || startedBetween(span.end(), complete).isEmpty();
  }

  /**
   * Returns the time up to which its weeks are told of: until its sources were read, but six weeks
   * after its newest run at most, unless a run may still be going on. The fingerprint of {@code
   * finding_scopes.sql} rests on the same rule.
   */
  Instant toldUntil() {
    Instant newest = null;
    for (RunFact run : runs) {
      if (run.status().equals("running")) {
        return readAt;
      }
      Instant start = run.startedAt();
      newest = start != null && (newest == null || start.isAfter(newest)) ? start : newest;
    }
    return newest != null && newest.plus(MEMORY).isBefore(readAt) ? newest.plus(MEMORY) : readAt;
  }
}
