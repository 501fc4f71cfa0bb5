package dev.almanac.cli.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.almanac.cli.CommandRun;
import dev.almanac.cli.SmallStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The schedule's commands over a warehouse of one run of Wednesday, 18 November 2026. */
final class ScheduleCommandTest {

  private static final String YAML =
      """
      warehouse: ../almanac-warehouse
      zone: Europe/Berlin
      schedules:
        - report: weekly
          cron: "0 8 * * 1"
      """;

  @TempDir private static Path root;

  private Path place = Path.of("");

  @BeforeAll
  static void syncOnce() {
    SmallStore.in(root.resolve("mlruns"), "project").run("plain", "0.1");
    assertThat(CommandRun.in(root).run("sync", "mlruns").exitCode()).isZero();
    assertThat(CommandRun.in(root).run("analyze").exitCode()).isZero();
  }

  @BeforeEach
  void writeConfiguration() throws IOException {
    deleteLedger();
    place = Files.createTempDirectory(root, "team");
    Files.writeString(place.resolve("almanac.yaml"), YAML);
  }

  private static void deleteLedger() throws IOException {
    Files.deleteIfExists(root.resolve("almanac-warehouse/schedule/ledger.jsonl"));
  }

  private CommandRun.Result run(String... arguments) {
    return CommandRun.in(place).run(arguments);
  }

  private Path page(String name) {
    return place.resolve("almanac-reports/weekly/" + name + "/index.html");
  }

  @Test
  void whatIsDueIsMadeOnceVerifiedListedAndCompared() {
    CommandRun.Result first = run("schedule", "run", "--due");
    assertThat(first.exitCode()).as(first.err()).isZero();
    assertThat(first.out().strip()).isEqualTo(page("2026-W47/r1").toString());
    assertThat(first.err()).contains("weekly on 2026-W47: ok.");

    CommandRun.Result second = run("schedule", "run", "--due", "--skip-code", "99");
    assertThat(second.out()).isEmpty();
    assertThat(second.err()).contains("Nothing is due.");
    assertThat(second.exitCode()).isEqualTo(99);

    CommandRun.Result again = run("schedule", "run", "weekly", "--period", "2026-W47");
    assertThat(again.out().strip()).isEqualTo(page("2026-W47/r2").toString());

    CommandRun.Result verified = run("report", "verify");
    assertThat(verified.out()).contains("weekly/2026-W47/r1,same,", "weekly/2026-W47/r2,same,");
    assertThat(verified.exitCode()).isZero();

    assertThat(run("report", "list", "weekly").out()).contains("weekly/2026-W47/r2,ok,");
    CommandRun.Result diff = run("report", "diff", "2026-W47/r1", "2026-W47/r2");
    assertThat(diff.exitCode()).as(diff.err()).isZero();
    assertThat(diff.err()).contains("0 differences");
  }

  @Test
  void theSnapshotOfAReportIsKept() throws IOException {
    run("schedule", "run", "--due");
    String manifest = Files.readString(page("2026-W47/r1").resolveSibling("manifest.json"));

    assertThat(manifest).contains("\"sha256\"", "\"snapshot\"", "SELECT", "\"due\"");
    assertThat(Files.readString(page("2026-W47/r1").resolveSibling("report.json")))
        .contains("\"sections\"");
  }

  @Test
  void aChangedPageIsFoundByVerify() throws IOException {
    run("schedule", "run", "--due");
    Files.writeString(page("2026-W47/r1"), "better numbers", StandardOpenOption.APPEND);

    CommandRun.Result verified = run("report", "verify", "weekly/2026-W47");
    assertThat(verified.out()).contains("damaged", "not what was archived");
    assertThat(verified.exitCode()).isEqualTo(1);
  }

  @Test
  void anEmptySectionThatIsExpectedDegradesTheReport() throws IOException {
    Files.writeString(place.resolve("almanac.yaml"), YAML + "    expect: [failures, nonsense]\n");

    CommandRun.Result result = run("schedule", "run", "--due", "--fail-on", "degraded");
    assertThat(result.err())
        .contains("degraded", "Section failures is empty", "There is no section nonsense");
    assertThat(result.exitCode()).isEqualTo(6);
  }

  @Test
  void aReportWaitsForData() throws IOException {
    Files.writeString(
        place.resolve("almanac.yaml"),
        YAML + "    wait_for_data: {sources: [other], max_delay: 3d}\n");

    CommandRun.Result result = run("schedule", "run", "--due");
    assertThat(result.err()).contains("waiting", "There is no source other");
    assertThat(result.exitCode()).isEqualTo(5);
  }

  @Test
  void missingSyncsAreNoOk() {
    CommandRun.Result result = run("schedule", "run", "--due", "--as-of", "2026-12-14T08:00:00Z");

    assertThat(result.err()).contains("weekly on 2026-W50: degraded", "before the period ended");
  }

