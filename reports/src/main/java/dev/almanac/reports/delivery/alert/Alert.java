package dev.almanac.reports.delivery.alert;

import static java.util.Objects.requireNonNull;

import dev.almanac.reports.schedule.Cron;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A query whose rows should not be there: while it returns some, the alert is firing.
 *
 * @param name unique among the alerts
 * @param sql the query
 * @param description what its rows mean and what to do; may be empty
 * @param cron when it is checked, or null for at every call
 * @param zone in which the cron line is read
 * @param notices what is said about it; that it cannot be checked is said anyway
 */
public record Alert(
    String name,
    String sql,
    String description,
    @Nullable Cron cron,
    ZoneId zone,
    Set<Notice> notices) {

  /** What is said about an alert. */
  public enum Notice {
    /** It began to fire. */
    FIRST_TIME,
    /** It is still firing, at each check. */
    WHILE_TRUE,
    /** It does not fire any more. */
    RECOVERED,
    /** Its query does not run, so that nobody knows. */
    BROKEN;

    /** Returns the word for people and files. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns the notice of a word, or empty. */
    public static Optional<Notice> of(String word) {
      return Arrays.stream(values()).filter(notice -> notice.word().equals(word)).findFirst();
    }
  }

  /** Checks for null and copies the set. */
  public Alert {
    requireNonNull(name, "name is null");
    requireNonNull(sql, "sql is null");
    requireNonNull(description, "description is null");
    requireNonNull(zone, "zone is null");
    notices = Set.copyOf(notices);
  }

  /** Tells whether it should be checked, when it was checked last at some instant, or never. */
  boolean isDue(@Nullable Instant last, Instant now) {
    if (cron == null || last == null) {
      return true;
    }
    Optional<Instant> next = cron.next(last, zone);
    return next.isPresent() && !next.get().isAfter(now);
  }
}
