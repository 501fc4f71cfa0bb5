package dev.almanac.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.almanac.cli.CommandRun;
import dev.almanac.cli.SmallStore;
import dev.almanac.cli.command.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReportExportCommandTest {

  private static final String FORMULA = "=HYPERLINK(\"http://x\",\"y\")";

  @TempDir private Path folder;

  @BeforeEach
  void fill() {
    SmallStore.in(folder.resolve("mlruns"), "p|<script>")
        .run(FORMULA, "1")
        .run("[x](javascript:alert(1)) `a|b` @team #1 http://evil.example", "2");
    run("sync", "mlruns");
    run("report", "new", "small");
  }

  @Test
  void rowsGoToAFileForEachQuery() throws IOException {
    CommandRun.Result result = export("small", "csv", "--period", "latest", "--output", "rows");

    assertThat(result.err()).contains("3 files, 4 rows.");
    assertThat(result.out()).isEqualTo(folder.resolve("rows") + "\n");
    assertThat(folder.resolve("rows/runs-days.csv"))
        .content()
        .isEqualTo("day,status,runs\n2026-11-18,finished,2\n");
    assertThat(folder.resolve("rows/runs-runs.csv"))
        .content()
        .contains("\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\"")
        .contains("2026-11-18T");
  }

  @Test
  void parquetKeepsTheTypes() throws IOException, SQLException {
    export("small", "parquet", "--period", "latest", "--section", "runs", "--output", "p");

    assertThat(folder.resolve("p")).isDirectoryContaining("glob:**runs-days.parquet");
    String file = folder.resolve("p/runs-runs.parquet").toString();
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT typeof(started_at), typeof(duration_s), typeof(total), name FROM '"
                    + file
                    + "' ORDER BY name DESC")) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getString(1)).isEqualTo("TIMESTAMP WITH TIME ZONE");
      assertThat(rows.getString(2)).isEqualTo("DOUBLE");
      assertThat(rows.getString(3)).isEqualTo("BIGINT");
      assertThat(rows.next()).isTrue();
      assertThat(rows.getString(4)).isEqualTo(FORMULA);
    }
  }

  @Test
  void jsonIsExact() throws IOException {
    export("small", "json", "--period", "latest", "--section", "metrics", "--output", "j");

    assertThat(folder.resolve("j/metrics-values.json"))
        .content()
        .contains("\"metric_key\": \"val_loss\", \"runs\": 2, \"lowest\": 0.25");
  }

  @Test
  void markdownDefusesWhatNamesWouldDo() {
    String text = export("small", "markdown", "--period", "latest", "--output", "-").out();

    assertThat(text)
        .startsWith("# Small: Week 47 of 2026\n")
        .contains("## Runs\n\n*What ran, and how did it end?*\n")
        .contains("| Run | Project | Started | Status | Took |\n| --- | --- | --- | --- | ---: |\n")
        .contains("p\\|&lt;script&gt;")
        .contains("\\[x\\](javascript:alert(1)) \\`a\\|b\\` @<!-- -->team #<!-- -->1")
        .contains("http:<!-- -->//evil.example");
  }

  @Test
  void anArchivedReportIsExportedAsItWasWithoutTheWarehouse() throws IOException {
    run("report", "run", "small", "--period", "latest", "--archive");
    Files.move(folder.resolve("almanac-warehouse"), folder.resolve("gone"));

    assertThat(export("small/2026-W47", "csv", "--output", "rows").err()).contains("3 files");
    assertThat(folder.resolve("rows/runs-days.csv"))
        .content()
        .isEqualTo("day,status,runs\n2026-11-18,finished,2\n");
    assertThat(export("small/2026-W47/r1", "markdown").out())
        .isEqualTo(folder.resolve("almanac-reports/small-2026-W47.md") + "\n");
    assertThat(export("small/2026-W01", "csv").err()).contains("newest of small");
  }

  @Test
  void wrongUsageIsExplained() {
    assertThat(export("small", "csv", "--period", "latest", "--section", "nix").err())
        .contains("no section nix. It has runs, metrics.");
    assertThat(export("small/2026-W47", "csv", "--period", "latest").err())
        .contains("has its period");
    assertThat(run("report", "export", "small").err()).contains("--format");
  }

  @Test
  void withoutABrowserAPdfSaysWhatToInstall() {
    CommandRun.Result result =
        CommandRun.in(folder)
            .with("PATH", folder.toString())
            .run("report", "export", "small", "--format", "pdf", "--period", "latest");

    assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(result.err()).contains("no Chromium, Chrome or Edge").contains("--chromium");
    assertThat(export("small", "pdf", "--chromium", "nowhere").err()).contains("no such program");
  }

  @Test
  void aBrowserThatPrintsNothingIsQuoted() throws IOException {
    Path fake = program("echo cannot open display >&2");

    CommandRun.Result result =
        export("small", "pdf", "--period", "latest", "--chromium", fake.toString());

    assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(result.err()).contains("made no PDF. cannot open display");
  }

  @Test
  void aBrowserThatHangsIsEnded() throws IOException {
    Path fake = program("sleep 60");

    CommandRun.Result result =
        export(
            "small",
            "pdf",
            "--period",
            "latest",
            "--chromium",
            fake.toString(),
            "--pdf-timeout",
            "1");

    assertThat(result.err()).contains("took longer than 1 s");
  }

  private Path program(String line) throws IOException {
    Path program = Files.writeString(folder.resolve("browser"), "#!/bin/sh\n" + line + "\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();
    return program;
  }

  private CommandRun.Result export(String report, String format, String... more) {
    String[] arguments = new String[5 + more.length];
    System.arraycopy(
        new String[] {"report", "export", report, "--format", format}, 0, arguments, 0, 5);
    System.arraycopy(more, 0, arguments, 5, more.length);
    return run(arguments);
  }

  private CommandRun.Result run(String... arguments) {
    return CommandRun.in(folder).run(arguments);
  }
}
