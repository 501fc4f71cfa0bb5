package dev.almanac.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SectionIsolationTest {

  @TempDir private Path folder;

  @Test
  void faultyTemplateNamesFileAndLineAndLeavesTheRestStanding() throws IOException {
    Path template = write("weekly/activity.ftlh", "<p>fine</p>\n<p>${rows.days[0].no_such}</p>\n");

    RenderedReport report = render();

    assertThat(report.state()).isEqualTo(RenderedReport.State.DEGRADED);
    RenderedSection.Failure failure = failureOf(report, "activity");
    assertThat(failure.file()).isEqualTo(template.toString());
    assertThat(failure.line()).isEqualTo(2);
    assertThat(report.html()).contains("could not be rendered").contains(template + ", line 2");
    assertThat(report.html()).contains("id=\"leaderboard\"").contains("New best");
    assertThat(report.warnings()).singleElement().asString().contains("activity", "no_such");
  }

  @Test
  void unreadableTemplateIsOneCard() throws IOException {
    write("weekly/failures.ftlh", "<#list rows.failed as f>\nnever closed\n");

    RenderedReport report = render();

    assertThat(failureOf(report, "failures").message()).contains("list");
    assertThat(states(report, RenderedSection.State.FAILED)).isEqualTo(1);
  }

  @Test
  void faultySqlNamesItsLineAndTheEnginesWords() throws IOException {
    Path sql = write("weekly/sql/stuck_runs.sql", "-- mine\nSELECT nothing\nFROM runs\n");

    RenderedReport report = render();

    RenderedSection.Failure failure = failureOf(report, "failures");
    assertThat(failure.file()).isEqualTo(sql.toString());
    assertThat(failure.line()).as(failure.message()).isEqualTo(2);
    assertThat(failure.message()).contains("nothing");
  }

  @Test
  void faultInAPartThatQueriesShareNamesThePart() throws IOException {
    Path part =
        write("lib/sql/busiest.sql", "-- mine\nSELECT nothing AS project, 1 AS place\nFROM runs\n");

    RenderedReport report = render();

    RenderedSection.Failure failure = failureOf(report, "best-so-far");
    assertThat(failure.file()).isEqualTo(part.toString());
    assertThat(failure.line()).as(failure.message()).isEqualTo(2);
  }

  @Test
  void unknownParameterIsNamedWithThoseThereAre() throws IOException {
    write("weekly/sql/stuck_runs.sql", "SELECT 1 AS a\nWHERE :perod_start IS NULL\n");

    RenderedSection.Failure failure = failureOf(render(), "failures");

    assertThat(failure.line()).isEqualTo(2);
    assertThat(failure.message()).contains(":perod_start").contains("period_start");
  }

  @Test
  void ownPieceReplacesTheBuiltInOne() throws IOException {
    write("weekly/activity.ftlh", "<p>Mine: ${rows.projects?size} projects</p>\n");

    RenderedReport report = render();

    assertThat(report.state()).isEqualTo(RenderedReport.State.OK);
    assertThat(report.html()).contains("Mine: 3 projects");
  }

  private Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private RenderedReport render() {
    try (FixtureTables tables = Fixture.filled()) {
      return Fixture.render(tables, "last-week", folder);
    }
  }

  private static RenderedSection.Failure failureOf(RenderedReport report, String section) {
    RenderedSection.Failure failure =
        report.sections().stream()
            .filter(s -> s.id().equals(section))
            .findFirst()
            .orElseThrow()
            .failure();
    assertThat(failure).isNotNull();
    return failure;
  }

  private static long states(RenderedReport report, RenderedSection.State state) {
    return report.sections().stream().filter(s -> s.state() == state).count();
  }
}
