package dev.almanac.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.almanac.cli.CommandRun;
import dev.almanac.cli.SmallStore;
import dev.almanac.cli.command.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReportNewCommandTest {

  @TempDir private Path folder;

  @BeforeEach
  void fill() {
    SmallStore.in(folder.resolve("mlruns"), "p").run("<b>a</b>", "1").run("b", "2");
    run("sync", "mlruns");
  }

  @Test
  void theSmallestReportRendersAtOnce() throws IOException {
    CommandRun.Result made = run("report", "new", "nightly-digest");

    assertThat(made.exitCode()).isZero();
    assertThat(made.out()).isEqualTo(folder.resolve("reports/nightly-digest") + "\n");
    assertThat(made.err()).contains("almanac report preview nightly-digest --watch");
    CommandRun.Result rendered = run("report", "run", "nightly-digest", "--period", "latest");
    assertThat(rendered.exitCode()).isZero();
    assertThat(rendered.err()).doesNotContain("Cannot");
    assertThat(Files.readString(Path.of(rendered.out().strip())))
        .contains("<h1>Week 47 of 2026</h1>")
        .contains("Nightly digest")
        .contains("&lt;b&gt;a&lt;/b&gt;")
        .contains("val_loss")
        .contains("data-state=\"ok\"")
        .doesNotContain("data-state=\"failed\"");
  }

  @Test
  void aCopyOfTheWeeklyRendersAsTheWeeklyDoes() throws IOException {
    run("report", "new", "ours", "--from", "weekly");

    CommandRun.Result rendered = run("report", "run", "ours", "--period", "latest");

    assertThat(rendered.err()).doesNotContain("Cannot");
    String ours = Files.readString(Path.of(rendered.out().strip()));
    String built =
        Files.readString(
            Path.of(run("report", "run", "weekly", "--period", "latest").out().strip()));
    assertThat(ours.replace("ours/", "weekly/")).isEqualTo(built);
    assertThat(folder.resolve("reports/ours/report.yaml"))
        .content()
        .startsWith("# ours: a report of your own, begun as a copy of weekly.")
        .contains("almanac report preview ours --watch");
    assertThat(folder.resolve("reports/ours/activity.ftlh"))
        .content()
        .startsWith("<#-- Section activity. Sees charts.calendar, charts.days, rows.calendar, ");
  }

  @Test
  void whatIsThereIsNeverOverwritten() throws IOException {
    Path mine = Files.createDirectories(folder.resolve("reports/mine"));

    CommandRun.Result result = run("report", "new", "mine");

    assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(result.err()).contains("Cannot make " + mine).contains("exists");
    assertThat(mine).isEmptyDirectory();
    try (Stream<Path> left = Files.list(folder.resolve("reports"))) {
      assertThat(left.toList()).containsExactly(mine);
    }
  }

  @Test
  void namesThatLeadElsewhereAreRefused() {
    for (String name : List.of("../up", "a/b", "lib", "-x y", "")) {
      assertThat(run("report", "new", "--", name).exitCode()).isEqualTo(ExitCode.USAGE);
    }
    assertThat(run("report", "new", "x", "--from", "wekly").err()).contains("Did you mean weekly?");
    assertThat(run("report", "new", "x", "--from", "weekly", "--minimal").err())
        .contains("either --from or --minimal");
    assertThat(folder.resolve("reports")).doesNotExist();
  }

  @Test
  void reportsBesideTheConfigurationAreFoundFromBelow() throws IOException {
    Files.writeString(folder.resolve("almanac.yaml"), "warehouse: almanac-warehouse\n");
    Path below = Files.createDirectories(folder.resolve("a/b"));
    CommandRun there = CommandRun.in(below);

    assertThat(there.run("report", "new", "deep").out())
        .isEqualTo(folder.resolve("reports/deep") + "\n");
    assertThat(there.run("report", "list").out()).contains("deep,");
  }

  @Test
  void aSinglePieceOfAUsersReplacesTheBuiltInOne() throws IOException {
    Files.writeString(folder.resolve("almanac.yaml"), "warehouse: almanac-warehouse\n");
    Path piece = folder.resolve("reports/weekly/activity.ftlh");
    Files.createDirectories(folder.resolve("reports/weekly"));
    Files.writeString(piece, "<p>Mine: ${rows.projects?size}</p>");

    CommandRun.Result rendered = run("report", "run", "weekly", "--period", "latest");

    assertThat(Files.readString(Path.of(rendered.out().strip()))).contains("Mine: 1");
  }

  @Test
  void sqlOfReportsCanOnlyRead() throws IOException {
    run("report", "new", "bad");
    Path target = folder.resolve("stolen.csv");
    Files.writeString(
        folder.resolve("reports/bad/sql/days.sql"), "COPY runs TO '" + target + "'\n");
    Files.writeString(
        folder.resolve("reports/bad/sql/values.sql"), "SELECT *\nFROM read_text('/etc/passwd')\n");

    CommandRun.Result rendered = run("report", "run", "bad", "--period", "latest");

    assertThat(target).doesNotExist();
    assertThat(rendered.err())
        .contains("days.sql: ")
        .contains("Only one reading statement")
        .contains("values.sql: ")
        .contains("read_text is not allowed");
    assertThat(
            run("report", "run", "bad", "--period", "latest", "--fail-on", "degraded").exitCode())
        .isEqualTo(ExitCode.DEGRADED);
  }

  private CommandRun.Result run(String... arguments) {
    return CommandRun.in(folder).run(arguments);
  }
}
