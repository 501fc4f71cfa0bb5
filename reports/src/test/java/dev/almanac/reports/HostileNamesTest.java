package dev.almanac.reports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;

class HostileNamesTest {

  private static final Document PAGE = page();

  private static Document page() {
    try (FixtureTables tables = Fixture.filled()) {
      return Jsoup.parse(Fixture.render(tables, "last-week", null).html());
    }
  }

  @Test
  void namesOfProjectsAndRunsStayText() {
    assertThat(PAGE.text()).contains("<script>alert(\"project\")</script>");
    assertThat(PAGE.text()).contains("\"><img src=x onerror=alert(1)>");
    assertThat(PAGE.select("img, iframe, object, [onerror], [onload], [onclick]")).isEmpty();
  }

  @Test
  void onlyThePagesOwnScriptCanRun() {
    List<Element> executable =
        PAGE.select("script").stream().filter(script -> script.attr("type").isEmpty()).toList();

    assertThat(executable).singleElement().extracting(Element::data).isEqualTo("void 0;\n");
  }

  @Test
  void chartDataHoldsNoCharacterThatEndsAScript() throws JsonProcessingException {
    List<Element> charts = PAGE.select("script[data-chart]");

    assertThat(charts).hasSizeGreaterThan(5);
    for (Element chart : charts) {
      assertThat(chart.data()).doesNotContain("<", ">", "&", "\u2028", "\u2029");
      assertThat(new ObjectMapper().readTree(chart.data()).path("option").path("series"))
          .isNotEmpty();
    }
  }

  @Test
  void noLinkLeadsOutOfThePage() {
    assertThat(PAGE.select("a[href]").eachAttr("href")).allMatch(link -> link.startsWith("#"));
    assertThat(PAGE.select("link, [src]")).isEmpty();
  }

  @Test
  void everyAnchorHasItsTarget() {
    for (String link : PAGE.select("a[href]").eachAttr("href")) {
      assertThat(PAGE.getElementById(link.substring(1))).as(link).isNotNull();
    }
  }

  @Test
  void everyChartHasItsTableAndItsDescription() {
    for (Element figure : PAGE.select("figure.chart")) {
      assertThat(figure.select("details.data[open] tbody tr")).as(figure.text()).isNotEmpty();
      assertThat(figure.select(".plot[role=img]").attr("aria-label")).isNotBlank();
    }
  }
}