  @Test
  void aDamagedLedgerIsNamedWithItsLine() throws IOException {
    run("schedule", "run", "--due");
    Files.writeString(
        root.resolve("almanac-warehouse/schedule/ledger.jsonl"),
        "garbage\n",
        StandardOpenOption.APPEND);

    CommandRun.Result result = run("schedule", "run", "--due");
    assertThat(result.err()).contains("ledger.jsonl:3: passed over");
    assertThat(result.out()).isEmpty();
    assertThat(result.exitCode()).isZero();
  }

  @Test
  void anArchiveThatCannotBeWrittenIsAFailureThatIsNoted() throws IOException {
    Files.writeString(place.resolve("almanac-reports"), "a file");

    CommandRun.Result result = run("schedule", "run", "--due");
    assertThat(result.err()).contains("failed", "Cannot write to the archive");
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(run("schedule", "explain").out()).contains("failed,later", "next try at");
  }

  @Test
  void aClockThatWasSetBackStopsEverything() {
    run("schedule", "run", "--due");
    CommandRun.Result result = run("schedule", "run", "--due", "--as-of", "2026-11-20T08:00:00Z");

    assertThat(result.err()).contains("the clock was set back");
    assertThat(result.exitCode()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "schedule run | Say what to run",
        "schedule run wekly --due | Did you mean weekly?",
        "schedule run weekly --period 2026-W48 | is not over",
        "schedule run weekly --period 2027-W01 | is not over",
        "report run weekly --period 2027-W01 | has not begun",
      })
  void sayWhatIsWrongWithACall(String call, String message) {
    CommandRun.Result result = run(call.strip().split(" "));

    assertThat(result.err()).contains(message.strip());
    assertThat(result.exitCode()).isEqualTo(2);
  }

  @Test
  void aCronThatNeverFiresIsSaidEverywhere() throws IOException {
    Files.writeString(place.resolve("almanac.yaml"), YAML.replace("0 8 * * 1", "0 0 30 2 *"));

    assertThat(run("schedule", "run", "--due").err()).contains("never fires");
    assertThat(run("schedule", "next").err()).contains("never fires");
    assertThat(run("schedule", "explain").out()).contains("never fires");
    CommandRun.Result lint = run("schedule", "lint");
    assertThat(lint.out()).contains("wrong", "never fires");
    assertThat(lint.exitCode()).isEqualTo(1);

    Files.writeString(
        place.resolve("almanac.yaml"),
        YAML.replace(
            "schedules:\n",
            "schedules:\n  - {name: never, report: weekly, cron: \"0 0 30 2 *\"}\n"));
    CommandRun.Result others = run("schedule", "run", "--due");
    assertThat(others.exitCode()).isEqualTo(2);
    assertThat(others.out().strip()).isEqualTo(page("2026-W47/r1").toString());
  }

  @Test
  void lintWarnsOfNightsThatClocksChange() throws IOException {
    Files.writeString(
        place.resolve("almanac.yaml"),
        YAML.replace("0 8 * * 1", "30 2 * * *").replace("report: weekly", "report: absent"));

    CommandRun.Result lint = run("schedule", "lint");
    assertThat(lint.out())
        .contains(
            "There is no report absent", "clocks leap from 02:00 to 03:00; it is due at 03:30")
        .contains("due more than once for 2026-W47");
  }

  @Test
  void nextSaysWhenInTheZoneAndAboutWhat() {
    assertThat(run("schedule", "next", "-n", "2").out())
        .contains("weekly,Mon 2026-11-30 08:00 +01:00,Europe/Berlin,2026-W48,2026-11-30T07:00:00Z")
        .contains("2026-W49");
  }

  @Test
  void installPrintsAndChangesNothing() throws IOException {
    assertThat(run("schedule", "install", "--cron").out())
        .startsWith("7 * * * * cd ")
        .contains("schedule run --due --quiet");
    assertThat(run("schedule", "install", "--systemd").out())
        .contains("OnCalendar=", "Persistent=true", "SuccessExitStatus=0 5 75");
    assertThat(run("schedule", "install", "--github").out()).contains("cron: \"7 * * * *\"");
    assertThat(run("schedule", "install", "--airflow").out())
        .contains("dag_id=\"almanac_schedule\"", "catchup=False", "skip_on_exit_code=[99]")
        .contains("FOLDER = \"");
    assertThat(run("schedule", "install", "--kubernetes").out())
        .contains("kind: CronJob", "concurrencyPolicy: Forbid", "schedule run --due");
    assertThat(run("schedule", "install", "--github", "--output", "flows").exitCode()).isZero();
    assertThat(place.resolve("flows/almanac-schedule.yml")).exists();
    assertThat(run("schedule", "install", "--github", "--output", "flows").err())
        .contains("it is there already");
  }
}
