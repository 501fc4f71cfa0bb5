package dev.almanac.reports.period;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PeriodGrammarTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  /** A Tuesday. */
  private static final Instant NOW = Instant.parse("2026-11-24T06:00:00Z");

  private final PeriodGrammar grammar =
      new PeriodGrammar(BERLIN, NOW, () -> Optional.of(Instant.parse("2026-10-04T23:30:00Z")));

  @ParameterizedTest
  @CsvSource({
    "today, 2026-11-24, 2026-11-23T23:00:00Z, 2026-11-24T23:00:00Z",
    "yesterday, 2026-11-23, 2026-11-22T23:00:00Z, 2026-11-23T23:00:00Z",
    "this-week, 2026-W48, 2026-11-22T23:00:00Z, 2026-11-29T23:00:00Z",
    "last-week, 2026-W47, 2026-11-15T23:00:00Z, 2026-11-22T23:00:00Z",
    "this-month, 2026-11, 2026-10-31T23:00:00Z, 2026-11-30T23:00:00Z",
    "last-month, 2026-10, 2026-09-30T22:00:00Z, 2026-10-31T23:00:00Z",
    "latest, 2026-W41, 2026-10-04T22:00:00Z, 2026-10-11T22:00:00Z",
    "2026-W12, 2026-W12, 2026-03-15T23:00:00Z, 2026-03-22T23:00:00Z",
    "2026-03, 2026-03, 2026-02-28T23:00:00Z, 2026-03-31T22:00:00Z",
    "2026-Q1, 2026-Q1, 2025-12-31T23:00:00Z, 2026-03-31T22:00:00Z",
    "2026-03-02, 2026-03-02, 2026-03-01T23:00:00Z, 2026-03-02T23:00:00Z",
    "2026-03-02..2026-03-09, 2026-03-02..2026-03-09, 2026-03-01T23:00:00Z, 2026-03-08T23:00:00Z"
  })
  void wordsMeanHalfOpenSpansOfTheZonesDays(String text, String id, Instant start, Instant end) {
    Period period = grammar.parse(text);

    assertThat(period.id()).isEqualTo(id);
    assertThat(period.start()).isEqualTo(start);
    assertThat(period.end()).isEqualTo(end);
  }

  @ParameterizedTest
  @CsvSource({
    "Europe/Berlin, 2026-W13, 167",
    "Europe/Berlin, 2026-W43, 169",
    "Europe/Berlin, 2026-W12, 168",
    "America/New_York, 2026-W10, 167",
    "America/New_York, 2026-W44, 169",
    "UTC, 2026-W13, 168"
  })
  void weekOfAClockChangeHasAnHourLessOrMore(String zone, String week, long hours) {
    Period period = new PeriodGrammar(ZoneId.of(zone), NOW, () -> Optional.empty()).parse(week);

    assertThat(period.hours()).isEqualTo(hours);
  }

  @Test
  void dayBeginsLateWhereMidnightDoesNotExist() {
    // Lebanon's clocks went from 0:00 to 1:00 on 29 March 2026.
    Period day =
        new PeriodGrammar(ZoneId.of("Asia/Beirut"), NOW, () -> Optional.empty())
            .parse("2026-03-29");

    assertThat(day.start()).isEqualTo(Instant.parse("2026-03-28T22:00:00Z"));
    assertThat(day.hours()).isEqualTo(23);
  }

  @Test
  void week53IsTakenInYearsThatHaveOneAndRefusedInOthers() {
    assertThat(grammar.parse("2026-W53").days()).isEqualTo("28 Dec 2026 – 3 Jan 2027");
    assertThat(grammar.parse("2026-W53").previous().id()).isEqualTo("2026-W52");
    assertThat(grammar.parse("2027-W01").previous().id()).isEqualTo("2026-W53");
    assertThatThrownBy(() -> grammar.parse("2025-W53"))
        .hasMessage("Cannot read period 2025-W53: 2025 has ISO weeks 1 to 52");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "last week",
        "2026-W1",
        "2026-W00",
        "2026-13",
        "2026-Q5",
        "2026-02-30",
        "week",
        "2026-03-09..2026-03-02",
        "2026-03-02..2026-03-02",
        "..",
        "2026-03-02..",
        "\u0662\u0660\u0662\u0666-W12"
      })
  void whatIsNoPeriodIsRefusedWithItsName(String text) {
    assertThatThrownBy(() -> grammar.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Cannot read period")
        .hasMessageContaining(text);
  }

  @Test
  void latestWithoutAnyRunIsThisWeek() {
    PeriodGrammar bare = new PeriodGrammar(BERLIN, NOW, () -> Optional.empty());

    assertThat(bare.parse("latest").id()).isEqualTo("2026-W48");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-W47, 2026-W46, 16–22 Nov 2026, Week 47 of 2026",
    "2026-W44, 2026-W43, 26 Oct – 1 Nov 2026, Week 44 of 2026",
    "2026-03, 2026-02, 1–31 Mar 2026, March 2026",
    "2026-Q1, 2025-Q4, 1 Jan – 31 Mar 2026, Quarter 1 of 2026",
    "2026-03-02, 2026-03-01, 2 Mar 2026, Monday 2 March 2026",
    "2026-03-02..2026-03-05, 2026-02-27..2026-03-02, 2–4 Mar 2026, 2–4 Mar 2026"
  })
  void periodsKnowTheOneBeforeAndTheirNameForPeople(
      String text, String previous, String days, String label) {
    Period period = grammar.parse(text);

    assertThat(period.previous().id()).isEqualTo(previous);
    assertThat(period.days()).isEqualTo(days);
    assertThat(period.label()).isEqualTo(label);
  }

  @Test
  void allReachesFromTheFirstRunToTodayUnderOneName() {
    Instant first = Instant.parse("2026-01-05T23:30:00Z");
    Period all =
        new PeriodGrammar(BERLIN, NOW, Optional::empty, () -> Optional.of(first)).parse("all");

    assertThat(all.id()).isEqualTo("all");
    assertThat(all.firstDay()).isEqualTo(LocalDate.of(2026, 1, 6));
    assertThat(all.endDay()).isEqualTo(LocalDate.ofInstant(NOW, BERLIN).plusDays(1));
    assertThat(new PeriodGrammar(BERLIN, NOW, Optional::empty).parse("all").firstDay())
        .isEqualTo(LocalDate.ofInstant(NOW, BERLIN));
  }
}
