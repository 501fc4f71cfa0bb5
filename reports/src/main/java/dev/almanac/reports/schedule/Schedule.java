package dev.almanac.reports.schedule;

import static java.util.Objects.requireNonNull;

import dev.almanac.reports.period.Period;
import dev.almanac.reports.period.PeriodGrammar;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * When one report is made, and about what.
 *
 * @param name unique; also the folder of its reports in the archive
 * @param report name of the report
 * @param cron when it is due
 * @param zone in which the cron line is read and periods begin
 * @param period word for a period that is over when the report is due, for example {@code
 *     last-week}
 * @param catchUp what is done about times at which nothing ran
 * @param waiting which data the report waits for, or null
 * @param jitter the report comes up to this much later, the same every time for the same due time
 * @param timeout how long the rendering may take
 * @param retry what happens after a failure
 * @param expected ids of sections that must not be empty
 * @param templates the user's folder of templates, or null
 * @param params what it gives for the params that the report declares, by name
 */
public record Schedule(
    String name,
    String report,
    Cron cron,
    ZoneId zone,
    String period,
    CatchUp catchUp,
    @Nullable Waiting waiting,
    Duration jitter,
    Duration timeout,
    Retry retry,
    List<String> expected,
    @Nullable Path templates,
    Map<String, List<String>> params) {

  /** Words for periods that are over on the day they are said. */
  public static final List<String> PERIODS =
      List.of("last-week", "yesterday", "last-month", "last-quarter");

  /**
   * What is done about times at which nothing ran.
   *
   * @param policy which of the missed periods are made up for
   * @param most no more than this many of them, the newest
   * @param deadline with {@link Policy#NONE}, how late a report may still be
   */
  public record CatchUp(Policy policy, int most, Duration deadline) {

    /** Which missed periods are made up for. */
    public enum Policy {
      /** All of them. */
      ALL,
      /** The newest. */
      LATEST,
      /** None, but that a report may be late by the deadline. */
      NONE
    }

    /** All, up to eight; late by six hours if none. */
    public static final CatchUp DEFAULT = new CatchUp(Policy.ALL, 8, Duration.ofHours(6));

    /** Checks the number. */
    public CatchUp {
      requireNonNull(policy, "policy is null");
      requireNonNull(deadline, "deadline is null");
      if (most < 1) {
        throw new IllegalArgumentException("most is " + most);
      }
    }
  }

  /**
   * Which data a report waits for: a sync of each source that ended after the period.
   *
   * @param sources names of sources; empty for all of them
   * @param maxDelay how long after the due time the report is made without them, as degraded
   */
  public record Waiting(List<String> sources, Duration maxDelay) {

    /** Copies the list. */
    public Waiting {
      sources = List.copyOf(sources);
      requireNonNull(maxDelay, "maxDelay is null");
    }
  }

  /**
   * What happens after a failure.
   *
   * @param most how often it is tried again soon; after that, once a day
   * @param backoff how long after the first failure; doubles with each
   */
  public record Retry(int most, Duration backoff) {

    /** Three times, after ten, twenty and forty minutes. */
    public static final Retry DEFAULT = new Retry(3, Duration.ofMinutes(10));

    private static final Duration DAY = Duration.ofDays(1);

    /** Checks the number. */
    public Retry {
      requireNonNull(backoff, "backoff is null");
      if (most < 0) {
        throw new IllegalArgumentException("most is " + most);
      }
    }

    /**
     * Returns how long to wait after a failure.
     *
     * @param attempts how often it was tried so far, at least once
     */
    Duration after(int attempts) {
      if (attempts > most) {
        return DAY;
      }
      Duration wait = backoff.multipliedBy(1L << Math.min(attempts - 1, 16));
      return wait.compareTo(DAY) > 0 ? DAY : wait;
    }
  }

  /** Checks for null, for a period that is over, and copies the list. */
  public Schedule {
    requireNonNull(name, "name is null");
    requireNonNull(report, "report is null");
    requireNonNull(cron, "cron is null");
    requireNonNull(zone, "zone is null");
    requireNonNull(catchUp, "catchUp is null");
    requireNonNull(jitter, "jitter is null");
    requireNonNull(timeout, "timeout is null");
    requireNonNull(retry, "retry is null");
    expected = List.copyOf(expected);
    params = Map.copyOf(params);
    if (!isPeriod(period)) {
      throw new IllegalArgumentException("Not a period for a schedule: " + period);
    }
  }

  /** Creates a schedule of a report without params. */
  public Schedule(
      String name,
      String report,
      Cron cron,
      ZoneId zone,
      String period,
      CatchUp catchUp,
      @Nullable Waiting waiting,
      Duration jitter,
      Duration timeout,
      Retry retry,
      List<String> expected,
      @Nullable Path templates) {
    this(
        name, report, cron, zone, period, catchUp, waiting, jitter, timeout, retry, expected,
        templates, Map.of());
  }

  /** Tells whether a word names a period that is over on the day it is said. */
  public static boolean isPeriod(String word) {
    return PERIODS.contains(word) || word.matches("P[1-9]\\d{0,2}D");
  }

  /** Returns the period that a report due at an instant is about; it ends at or before then. */
  public Period periodAt(Instant fire) {
    return new PeriodGrammar(zone, fire, Optional::empty).parse(period);
  }

  /** Returns when a report due at an instant is begun: at most the jitter later. */
  public Instant beginAt(Instant fire) {
    if (jitter.toSeconds() < 1) {
      return fire;
    }
    CRC32 spread = new CRC32();
    spread.update((name + ' ' + fire).getBytes(StandardCharsets.UTF_8));
    return fire.plusSeconds(spread.getValue() % jitter.toSeconds());
  }
}
