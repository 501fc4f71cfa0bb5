package dev.almanac.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.almanac.cli.CommandRun;
import dev.almanac.cli.command.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo over the example runs that the real client recorded. */
final class DemoTest {

  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

  @TempDir private static Path folder;
  private static CommandRun.Result first;

  @BeforeAll
  static void runOnce() {
    first = demo();
  }

  private static CommandRun.Result demo() {
    return CommandRun.in(folder).with("ALMANAC_SOURCE_FOLDER", ROOT.toString()).run("demo");
  }

  private static Path report() {
    return folder.resolve("almanac-demo/weekly-2026-W47.html");
  }

  @Test
  void rendersTheLastFullWeekAndPrintsWhereItIs() throws IOException {
    assertThat(first.exitCode()).as(first.err()).isZero();
    assertThat(first.out().strip()).isEqualTo(report().toString());
    assertThat(first.err())
        .contains("334 runs and 19,621 points read")
        .contains("73 runs and 4,835 points read")
        .contains("0 failed.")
        .doesNotContain("Cannot render");
    assertThat(Files.size(report())).isBetween(100_000L, 2L << 20);
    assertThat(Files.readString(report(), StandardCharsets.UTF_8))
        .startsWith("<!DOCTYPE html>")
        .contains("digits-mlp");
  }

  @Test
  void repeatedItReadsNothingAgainAndGivesTheSamePage() throws IOException {
    byte[] before = Files.readAllBytes(report());

    CommandRun.Result again = demo();

    assertThat(again.err())
        .contains("examples-mlflow.db (SQLite store): nothing changed")
        .contains("examples-mlruns (file store): nothing changed");
    assertThat(Files.readAllBytes(report())).isEqualTo(before);
  }

  @Test
  void whatItSaysToTryNextWorks() {
    List<String> commands =
        first.err().lines().filter(line -> line.startsWith("  almanac ")).toList();

    assertThat(commands).hasSize(3);
    for (String command : commands.subList(0, 2)) {
      CommandRun.Result result = CommandRun.in(folder).run(words(command.strip()));
      assertThat(result.exitCode()).as(command + "\n" + result.err()).isZero();
      assertThat(result.out().lines().count()).isPositive();
    }
  }

  @Test
  void theQueriesOfTheReadMeWork() throws IOException {
    String readMe = Files.readString(ROOT.resolve("README.md"), StandardCharsets.UTF_8);
    Matcher query =
        Pattern.compile("\\./almanac (sql --warehouse almanac-demo/warehouse \"[^\"]*\")")
            .matcher(readMe);
    int tried = 0;
    while (query.find()) {
      CommandRun.Result result = CommandRun.in(folder).run(words("almanac " + query.group(1)));
      assertThat(result.exitCode()).as(query.group() + "\n" + result.err()).isZero();
      assertThat(result.out().lines().count()).as(query.group()).isGreaterThan(1);
      tried++;
    }
    assertThat(tried).isPositive();
  }

  private static String[] words(String command) {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(command);
    while (matcher.find()) {
      words.add(matcher.group(1) != null ? matcher.group(1) : matcher.group(2));
    }
    return words.subList(1, words.size()).toArray(String[]::new);
  }

  @Test
  void analysesThatAreUpToDateAreNotComputedAgain() {
    CommandRun.Result result =
        CommandRun.in(folder).run("analyze", "--warehouse", "almanac-demo/warehouse");

    assertThat(result.exitCode()).isZero();
    assertThat(result.out())
        .contains("objective,0,5,0,0\n")
        .containsPattern("sensitivity,0,\\d+,0,0\n")
        .containsPattern("convergence,0,\\d+,0,0\n");
  }

  @Test
  void unknownProjectsAndMetricsGetTheNearestName() {
    CommandRun.Result result =
        CommandRun.in(folder)
            .run("analyze", "--warehouse", "almanac-demo/warehouse", "--project", "digit-mlp");

    assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(result.err()).contains("no project digit-mlp").contains("Did you mean digits-mlp");
  }

  @Test
  void aPeriodWithoutRunsGivesAReportThatSaysSo() {
    CommandRun.Result result =
        CommandRun.in(folder)
            .run(
                "report",
                "run",
                "weekly",
                "--period",
                "2020-W01",
                "--warehouse",
                "almanac-demo/warehouse",
                "--output",
                "old");

    assertThat(result.exitCode()).isZero();
    assertThat(result.err()).contains("There are no runs in Week 1 of 2020");
    assertThat(Path.of(result.out().strip())).isRegularFile();
  }

  @Test
  void aWrongPeriodNamesTheRightOnes() {
    CommandRun.Result result =
        CommandRun.in(folder)
            .run(
                "report",
                "run",
                "weekly",
                "--period",
                "someday",
                "--warehouse",
                "almanac-demo/warehouse");

    assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).contains("someday").contains("2026-W12");
  }

  @Test
  void anErrorInAUsersTemplateLeavesTheRestOfTheReport() throws IOException {
    Path own = folder.resolve("templates/weekly/sql/activity_days.sql");
    Files.createDirectories(own.getParent());
    Files.writeString(own, "SELECT nothing FROM nowhere\n");
    String[] arguments = {
      "report",
      "run",
      "weekly",
      "--period",
      "2026-W47",
      "--warehouse",
      "almanac-demo/warehouse",
      "--templates",
      "templates",
      "--output",
      "own",
      "--fail-on",
      "degraded"
    };

    CommandRun.Result result = CommandRun.in(folder).run(arguments);

    assertThat(result.exitCode()).isEqualTo(ExitCode.DEGRADED);
    assertThat(result.err()).contains("activity_days.sql").contains("nowhere");
    assertThat(Files.readString(Path.of(result.out().strip()))).contains("digits-mlp");
  }

  @Test
  void reportsAreListed() {
    assertThat(CommandRun.in(folder).run("report", "list").out())
        .startsWith("report,about,takes,sections,archived,schedules\n")
        .contains("weekly,");
  }

  @Test
  void withoutExamplesTheDemoSaysHowToStartIt(@TempDir Path elsewhere) {
    CommandRun.Result result = CommandRun.in(elsewhere).run("demo");

    assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(result.err()).contains("./almanac of a clone");
  }
}
