package dev.almanac.reports.delivery.alert;

import dev.almanac.reports.delivery.alert.Alert.Notice;
import dev.almanac.reports.delivery.alert.AlertEntry.State;
import dev.almanac.reports.delivery.alert.AlertRows.BrokenAlertException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Checks alerts, and says what is to be said: once each, however many check at once. */
public final class AlertChecks {

  /** A check that found nothing new is noted this often, so that one sees that it goes on. */
  private static final Duration SIGN_OF_LIFE = Duration.ofDays(1);

  private final AlertLedger ledger;
  private final Clock clock;
  private final AlertRows.Query query;

  /**
   * Creates it.
   *
   * @param query runs the queries
   */
  public AlertChecks(AlertLedger ledger, Clock clock, AlertRows.Query query) {
    this.ledger = ledger;
    this.clock = clock;
    this.query = query;
  }

  /**
   * Checks an alert if it is due.
   *
   * @return what was found, or empty if it is not due, or if another process was quicker
   */
  public Optional<AlertEntry> check(Alert alert) throws IOException {
    AlertEntry last = ledger.read().last(alert.name()).orElse(null);
    if (!alert.isDue(last == null ? null : last.at(), clock.instant())) {
      return Optional.empty();
    }
    // Queries may take long, so nobody waits for them; who notes first is the one who tells.
    AlertEntry found = look(alert, last);
    return ledger.locked(
        content -> {
          if (!Objects.equals(last, content.last(alert.name()).orElse(null))) {
            return Optional.<AlertEntry>empty();
          }
          if (isWorthNoting(alert, last, found)) {
            ledger.add(found);
          }
          return Optional.of(found);
        });
  }

  /** Runs the query of an alert; notes nothing. */
  public AlertEntry look(Alert alert, @Nullable AlertEntry last) throws IOException {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    boolean fired = last != null && last.firing();
    Instant since = last == null ? now : last.since();
    try {
      AlertRows rows = query.run(alert.sql());
      boolean fires = rows.total() > 0;
      Notice notice = fires ? (fired ? Notice.WHILE_TRUE : Notice.FIRST_TIME) : null;
      if (!fires && fired) {
        notice = Notice.RECOVERED;
      }
      return new AlertEntry(
          alert.name(),
          fires ? State.FIRING : State.QUIET,
          fires,
          fires == fired ? since : now,
          now,
          notice != null && alert.notices().contains(notice) ? notice : null,
          // Who recovered is what people want to know, not that nothing is left.
          notice == Notice.RECOVERED && last != null ? last.rows() : rows,
          "");
    } catch (BrokenAlertException exception) {
      boolean known = last != null && last.state() == State.BROKEN;
      String message = String.valueOf(exception.getMessage());
      return new AlertEntry(
          alert.name(),
          State.BROKEN,
          fired,
          since,
          now,
          known ? null : Notice.BROKEN,
          last == null ? AlertRows.NONE : last.rows(),
          message);
    }
  }

  private static boolean isWorthNoting(Alert alert, @Nullable AlertEntry last, AlertEntry found) {
    return last == null
        || alert.cron() != null
        || found.notice() != null
        || found.state() != last.state()
        || !found.at().isBefore(last.at().plus(SIGN_OF_LIFE));
  }
}
