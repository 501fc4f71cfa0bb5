package dev.almanac.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SectionLimitsTest {

  @TempDir private Path folder;

  @Test
  void tenMillionRowsAndEndlessQueriesAreCardsAndTheRestStands() throws IOException {
    write(
        "own/report.yaml",
        """
        title: Own
        sections:
          - id: many
            sql: {rows: sql/many.sql}
          - id: slow
            timeout: 1s
            sql: {rows: sql/slow.sql}
          - id: fine
            sql: {rows: sql/fine.sql}
        """);
    write("own/sql/many.sql", "SELECT range AS n\nFROM range(10000000)\n");
    write("own/sql/slow.sql", "SELECT sum(sqrt(range)) AS n FROM range(1000000000000)\n");
    write("own/sql/fine.sql", "SELECT count(*) AS n FROM runs\n");
    for (String section : new String[] {"many", "slow", "fine"}) {
      write("own/" + section + ".ftlh", "<p>${rows.rows[0].n}</p>\n");
    }

    RenderedReport report = render();

    assertThat(report.state()).isEqualTo(RenderedReport.State.DEGRADED);
    assertThat(failure(report, "many").message())
        .isEqualTo("The query returns more than 50000 rows; aggregate or LIMIT them.");
    assertThat(failure(report, "many").file()).endsWith("own/sql/many.sql");
    assertThat(failure(report, "slow").message())
        .startsWith("The queries of this section took longer than 1 s")
        .contains("timeout: in report.yaml");
    assertThat(report.html()).contains("<section id=\"fine\"").contains("<p>").contains("own/sql");
    assertThat(section(report, "fine").attr("data-state")).isEqualTo("ok");
    assertThat(section(report, "many").attr("data-state")).isEqualTo("failed");
  }

  @Test
  void theCardShowsTheLinesAroundAndNamesAreEscapedInIt() throws IOException {
    write("own/report.yaml", "title: Own\nsections:\n  - id: bad\n    sql: {rows: sql/bad.sql}\n");
    write("own/sql/bad.sql", "-- <script>one</script>\nSELECT\n  no_such\nFROM runs\n");
    write("own/bad.ftlh", "");

    Element section = section(render(), "bad");
    Element card = section.selectFirst(".failure .around");

    assertThat(card).as(section.html()).isNotNull();
    assertThat(card.text()).contains("1   -- <script>one</script>").contains("4   FROM runs");
    assertThat(card.selectFirst(".wrong")).isNotNull();
    assertThat(card.selectFirst(".wrong").text()).contains("3 ▸   no_such");
  }

  @Test
  void sectionsThatAreLargeTogetherStillMakeAPage() throws IOException {
    StringBuilder yaml = new StringBuilder("title: Own\nsections:\n");
    for (int index = 0; index < 3; index++) {
      yaml.append("  - {id: s").append(index).append(", template: large.ftlh}\n");
    }
    write("own/report.yaml", yaml.toString());
    write("own/large.ftlh", "<#list 1..300000 as i>12345 7890</#list>\n");

    RenderedReport report = render();

    assertThat(report.state()).isEqualTo(RenderedReport.State.OK);
    assertThat(report.bytes()).isGreaterThan(9_000_000);
    assertThat(report.warnings()).singleElement().asString().contains("phones");
  }

  @Test
  void linesAreThoseOfTheFileWithParametersAndComments() {
    String text = "-- what it is\n-- and why\nSELECT sorce, :now\nFROM sync_log\n";

    assertThat(SqlErrorLine.of("Binder Error: x\n\nLINE 1: SELECT sorce, ?\n  ^", text))
        .isEqualTo(3);
    assertThat(SqlErrorLine.of("Binder Error: x\n\nLINE 4: FROM sync_log\n ^", text)).isEqualTo(4);
    assertThat(SqlErrorLine.of("Referenced column \"sorce\" not found", text)).isEqualTo(3);
    assertThat(SqlErrorLine.of("column \"sorce\" not found\n\nLINE 4: FROM sync_log", text))
        .isEqualTo(3);
    assertThat(SqlErrorLine.of("Out of Memory Error", text)).isZero();
  }

  private static Element section(RenderedReport report, String id) {
    Element section = Jsoup.parse(report.html()).getElementById(id);
    assertThat(section).isNotNull();
    return section;
  }

  private static RenderedSection.Failure failure(RenderedReport report, String id) {
    RenderedSection.Failure failure =
        report.sections().stream()
            .filter(section -> section.id().equals(id))
            .findFirst()
            .orElseThrow()
            .failure();
    assertThat(failure).isNotNull();
    return failure;
  }

  private RenderedReport render() {
    try (FixtureTables tables = FixtureTables.analysed()) {
      return Fixture.render(tables, "own", "last-week", folder);
    }
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
