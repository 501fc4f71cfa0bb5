package dev.almanac.cli.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.almanac.reports.delivery.Channel;
import dev.almanac.reports.delivery.Destination;
import dev.almanac.reports.delivery.Smtp;
import dev.almanac.reports.delivery.alert.Alert;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DeliveryConfigTest {

  @TempDir private Path folder = Path.of("");

  private DeliverySettings read(String text) throws IOException {
    Path file = folder.resolve("almanac.yaml");
    Files.writeString(file, text);
    return ConfigReader.read(file).deliveries();
  }

  private List<String> problems(String text) {
    ConfigException exception = catchThrowableOfType(ConfigException.class, () -> read(text));
    assertThat(exception).isNotNull();
    return exception.problems().stream().map(problem -> problem.at("f")).toList();
  }

  @Test
  void channelsStandByNameOrWithinASchedule() throws IOException {
    DeliverySettings settings =
        read(
            """
            archive_url: https://reports.example.org/
            channels:
              team:
                mail:
                  to: [ana@example.org, Bo <bo@example.org>]
                  from: Almanac <almanac@example.org>
                  charts: 2
                  smtp: {host: mail.example.org, user: almanac, password: "${env:PASSWORD}"}
                give_up: 1d
                empty: skip
            schedules:
              - report: weekly
                cron: "0 8 * * 1"
                deliver:
                  - team
                  - slack: {webhook: "${env:SLACK}"}
                    file: {path: out}
                ping: https://ping.example.org/x
              - report: weekly
                name: second
                cron: "0 9 * * 1"
                deliver: {webhook: {url: "https://x.example.org/h", secret: "${file:/s}"}}
            """);

    assertThat(settings.of("weekly"))
        .extracting(Channel::name)
        .containsExactly("team", "weekly.slack", "weekly.file", "weekly.ping");
    Channel team = settings.channels().get("team");
    assertThat(team.patience()).isEqualTo(Duration.ofDays(1));
    assertThat(team.empties()).isEqualTo(Channel.Empties.SKIP);
    assertThat(team.ifUncertain()).isEqualTo(Channel.IfUncertain.HOLD);
    Destination.Mail mail = (Destination.Mail) team.destination();
    assertThat(mail.charts()).isEqualTo(2);
    assertThat(mail.smtp().tls()).isEqualTo(Smtp.Tls.STARTTLS);
    assertThat(mail.smtp().port()).isEqualTo(587);
    assertThat(settings.of("second"))
        .singleElement()
        .extracting(Channel::ifUncertain)
        .isEqualTo(Channel.IfUncertain.RESEND);
    assertThat(((Destination.Folder) settings.of("weekly").get(2).destination()).path().reveal())
        .isEqualTo(folder.resolve("out").toString());
  }

  @Test
  void alertsAreRead() throws IOException {
    Files.writeString(folder.resolve("idle.sql"), "SELECT 1");
    DeliverySettings settings =
        read(
            """
            zone: Europe/Berlin
            channels: {chat: {slack: "https://hooks.example.org/x"}}
            alerts:
              - {name: idle, sql_file: idle.sql, cron: "0 * * * *", channels: [chat]}
              - name: failing
                sql: SELECT 2
                notify: [while-true]
                channels: chat
            """);

    assertThat(settings.alerts()).extracting(Alert::sql).containsExactly("SELECT 1", "SELECT 2");
    assertThat(settings.alerts().get(0).notices())
        .containsExactlyInAnyOrder(Alert.Notice.FIRST_TIME, Alert.Notice.RECOVERED);
    assertThat(settings.alerts().get(1).notices()).containsExactly(Alert.Notice.WHILE_TRUE);
    assertThat(settings.byAlert().get("idle")).extracting(Channel::name).containsExactly("chat");
  }

  @Test
  void allThatIsWrongIsSaidAtOnceWithItsLine() {
    assertThat(
            problems(
                """
                archive_url: ftp://x
                channels:
                  team:
                    mail: {to: ["a b"], from: "x\\r\\nBcc: y@z.org", smtp: {tls: maybe}}
                  plain:
                    mail: {to: [a@x.org], from: b@x.org, smtp: {host: h, tls: none, user: u, password: p}}
                  chat: {slack: {webhok: "https://x.org"}}
                  none: {}
                  hook: {webhook: {url: "very secret"}}
                schedules:
                  - report: weekly
                    cron: "0 8 * * 1"
                    deliver: [taem, chat, {pigeon: {}}]
                    ping: {failure: "https://x.org"}
                alerts:
                  - name: bad name
                    notify: [sometimes]
                """))
        .satisfiesExactlyInAnyOrder(
            each -> assertThat(each).startsWith("f:1: archive_url must be"),
            each -> assertThat(each).contains("f:4: Not a mail address: a b"),
            each -> assertThat(each).contains("f:4: Not a mail address: x"),
            each -> assertThat(each).contains("f:3: mail needs smtp with a host"),
            each -> assertThat(each).contains("f:6: A password would travel in the clear"),
            each -> assertThat(each).contains("f:7: ", "Did you mean webhook?"),
            each -> assertThat(each).contains("f:7: slack needs webhook."),
            each -> assertThat(each).contains("f:8: A channel needs one of mail"),
            each -> assertThat(each).contains("f:9: The address of a web hook"),
            each -> assertThat(each).contains("f:13: There is no channel taem."),
            each -> assertThat(each).contains("f:13: ", "unknown key pigeon"),
            each -> assertThat(each).contains("f:13: A channel needs one of"),
            each -> assertThat(each).contains("f:14: ping needs the address"),
            each -> assertThat(each).contains("f:16: An alert needs a name"),
            each -> assertThat(each).contains("An alert needs either sql"),
            each -> assertThat(each).contains("f:17: notify is a list"))
        .noneMatch(each -> each.contains("very secret"));
  }
}
