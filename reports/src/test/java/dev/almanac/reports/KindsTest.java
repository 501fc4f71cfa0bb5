package dev.almanac.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every built-in report. */
class KindsTest {

  static List<String> names() {
    return Kinds.NAMES;
  }

  @ParameterizedTest
  @MethodSource("names")
  void filledTablesFillTheReport(String name) {
    RenderedReport report = Kinds.filled(name);
    Document page = Kinds.page(report);
    page.getElementById("appendix").remove();
    page.select("details.queries").remove();

    assertThat(report.warnings()).isEmpty();
    assertThat(report.state()).isEqualTo(RenderedReport.State.OK);
    assertThat(page.text()).doesNotContain("NaN", "null", "Infinity", "${", ". .", " ,");
  }

  @ParameterizedTest
  @MethodSource("names")
  void hostileNamesStayText(String name) {
    Document page = Kinds.page(Kinds.filled(name));

    assertThat(page.select("img, iframe, object, b, i, [onerror], [onload], [onclick]")).isEmpty();
    assertThat(
            page.select("script").stream().filter(s -> s.attr("type").isEmpty()).map(Element::data))
        .containsExactly("void 0;\n");
    assertThat(page.select("a[href]").eachAttr("href")).allMatch(link -> link.startsWith("#"));
    for (String link : page.select("a[href]").eachAttr("href")) {
      assertThat(page.getElementById(link.substring(1))).as(link).isNotNull();
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void emptyWarehouseSaysWhyInEverySection(String name) {
    try (FixtureTables tables = FixtureTables.analysed()) {
      RenderedReport report = Kinds.render(tables, name);

      assertThat(report.warnings()).isEmpty();
      assertThat(report.state()).isEqualTo(RenderedReport.State.EMPTY);
      for (RenderedSection section : report.sections()) {
        if (!List.of("cover", "appendix").contains(section.id())) {
          assertThat(section.state()).as(section.id()).isEqualTo(RenderedSection.State.EMPTY);
          assertThat(section.data().reason()).as(section.id()).endsWith(".");
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void warehouseWithoutAnalysesIsNoFailure(String name) {
    try (FixtureTables tables = FixtureTables.synced()) {
      assertThat(Kinds.render(tables, name).warnings()).isEmpty();
    }
  }
}
