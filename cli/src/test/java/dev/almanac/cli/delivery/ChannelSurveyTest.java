package dev.almanac.cli.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.almanac.cli.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the commands say of channels before anything was sent. */
final class ChannelSurveyTest {

  private static final String SECRET = "T000-very-secret";

  @TempDir private Path folder;

  @BeforeEach
  void configure() throws IOException {
    Files.writeString(folder.resolve("hook.txt"), "http://chat.example.org/" + SECRET + "\n");
    Files.writeString(folder.resolve("none.txt"), "chat.example.org/" + SECRET + "\n");
    Files.writeString(folder.resolve("password.txt"), SECRET + "\n");
    Files.writeString(folder.resolve("taken"), "a file");
    Files.writeString(
        folder.resolve("almanac.yaml"),
        """
        channels:
          team:
            mail:
              to: [ana@example.org, bo@example.org]
              from: almanac@example.org
              smtp: {host: 127.0.0.1, port: 9, user: almanac, password: "${file:%1$s/password.txt}"}
          chat: {slack: "${file:%1$s/hook.txt}"}
          wrong: {teams: "${file:%1$s/none.txt}"}
          absent: {webhook: "${env:ALMANAC_TEST_ABSENT}"}
          bucket: {file: taken/below}
          spare: {webhook: "https://hooks.example.org/%2$s"}
        schedules:
          - {report: weekly, cron: "0 8 * * 1", deliver: [team, chat, wrong, absent, bucket]}
          - {report: monthly, cron: "0 9 1 * *", period: last-month}
        alerts:
          - {name: lost, sql: SELECT 1, channels: chat}
          - {name: unheard, sql: SELECT 1}
        """
            .formatted(folder, SECRET));
  }

  private CommandRun.Result run(String... arguments) {
    return CommandRun.in(folder).run(arguments);
  }

  @Test
  void doctorLooksAtEveryChannelAndShowsNoSecret() {
    CommandRun.Result result = run("doctor", "--format", "csv");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.out() + result.err()).doesNotContain(SECRET);
    assertThat(result.out())
        .contains(
            "channel team,ok,\"mail to ana@example.org, bo@example.org through 127.0.0.1:9, for"
                + " weekly; nothing sent yet\"")
        .contains("channel chat,warning,", "for weekly, alert lost", "chat.example.org go in the")
        .contains("channel wrong,failed,", "is not an http or https URL")
        .contains("channel absent,failed,", "${env:ALMANAC_TEST_ABSENT}")
        .contains("channel bucket,failed,", "taken is in the way")
        .contains("channel spare,warning,", "No schedule and no alert uses it.")
        .contains("alert unheard,warning,")
        .contains("archive_url,warning,");
  }

  @Test
  void onlyWhenAskedItIsTriedWhetherAServerAnswers() {
    assertThat(run("doctor").out()).doesNotContain("tried now", "Tried now");

    CommandRun.Result result = run("doctor", "--network", "--format", "csv");

    assertThat(result.out()).contains("channel team,failed,", "Tried now: 127.0.0.1:9: no conn");
    assertThat(result.out()).doesNotContain(SECRET);
  }

  @Test
  void lintSaysTheSameOfChannelsAndWhoGetsNothing() {
    CommandRun.Result result = run("schedule", "lint", "--format", "csv");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.out())
        .contains("monthly,odd,\"Nobody gets it")
        .contains("channel chat,odd,", "channel absent,wrong,", "channel spare,odd,")
        .contains("alert unheard,odd,")
        .doesNotContain(SECRET);
  }

  @Test
  void theListOfReportsSaysWhoMakesAndWhoGetsThem() {
    assertThat(run("report", "list", "--format", "csv").out())
        .contains("\"weekly (0 8 * * 1 UTC): team, chat, wrong, absent, bucket\"")
        .contains("monthly (0 9 1 * * UTC): archive only");
  }

  @Test
  void aChannelThatIsNotThereIsNamedWithTheNearest() throws IOException {
    Path file = folder.resolve("almanac.yaml");
    Files.writeString(file, Files.readString(file).replace("[team, chat,", "[team, cht,"));

    CommandRun.Result lint = run("schedule", "lint");
    assertThat(lint.exitCode()).isEqualTo(2);
    assertThat(lint.err()).contains("There is no channel cht. Did you mean chat?");
    assertThat(run("doctor").out()).contains("almanac.yaml,failed,", "Did you mean chat?");
  }
}
