package dev.almanac.reports.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.almanac.reports.period.Period;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CronTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Instant FROM = Instant.parse("2010-12-01T00:00:00Z");
  private static final Instant TO = Instant.parse("2025-01-01T00:00:00Z");

  private static Instant at(String text) {
    return Instant.parse(text);
  }

  @Test
  void aTimeThatTheClocksLeapOverComesAsMuchLater() {
    assertThat(
            Cron.parse("30 2 * * *")
                .between(at("2026-03-28T12:00:00Z"), at("2026-03-30T12:00:00Z"), BERLIN))
        .containsExactly(at("2026-03-29T01:30:00Z"), at("2026-03-30T00:30:00Z"));
  }

  @Test
  void aTimeThatTheClocksRepeatComesOnceTheFirstTime() {
    assertThat(
            Cron.parse("30 2 * * *")
                .between(at("2026-10-24T12:00:00Z"), at("2026-10-26T12:00:00Z"), BERLIN))
        .containsExactly(at("2026-10-25T00:30:00Z"), at("2026-10-26T01:30:00Z"));
  }

  @Test
  void mondayMorningStaysAtEightThroughTheYear() {
    assertThat(
            Cron.parse("0 8 * * 1")
                .between(at("2026-03-22T00:00:00Z"), at("2026-04-01T00:00:00Z"), BERLIN))
        .containsExactly(at("2026-03-23T07:00:00Z"), at("2026-03-30T06:00:00Z"));
  }

  /** Every change of clocks of these zones in 14 years; among them a whole day (Samoa, 2011). */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Europe/Berlin",
        "Europe/London",
        "America/New_York",
        "America/Sao_Paulo",
        "America/St_Johns",
        "Asia/Tehran",
        "Asia/Gaza",
        "Africa/Casablanca",
        "Africa/Cairo",
        "Australia/Lord_Howe",
        "Pacific/Apia",
        "Pacific/Chatham",
        "Antarctica/Troll",
        "Asia/Kolkata",
        "UTC"
      })
  void everyDayHasItsReportOnceAroundEveryChangeOfClocks(String name) {
    ZoneId zone = ZoneId.of(name);
    List<ZoneOffsetTransition> changes = changes(zone);
    for (String time : List.of("00:00", "00:30", "01:30", "02:15", "03:00", "08:00")) {
      LocalTime wanted = LocalTime.parse(time);
      Cron cron = Cron.parse(wanted.getMinute() + " " + wanted.getHour() + " * * *");
      for (ZoneOffsetTransition change : changes) {
        Instant from = change.getInstant().minus(Duration.ofDays(2));
        Instant to = change.getInstant().plus(Duration.ofDays(2));
        List<Instant> due = cron.between(from, to, zone);

        assertThat(due).isSorted().doesNotHaveDuplicates();
        assertThat(due).containsExactlyElementsOf(expected(wanted, from, to, zone));
        if (!time.equals("02:15")) {
          continue;
        }
        assertThat(halves(cron, from, change.getInstant(), to, zone)).isEqualTo(due);
        assertThat(cron.next(from, zone)).contains(due.get(0));
        assertThat(cron.lastUntil(to, zone)).contains(due.get(due.size() - 1));
      }
    }
  }

  private static List<Instant> expected(LocalTime wanted, Instant from, Instant to, ZoneId zone) {
    List<Instant> expected = new ArrayList<>();
    LocalDate day = LocalDate.ofInstant(from, zone).minusDays(2);
    for (; !day.isAfter(LocalDate.ofInstant(to, zone).plusDays(2)); day = day.plusDays(1)) {
      Instant instant = day.atTime(wanted).atZone(zone).toInstant();
      if (instant.isAfter(from) && !instant.isAfter(to) && !expected.contains(instant)) {
        expected.add(instant);
      }
    }
    expected.sort(null);
    return expected;
  }

  private static List<Instant> halves(
      Cron cron, Instant from, Instant between, Instant to, ZoneId zone) {
    List<Instant> due = new ArrayList<>(cron.between(from, between, zone));
    due.addAll(cron.between(between, to, zone));
    return due;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Europe/Berlin",
        "America/Sao_Paulo",
        "Pacific/Apia",
        "Asia/Gaza",
        "Australia/Lord_Howe"
      })
  void weeksLieSeamlesslyBesideEachOther(String name) {
    ZoneId zone = ZoneId.of(name);
    Schedule schedule = ScheduleFixture.weekly(zone, "0 8 * * 1");
    List<Instant> due = schedule.cron().between(FROM, at("2019-01-01T00:00:00Z"), zone);
    Period before = schedule.periodAt(due.get(0));
    for (Instant fire : due.subList(1, due.size())) {
      Period period = schedule.periodAt(fire);
      assertThat(period.start()).isEqualTo(before.end());
      assertThat(period.end()).isBeforeOrEqualTo(fire);
      assertThat(period.firstDay().getDayOfWeek().getValue()).isEqualTo(1);
      before = period;
    }
  }

  private static List<ZoneOffsetTransition> changes(ZoneId zone) {
    ZoneRules rules = zone.getRules();
    List<ZoneOffsetTransition> changes = new ArrayList<>();
    ZoneOffsetTransition change = rules.nextTransition(FROM);
    while (change != null && change.getInstant().isBefore(TO)) {
      changes.add(change);
      change = rules.nextTransition(change.getInstant());
    }
    return changes;
  }

  @Test
  void halfHoursRunOnceInARepeatedHour() {
    List<Instant> due =
        Cron.parse("*/30 * * * *")
            .between(at("2026-10-24T22:59:00Z"), at("2026-10-25T03:00:00Z"), BERLIN);

    assertThat(due.stream().map(i -> LocalDateTime.ofInstant(i, BERLIN))).doesNotHaveDuplicates();
  }

  @Test
  void aDateThatDoesNotExistNeverComes() {
    assertThat(Cron.parse("0 0 30 2 *").next(FROM, BERLIN)).isEmpty();
    assertThat(Cron.parse("0 0 30 2 *").lastUntil(TO, BERLIN)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "0 8 * *,4 parts",
    "0 25 * * *,25 not in range",
    "tomorrow,1 parts",
    "0 8 L * *,L",
    "'',Empty"
  })
  void sayWhatIsWrongWithALine(String text, String reason) {
    assertThatThrownBy(() -> Cron.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is not a cron line")
        .hasMessageContaining(reason)
        .hasMessageContaining("0 8 * * 1");
  }

  @Test
  void knowsNicknames() {
    assertThat(Cron.parse("@weekly").next(at("2026-03-24T00:00:00Z"), BERLIN))
        .contains(at("2026-03-28T23:00:00Z"));
  }
}
