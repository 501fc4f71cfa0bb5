package dev.almanac.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.almanac.cli.CommandRun;
import dev.almanac.cli.command.CommonOptions;
import dev.almanac.cli.command.Workplace;
import dev.almanac.cli.terminal.Surroundings;
import dev.almanac.cli.terminal.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When what is called; what the calls do is tested with the commands themselves. */
final class RoundsTest {

  private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);

  @TempDir private Path folder;
  private final List<String> calls = new ArrayList<>();

  @BeforeEach
  void configure() throws IOException {
    Files.writeString(
        folder.resolve("almanac.yaml"),
        "warehouse: w\nschedules:\n  - {report: weekly, cron: \"0 8 * * 1\"}\n");
  }

  private Rounds rounds(String now, boolean syncs) {
    Terminal terminal =
        new Terminal(
            new ByteArrayInputStream(new byte[0]),
            new ByteArrayOutputStream(),
            new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
            List.of(),
            80,
            Terminal.Color.OFF);
    Clock clock = Clock.fixed(Instant.parse(now), ZoneOffset.UTC);
    Workplace workplace =
        new Workplace(new Surroundings(terminal, Map.of(), folder, clock), new CommonOptions());
    Commands commands =
        arguments -> {
          calls.add(String.join(" ", arguments).replace(" --quiet --warehouse " + warehouse(), ""));
          return calls.size();
        };
    return new Rounds(workplace, commands, syncs, FIVE_MINUTES);
  }

  private Path warehouse() {
    return folder.resolve("w");
  }

  @Test
  void eachRoundDoesWhatCronWouldAndTellsItsExitCode() {
    assertThat(rounds("2026-11-24T08:00:00Z", false).round()).isEqualTo(1);
    assertThat(calls).containsExactly("schedule run --due");
  }

  @Test
  void sourcesAreReadBeforeAReportIsMadeAndOtherwiseEachHour() throws IOException {
    Rounds due = rounds("2026-11-24T08:00:00Z", true);
    due.round();
    due.round();
    assertThat(calls)
        .as("the report is still due after the first round")
        .containsExactly(
            "sync", "analyze", "schedule run --due", "sync", "analyze", "schedule run --due");
    calls.clear();
    Files.writeString(folder.resolve("almanac.yaml"), "warehouse: w\n");
    due.round();

    assertThat(calls)
        .as("nothing is due, and the sync is fresh")
        .containsExactly("schedule run --due");
  }

  @Test
  void waitsForTheNextReportButNoLongerThanTheInterval() {
    assertThat(rounds("2026-11-29T12:00:00Z", false).pause())
        .isBetween(FIVE_MINUTES, FIVE_MINUTES.plusSeconds(1));
    assertThat(rounds("2026-11-30T07:59:00Z", false).pause())
        .isBetween(Duration.ofMinutes(1), Duration.ofSeconds(61));
  }

  @Test
  void aFileThatBecameWrongKeepsTheOthersGoing() throws IOException {
    Rounds rounds = rounds("2026-11-24T08:00:00Z", true);
    rounds.round();
    Files.writeString(folder.resolve("almanac.yaml"), "schedules: [");

    assertThat(rounds.pause()).isEqualTo(FIVE_MINUTES);
    rounds.round();
    assertThat(calls).endsWith("schedule run --due");
  }

  @Test
  void theCommandSaysWhatIsWrongWithACall() throws IOException {
    assertThat(CommandRun.in(folder).run("serve", "--sync").err()).contains("need --scheduler");
    assertThat(CommandRun.in(folder).run("serve", "--port", "65536").exitCode()).isEqualTo(2);
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      CommandRun.Result result =
          CommandRun.in(folder).run("serve", "--port", "" + taken.getLocalPort());
      assertThat(result.exitCode()).isEqualTo(1);
      assertThat(result.err()).contains("Cannot serve on port", "--port names another");
    }
    Files.writeString(folder.resolve("almanac.yaml"), "warehouse: w\n");
    assertThat(CommandRun.in(folder).run("serve", "--scheduler").err())
        .contains("There are no schedules");
  }
}
