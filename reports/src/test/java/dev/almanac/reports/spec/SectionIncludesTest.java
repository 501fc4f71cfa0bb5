package dev.almanac.reports.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SectionIncludesTest {

  @TempDir private Path folder;

  @Test
  void includedSectionKeepsItsTemplateAndItsSql() throws IOException {
    SectionSpec section = only("sections:\n  - include: weekly/activity\n");

    assertThat(section.id()).isEqualTo("activity");
    assertThat(section.template()).isEqualTo("weekly/activity.ftlh");
    assertThat(section.queries())
        .extracting(QuerySpec::file)
        .contains("weekly/sql/activity_days.sql", "weekly/sql/activity_projects.sql");
    assertThat(section.emptyText()).isEqualTo("No run started in this period.");
  }

  @Test
  void keysBesideIncludeReplaceThoseOfTheSection() throws IOException {
    SectionSpec section =
        only(
            """
            sections:
              - include: weekly/activity
                id: who
                title: Who ran what
                sql: {projects: people.sql}
            """);

    assertThat(section.id()).isEqualTo("who");
    assertThat(section.title()).isEqualTo("Who ran what");
    assertThat(section.template()).isEqualTo("weekly/activity.ftlh");
    assertThat(section.queries())
        .extracting(QuerySpec::file)
        .contains("weekly/sql/activity_days.sql", "mine/people.sql")
        .doesNotContain("weekly/sql/activity_projects.sql");
    assertThat(section.charts()).extracting(ChartSpec::name).contains("days");
  }

  @Test
  void pathWithASlashStartsAtTheFolderOfAllReports() throws IOException {
    SectionSpec section =
        only("sections:\n  - id: one\n    sql: {best: /weekly/sql/standing.sql}\n");

    assertThat(section.template()).isEqualTo("mine/one.ftlh");
    assertThat(section.queries().get(0).file()).isEqualTo("weekly/sql/standing.sql");
  }

  @Test
  void sharedPartsKeepTheirPlaceAndMustBeNamedLikeParts() throws IOException {
    SectionSpec section =
        only(
            """
            sections:
              - id: one
                sql:
                  best: {file: best.sql, with: [/lib/sql/scored.sql, sql/own.sql]}
            """);

    assertThat(section.queries().get(0).parts())
        .containsExactly("lib/sql/scored.sql", "mine/sql/own.sql");
    assertThatThrownBy(
            () -> only("sections:\n  - id: one\n    sql: {best: {with: /lib/sql/top-ten.sql}}\n"))
        .hasMessageContaining("must name files like /lib/sql/scored.sql");
  }

  @Test
  void includedSectionOfTheUserMayItselfInclude() throws IOException {
    write("team/report.yaml", "sections:\n  - include: weekly/cover\n    title: Our cover\n");

    SectionSpec section = only("sections:\n  - include: team/cover\n");

    assertThat(section.title()).isEqualTo("Our cover");
    assertThat(section.template()).isEqualTo("weekly/cover.ftlh");
  }

  @Test
  void unknownSectionIsRefusedByName() {
    assertThatThrownBy(() -> only("sections:\n  - include: weekly/hygene\n"))
        .hasMessageContaining("report weekly has no section hygene to include");
    assertThatThrownBy(() -> only("sections:\n  - include: hygiene\n"))
        .hasMessageContaining("include must be REPORT/SECTION");
    assertThatThrownBy(() -> only("sections:\n  - include: ../weekly/cover\n"))
        .isInstanceOf(ReportException.class);
  }

  @Test
  void circleIsRefused() throws IOException {
    write("a/report.yaml", "sections:\n  - {id: x, include: mine/y}\n");

    assertThatThrownBy(() -> only("sections:\n  - {id: y, include: a/x}\n"))
        .hasMessageContaining("includes itself");
  }

  private SectionSpec only(String yaml) throws IOException {
    write("mine/report.yaml", yaml);
    return ReportYaml.read("mine", new ReportPieces(folder)).sections().get(0);
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
