package dev.almanac.reports.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportPiecesTest {

  @TempDir private Path folder;

  @Test
  void builtInReportIsThereWithoutAFolder() {
    ReportPieces pieces = new ReportPieces(null);

    assertThat(pieces.names()).contains("compare", "hygiene", "run", "weekly");
    assertThat(ReportYaml.read("weekly", pieces).sections())
        .extracting(SectionSpec::id)
        .startsWith("cover", "headlines")
        .contains("trend")
        .endsWith("appendix");
  }

  @Test
  void reportsOfTheUserStandBesideTheBuiltInOnes() throws IOException {
    write("nightly/report.yaml", "title: Nightly\nsections:\n  - id: one\n");

    ReportPieces pieces = new ReportPieces(folder);

    assertThat(pieces.names()).contains("nightly", "weekly");
    assertThat(ReportYaml.read("nightly", pieces).sections().get(0).template())
        .isEqualTo("nightly/one.ftlh");
  }

  @Test
  void everyPieceOfEveryBuiltInReportExists() {
    ReportPieces pieces = new ReportPieces(null);

    for (String report : pieces.names()) {
      for (SectionSpec section : ReportYaml.read(report, pieces).sections()) {
        assertThat(pieces.find(section.template())).as(section.template()).isPresent();
        for (QuerySpec query : section.queries()) {
          assertThat(pieces.find(query.file())).as(query.file()).isPresent();
          for (String part : query.parts()) {
            assertThat(pieces.find(part)).as(part).isPresent();
          }
        }
      }
    }
  }

  @Test
  void linkOutOfTheFolderIsRefused() throws IOException {
    Path outside = Files.createTempFile("outside", ".ftlh");
    Files.createDirectories(folder.resolve("weekly"));
    Files.createSymbolicLink(folder.resolve("weekly/activity.ftlh"), outside);

    assertThatThrownBy(() -> new ReportPieces(folder).find("weekly/activity.ftlh"))
        .isInstanceOf(ReportException.class)
        .hasMessageContaining("links to a place outside");
    Files.delete(outside);
  }

  @Test
  void unknownReportIsRefusedWithTheNamesThereAre() {
    String there = ": there are " + String.join(", ", new ReportPieces(null).names());

    assertThatThrownBy(() -> ReportYaml.read("weakly", new ReportPieces(null)))
        .hasMessage("Cannot find report 'weakly'" + there);
    assertThatThrownBy(() -> ReportYaml.read("../weekly", new ReportPieces(null)))
        .hasMessage("Cannot find report '../weekly'" + there);
  }

  @Test
  void allProblemsOfAFileAreToldAtOnce() throws IOException {
    write(
        "bad/report.yaml",
        "title: Bad\nsektions: []\nsections:\n  - id: One\n    charts:\n      c: {type: pie, z: a}\n");

    assertThatThrownBy(() -> ReportYaml.read("bad", new ReportPieces(folder)))
        .hasMessageContaining("unknown key sektions")
        .hasMessageContaining("not 'One'")
        .hasMessageContaining("type 'pie'")
        .hasMessageContaining("unknown key z");
  }

  @Test
  void brokenYamlNamesItsPlace() throws IOException {
    write("bad/report.yaml", "title: [\n");

    assertThatThrownBy(() -> ReportYaml.read("bad", new ReportPieces(folder)))
        .isInstanceOf(ReportException.class)
        .hasMessageContaining("bad/report.yaml")
        .hasMessageContaining("line 2");
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
