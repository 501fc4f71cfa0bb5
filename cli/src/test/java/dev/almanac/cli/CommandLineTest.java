package dev.almanac.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.almanac.cli.command.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CommandLineTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--help",
        "demo --help",
        "sync --help",
        "sql --help",
        "analyze --help",
        "live --help",
        "report --help",
        "report run --help",
        "report new --help",
        "report preview --help",
        "report export --help",
        "report list --help",
        "report diff --help",
        "report verify --help",
        "report send --help",
        "schedule --help",
        "schedule run --help",
        "schedule next --help",
        "schedule explain --help",
        "schedule lint --help",
        "schedule alerts --help",
        "schedule install --help",
        "serve --help",
        "sources --help",
        "artifact --help",
        "doctor --help"
      })
  void everyCommandExplainsItselfOnStandardOutput(String line) {
    CommandRun.Result result = CommandRun.in(folder).run(line.split(" ", -1));

    assertThat(result.exitCode()).isZero();
    assertThat(result.out())
        .contains("Usage: almanac", "Examples:", "  almanac ")
        .doesNotContain("\u001b");
    assertThat(result.out().lines()).allSatisfy(one -> assertThat(one).hasSizeLessThan(101));
    assertThat(result.err()).isEmpty();
  }

  @Test
  void withoutACommandThereIsTheHelp() {
    assertThat(CommandRun.in(folder).run().out()).contains("Commands:").contains("almanac demo");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          sqll | Did you mean sql?
          sql --formt csv x | Did you mean --format?
          sql --format xlsx x | expected one of
          analyze --engine sprak | There are duckdb and spark
          analyze --engine spark | Cannot use engine spark
          report run weekly --zone Europe/Belrin | Did you mean Europe/Berlin
          report run weekly --zone +01:00 | is not the name of a time zone
          report run weekly --as-of monday | is not an instant
          report run weekly --templates absent | there is no such folder
          report run wekly | There is no report wekly. Did you mean weekly?
          """)
  void wrongUsageIsExplainedWithExitCodeTwo(String line, String message) {
    CommandRun.Result result = CommandRun.in(folder).run(line.split(" ", -1));

    assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).startsWith("almanac: ").contains(message);
    assertThat(result.out()).isEmpty();
  }

  @Test
  void aWrongConfigurationShowsAllItsProblemsAtOnce() throws IOException {
    Files.writeString(folder.resolve("almanac.yaml"), "warehose: x\nzone: Mars\n");

    CommandRun.Result result = CommandRun.in(folder).run("sql", "SELECT 1");

    assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err())
        .contains("almanac.yaml:1: ")
        .contains("Did you mean warehouse?")
        .contains("almanac.yaml:2: ");
  }

  @Test
  void helpStartsNoEngine() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-verbose:class",
                "-cp",
                System.getProperty("java.class.path"),
                Almanac.class.getName(),
                "--help")
            .redirectErrorStream(true)
            .start();
    List<String> lines =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .toList();

    assertThat(process.waitFor()).isZero();
    assertThat(lines).anyMatch(line -> line.contains("picocli.CommandLine "));
    assertThat(lines)
        .noneMatch(line -> line.contains(" org.duckdb."))
        .noneMatch(line -> line.contains(" org.apache."))
        .noneMatch(line -> line.contains(" org.jline."))
        .noneMatch(line -> line.contains(" freemarker."));
  }

  @Test
  void sourcesSaysWhatCanBeRead() {
    assertThat(CommandRun.in(folder).run("sources", "--format", "json").out())
        .contains("\"kind\": \"mlflow\"")
        .contains("metric history");
  }

  @Test
  void doctorFindsNothingWrongButTheAbsentWarehouse() {
    CommandRun.Result result = CommandRun.in(folder).run("doctor");

    assertThat(result.exitCode()).isZero();
    assertThat(result.out())
        .contains("duckdb,ok,")
        .contains("arrow,ok,")
        .contains("warehouse,warning,there is none in ");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void doctorNamesAWrongConfigurationAndFails() throws IOException {
    Files.writeString(folder.resolve("almanac.yaml"), "zone: Mars\n");

    CommandRun.Result result = CommandRun.in(folder).run("doctor");

    assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(result.out()).contains("almanac.yaml,failed,").contains("Mars");
  }

  @Test
  void doctorLooksIntoTheWarehouse() {
    SmallStore.in(folder.resolve("mlruns"), "p").run("a", "1");
    CommandRun.in(folder).run("sync", "mlruns");

    assertThat(CommandRun.in(folder).run("doctor").out())
        .contains(": 1 runs, snapshot ")
        .contains("quarantine,ok,");
  }

  @Test
  void sourcesListsWhatWasSynced() {
    SmallStore.in(folder.resolve("mlruns"), "p").run("a", "1").run("b", "1");
    CommandRun.in(folder).run("sync", "mlruns", "--name", "team");

    assertThat(CommandRun.in(folder).run("sources", "--synced").out())
        .startsWith("source,kind,location,last_sync,outcome,runs,problems\nteam,mlflow file store,")
        .endsWith(",complete,2,0\n");
  }
}
