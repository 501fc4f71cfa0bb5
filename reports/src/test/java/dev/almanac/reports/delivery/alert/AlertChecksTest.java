package dev.almanac.reports.delivery.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.almanac.reports.delivery.alert.Alert.Notice;
import dev.almanac.reports.delivery.alert.AlertEntry.State;
import dev.almanac.reports.delivery.alert.AlertRows.BrokenAlertException;
import dev.almanac.reports.delivery.message.Message;
import dev.almanac.reports.schedule.Cron;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AlertChecksTest {

  private static final AlertRows NONE = new AlertRows(List.of("name"), List.of(), 0);
  private static final AlertRows SOME =
      new AlertRows(List.of("name"), List.of(List.of("<b>hot</b>")), 3);

  @TempDir private Path folder = Path.of("");

  private Instant now = Instant.parse("2026-03-23T08:00:00Z");

  private static Alert alert(@Nullable String cron, Notice... notices) {
    return new Alert(
        "hot",
        "SELECT 1",
        "Too hot.",
        cron == null ? null : Cron.parse(cron),
        ZoneId.of("Europe/Berlin"),
        Set.of(notices));
  }

  private AlertLedger ledger() {
    return new AlertLedger(folder.resolve("alerts.jsonl"));
  }

  private @Nullable AlertEntry check(Alert alert, AlertRows.Query query) throws IOException {
    now = now.plus(Duration.ofHours(1));
    return new AlertChecks(ledger(), Clock.fixed(now, ZoneOffset.UTC), query)
        .check(alert)
        .orElse(null);
  }

  private List<@Nullable Notice> notices(Alert alert, AlertRows.Query... queries)
      throws IOException {
    List<@Nullable Notice> notices = new ArrayList<>();
    for (AlertRows.Query query : queries) {
      AlertEntry entry = check(alert, query);
      notices.add(entry == null ? null : entry.notice());
    }
    return notices;
  }

  private static AlertRows broken(String sql) throws BrokenAlertException {
    throw new BrokenAlertException("no table of that name", new IllegalArgumentException(sql));
  }

  @Test
  void theFirstTimeAndTheEndAreSaid() throws IOException {
    Alert alert = alert(null, Notice.FIRST_TIME, Notice.RECOVERED);

    assertThat(
            notices(
                alert,
                sql -> NONE,
                sql -> SOME,
                sql -> SOME,
                sql -> NONE,
                sql -> NONE,
                sql -> SOME))
        .containsExactly(null, Notice.FIRST_TIME, null, Notice.RECOVERED, null, Notice.FIRST_TIME);
  }

  @Test
  void whoWantsToHearOfItAllTheTimeDoes() throws IOException {
    Alert alert = alert(null, Notice.WHILE_TRUE);

    assertThat(notices(alert, sql -> SOME, sql -> SOME, sql -> SOME, sql -> NONE))
        .containsExactly(null, Notice.WHILE_TRUE, Notice.WHILE_TRUE, null);
  }

  @Test
  void aQueryThatDoesNotRunIsNoSilence() throws IOException {
    Alert alert = alert(null, Notice.FIRST_TIME, Notice.RECOVERED);

    assertThat(
            notices(
                alert,
                sql -> SOME,
                AlertChecksTest::broken,
                AlertChecksTest::broken,
                sql -> SOME,
                AlertChecksTest::broken,
                sql -> NONE))
        .containsExactly(
            Notice.FIRST_TIME, Notice.BROKEN, null, null, Notice.BROKEN, Notice.RECOVERED);
  }

  @Test
  void anAlertWithItsOwnTimesIsCheckedThen() throws IOException {
    Alert alert = alert("0 12 * * *", Notice.FIRST_TIME);

    // Hourly calls from 10:00 to 17:00 in Berlin; the first call checks, then noon.
    List<Integer> checked = new ArrayList<>();
    for (int call = 0; call < 8; call++) {
      AlertEntry entry = check(alert, sql -> NONE);
      if (entry != null) {
        checked.add(call);
      }
    }
    assertThat(checked).containsExactly(0, 2);
  }

  @Test
  void whatIsQuietIsNotNotedEveryTime() throws IOException {
    Alert alert = alert(null, Notice.FIRST_TIME);
    for (int hour = 0; hour < 30; hour++) {
      check(alert, sql -> NONE);
    }

    assertThat(ledger().read().entries()).hasSize(2);
  }

  @Test
  void messagesAreMadeFromTheLedgerAndSayWhatToDo() throws IOException {
    AlertEntry fired = check(alert(null, Notice.FIRST_TIME), sql -> SOME);
    AlertEntry broken = check(alert(null), AlertChecksTest::broken);
    assertThat(fired).isNotNull();
    assertThat(broken).isNotNull();
    AlertEntry kept = ledger().read().byKey(fired.key()).orElseThrow();
    AlertText text = new AlertText(null);

    Message message = text.of(kept, "Too hot.", ZoneId.of("Europe/Berlin"));
    Message cannot = text.of(broken, "", ZoneId.of("Europe/Berlin"));

    assertThat(kept).isEqualTo(fired);
    assertThat(message.subject()).isEqualTo("Alert: hot (3 rows)");
    assertThat(message.data().path("rows").path(0).path(0).asText()).isEqualTo("<b>hot</b>");
    assertThat(broken.state()).isEqualTo(State.BROKEN);
    assertThat(cannot.subject()).isEqualTo("Alert cannot be checked: hot");
    assertThat(cannot.parts().toString()).contains("no table of that name", "Mend the query");
  }
}
