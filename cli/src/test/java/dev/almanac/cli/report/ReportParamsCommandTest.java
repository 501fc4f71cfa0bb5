package dev.almanac.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.almanac.cli.CommandRun;
import dev.almanac.cli.SmallStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reports with params, over a warehouse of two runs of Wednesday, 18 November 2026. */
final class ReportParamsCommandTest {

  @TempDir private static Path root;

  private Path place = Path.of("");

  @BeforeAll
  static void syncOnce() throws IOException {
    SmallStore.in(root.resolve("mlruns"), "project")
        .run("plain", "0.1")
        .run("pl\u001b[31mred", "0.2");
    assertThat(CommandRun.in(root).run("sync", "mlruns").exitCode()).isZero();
    Path folder = Files.createDirectories(root.resolve("mine/one"));
    Files.writeString(
        folder.resolve("report.yaml"),
        """
        title: "Run {run}"
        description: What one run did.
        period: none
        positional: run
        params:
          run: {description: name of a run, choices: runs.sql}
        sections:
          - id: cover
            sql: {r: r.sql}
        """);
    Files.writeString(
        folder.resolve("runs.sql"), "SELECT run_key AS value, name AS label, name FROM runs");
    Files.writeString(folder.resolve("r.sql"), "SELECT * FROM runs WHERE run_key = :run");
    Files.writeString(folder.resolve("cover.ftlh"), "<h1>${rows.r[0].name}</h1>");
  }

  @BeforeEach
  void writeConfiguration() throws IOException {
    Files.deleteIfExists(root.resolve("almanac-warehouse/schedule/ledger.jsonl"));
    place = Files.createTempDirectory(root, "team");
    Files.writeString(
        place.resolve("almanac.yaml"),
        """
        warehouse: ../almanac-warehouse
        schedules:
          - {report: one, cron: "0 8 * * 1", templates: ../mine, params: {run: plain}}
          - {name: other, report: one, cron: "5 8 * * 1", templates: ../mine, params: {rum: plain}}
        """);
  }

  private CommandRun.Result run(String... arguments) {
    return CommandRun.in(place).run(arguments);
  }

  private CommandRun.Result report(String... arguments) {
    String[] all = new String[arguments.length + 4];
    all[0] = "report";
    all[1] = "run";
    all[2] = "one";
    System.arraycopy(arguments, 0, all, 3, arguments.length);
    all[arguments.length + 3] = "--templates=../mine";
    return run(all);
  }

  @Test
  void valueStandsAfterTheNameOrAsParam() throws IOException {
    CommandRun.Result bare = report("plain");
    assertThat(bare.exitCode()).as(bare.err()).isZero();
    Path page = Path.of(bare.out().strip());
    assertThat(page.getFileName().toString()).matches("one-plain-[0-9a-f]{8}\\.html");
    assertThat(Files.readString(page))
        .contains("<h1>plain</h1>", "<title>Run plain, as of 24 Nov 2026</title>");

    assertThat(report("--param", "run=plai").out()).isEqualTo(bare.out());
  }

  @Test
  void whatDoesNotFitIsOneMessageThatSaysWhatWould() {
    assertThat(report().err()).contains("needs run (name of a run): almanac report run one RUN");
    CommandRun.Result unknown = report("plian");
    assertThat(unknown.exitCode()).isEqualTo(2);
    assertThat(unknown.err()).contains("There is no run 'plian'. Did you mean plain?");
    CommandRun.Result several = report("pl");
    assertThat(several.exitCode()).isEqualTo(2);
    assertThat(several.err()).contains("could be any of 2").doesNotContain("\u001b");
    assertThat(report("--param", "rum=plain").err()).contains("Did you mean run?");
    assertThat(report("--param", "plain").err()).contains("key=value");
    assertThat(report("plain", "plain").err()).contains("takes one run, not 2");
    assertThat(report("plain", "--period", "last-week").err()).contains("not about a period");
    assertThat(run("report", "run", "weekly", "plain").err()).contains("no place for 'plain'");
  }

  @Test
  void archivedReportsOfOtherRunsStandApartAndAreVerified() throws IOException {
    Path first = Path.of(report("plain", "--archive").out().strip());
    Path other = Path.of(report("pl\u001b[31mred", "--archive").out().strip());
    assertThat(other.getParent().getParent().getParent())
        .isNotEqualTo(first.getParent().getParent().getParent());
    assertThat(Files.readString(first.resolveSibling("manifest.json")))
        .contains("\"params\" : {", "\"params_hash\"", "\"as_of\"");

    CommandRun.Result verified = run("report", "verify", "--templates", "../mine");
    assertThat(verified.out()).contains("one-plain-", "/r1,same").contains("one-pl-31mred-");
    assertThat(verified.exitCode()).as(verified.out()).isZero();
    assertThat(run("report", "list", "--templates", "../mine").out())
        .contains("one,What one run did.,RUN,1,2");
    assertThat(run("report", "list", "one").out()).contains("one-plain-", "one-pl-31mred-");
  }

  @Test
  void schedulesGiveParams() {
    CommandRun.Result made = run("schedule", "run", "--due", "one");
    assertThat(made.out()).as(made.err()).contains("/one/2026-W47/r1/index.html");

    CommandRun.Result lint = run("schedule", "lint");
    assertThat(lint.out()).contains("other,wrong").contains("no param rum");
    assertThat(run("schedule", "run", "--due", "other").err()).contains("no param rum");
  }

  @Test
  void helpNamesTheReportsAndWhatTheyTake() {
    assertThat(run("report", "run", "--help").out())
        .contains("Reports:", "weekly [--period PERIOD]");
  }
}
