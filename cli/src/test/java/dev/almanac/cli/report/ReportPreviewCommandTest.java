package dev.almanac.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.almanac.cli.CommandRun;
import dev.almanac.cli.SmallStore;
import dev.almanac.cli.command.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReportPreviewCommandTest {

  @TempDir private Path folder;

  @BeforeEach
  void fill() {
    SmallStore.in(folder.resolve("mlruns"), "p").run("a", "1");
    run("sync", "mlruns");
    run("report", "new", "small");
  }

  @Test
  void aMistakeBecomesPartOfThePageWithTheLinesAround() throws IOException {
    Path sql = folder.resolve("reports/small/sql/days.sql");
    Files.writeString(sql, "-- mine\nSELECT dya\nFROM runs\n");

    CommandRun.Result result = run("report", "preview", "small", "--output", "p.html");

    assertThat(result.exitCode()).isZero();
    assertThat(result.err()).contains("small: degraded, 2 sections").contains(sql + ", line 2");
    assertThat(Files.readString(folder.resolve("p.html")))
        .contains(sql + ", line 2")
        .contains("<span class=\"wrong\">   2 ▸ SELECT dya")
        .contains("   3   FROM runs")
        .contains("<h2 id=\"metrics-title\">Metrics</h2>");
  }

  @Test
  void brokenYamlIsAPageOfItsOwn() throws IOException {
    Path yaml = folder.resolve("reports/small/report.yaml");
    Files.writeString(yaml, "title: x\nsections:\n  - id: a\n    titel: A\n");

    CommandRun.Result result = run("report", "preview", "small", "--output", "p.html");

    assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(result.err()).contains(yaml + ", line 4: ").contains("unknown key titel");
    assertThat(Files.readString(folder.resolve("p.html")))
        .contains("small cannot be rendered")
        .contains("<span class=\"wrong\">   4 ▸     titel: A");
  }

  @Test
  void aBrokenPageTemplateIsNamedToo() throws IOException {
    Path page = Files.createDirectories(folder.resolve("reports/lib")).resolve("page.ftlh");
    Files.writeString(page, "<html>\n${no_such_thing}\n</html>\n");

    assertThat(run("report", "preview", "small", "--output", "p.html").err())
        .contains(page + ", line 2: ");
    assertThat(run("report", "run", "small", "--period", "latest").err())
        .contains("almanac: Cannot render the page: " + page + ", line 2: ")
        .doesNotContain("should not");
  }

  @Test
  void withoutAFolderThereIsNothingToWatch() {
    CommandRun.Result result =
        CommandRun.in(folder.resolve("mlruns"))
            .with("ALMANAC_WAREHOUSE", folder.resolve("almanac-warehouse").toString())
            .run("report", "preview", "weekly", "--watch");

    assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).contains("almanac report new weekly --from weekly");
  }

  @Test
  void aChangeIsRenderedWhileItWatches() throws Exception {
    Path page = folder.resolve("p.html");
    Thread watching =
        new Thread(() -> run("report", "preview", "small", "--watch", "--output", "p.html"));
    watching.setDaemon(true);
    watching.start();
    try {
      waitFor(page, "<h2 id=\"metrics-title\">Metrics</h2>");
      Files.writeString(folder.resolve("reports/small/metrics.ftlh"), "<p>changed</p>\n");
      waitFor(page, "<p>changed</p>");
    } finally {
      watching.interrupt();
      watching.join(20_000);
    }
    assertThat(watching.isAlive()).isFalse();
  }

  private static void waitFor(Path page, String text) throws Exception {
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!Files.exists(page) || !Files.readString(page).contains(text)) {
      assertThat(System.nanoTime()).as(text).isLessThan(deadline);
      Thread.sleep(20);
    }
  }

  private CommandRun.Result run(String... arguments) {
    return CommandRun.in(folder).run(arguments);
  }
}
