package dev.almanac.reports.schedule;

import dev.almanac.reports.schedule.Schedule.CatchUp;
import dev.almanac.reports.schedule.Schedule.Retry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

/** Schedules for tests, and a clock that is moved by hand. */
final class ScheduleFixture {

  private ScheduleFixture() {}

  static Schedule weekly(ZoneId zone, String cron) {
    return with(zone, cron, CatchUp.DEFAULT, null, Retry.DEFAULT);
  }

  static Schedule with(
      ZoneId zone,
      String cron,
      CatchUp catchUp,
      Schedule.@org.jspecify.annotations.Nullable Waiting waiting,
      Retry retry) {
    return new Schedule(
        "weekly",
        "weekly",
        Cron.parse(cron),
        zone,
        "last-week",
        catchUp,
        waiting,
        Duration.ZERO,
        Duration.ofSeconds(20),
        retry,
        List.of(),
        null);
  }

  /** A clock that stands until it is moved. */
  static final class HandClock extends Clock {
    private Instant now;

    HandClock(String now) {
      this.now = Instant.parse(now);
    }

    void set(String instant) {
      now = Instant.parse(instant);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
