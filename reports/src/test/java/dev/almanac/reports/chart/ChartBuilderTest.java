package dev.almanac.reports.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.almanac.reports.data.Rows;
import dev.almanac.reports.spec.ChartSpec;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ChartBuilderTest {

  private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");

  @Test
  void facetsBecomeChartsOfTheirOwnWithTheirTexts() {
    Rows rows =
        rows(
            List.of("project", "x", "y"),
            List.of("b", 1.0, 2.0),
            List.of("a", 1.0, 3.0),
            List.of("b", 2.0, 4.0));
    ChartSpec spec =
        spec(
            "line",
            List.of("project"),
            Map.of("x", "x", "y", "y"),
            Map.of("title", "Of {project}"));

    Map<String, Chart> charts = new ChartBuilder(spec, "c", TOKYO).build(rows);

    assertThat(charts).containsOnlyKeys("b", "a");
    assertThat(charts.get("a")).extracting(c -> c.frame().title()).isEqualTo("Of a");
    assertThat(charts.get("b")).extracting(c -> c.frame().id()).isEqualTo("c-1");
    assertThat(((Chart.Lines) Objects.requireNonNull(charts.get("b"))).lines())
        .containsExactly(new Chart.Line("", List.of(new Chart.Point(1, 2), new Chart.Point(2, 4))));
  }

  @Test
  void timesStandOnTheWallClockOfTheZone() {
    Rows rows = rows(List.of("x", "y"), List.of(Instant.parse("2026-03-01T20:00:00Z"), 1.0));

    Chart chart = only(spec("step", List.of(), Map.of("x", "x", "y", "y"), Map.of()), rows);

    assertThat(ChartTable.of(chart).rows()).containsExactly(List.of("", "2026-03-02 05:00", "1"));
  }

  @Test
  void missingColumnIsNamedWithThoseThereAre() {
    Rows rows = rows(List.of("x", "y"), List.of(1.0, 1.0));
    ChartSpec spec = spec("line", List.of(), Map.of("x", "x", "y", "value"), Map.of());

    assertThatThrownBy(() -> new ChartBuilder(spec, "c", TOKYO).build(rows))
        .hasMessage("Cannot draw chart c: query c has no column value (it has x, y)");
  }

  @Test
  void valuesFarOutsideBecomeTicksAndAreCounted() {
    List<List<Object>> data = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      data.add(List.of((double) i, 1 + i / 20.0, "run"));
    }
    data.add(List.of(20.0, 1e9, "run"));
    data.add(List.of(21.0, 0.0, "best"));
    Rows rows = rows(List.of("x", "y", "role"), data.toArray(List[]::new));
    ChartSpec spec =
        spec("scatter", List.of(), Map.of("x", "x", "y", "y", "role", "role"), Map.of());

    Chart.Scatter scatter = (Chart.Scatter) only(spec, rows);

    assertThat(scatter.marks()).filteredOn(m -> m.role() == Chart.Mark.Role.FAILED).hasSize(1);
    assertThat(scatter.marks()).filteredOn(m -> m.role() == Chart.Mark.Role.BEST).hasSize(1);
    assertThat(scatter.frame().notes())
        .containsExactly("1 run lies far outside the others and is drawn as ticks.");
  }

  @Test
  void logarithmicAxisKeepsDecadesButNotTheLargestDouble() {
    List<List<Object>> data = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      data.add(List.of((double) i, Math.pow(10, i / 5.0), "log"));
    }
    data.add(List.of(20.0, 1e9, "log"));
    data.add(List.of(21.0, Double.MAX_VALUE, "log"));
    data.add(List.of(22.0, 0.0, "log"));
    Rows rows = rows(List.of("x", "y", "scale"), data.toArray(List[]::new));
    ChartSpec spec =
        spec("scatter", List.of(), Map.of("x", "x", "y", "y", "y-scale", "scale"), Map.of());

    Chart.Scatter scatter = (Chart.Scatter) only(spec, rows);

    assertThat(scatter.marks()).filteredOn(m -> m.role() == Chart.Mark.Role.FAILED).hasSize(2);
    assertThat(scatter.marks()).anyMatch(mark -> mark.y() == 1e9);
  }

  @Test
  void bandIsLeftOutWhereItReachesTheLargestDoubleAndSaysSo() {
    Rows rows =
        rows(
            List.of("x", "y", "low", "high"),
            List.of(1.0, 2.0, 1.0, 3.0),
            List.of(2.0, 2.0, 1.0, Double.MAX_VALUE));
    Map<String, String> columns = Map.of("x", "x", "y", "y", "low", "low", "high", "high");

    Chart.Band band = (Chart.Band) only(spec("band", List.of(), columns, Map.of()), rows);

    assertThat(band.band()).containsExactly(new Chart.BandPoint(1, 1, 2, 3));
    assertThat(band.frame().notes())
        .containsExactly("The band is left out at 1 place where it reaches 1e100 or more.");
  }

  @Test
  void jsonHasNoWordForNaNAndNothingThatEndsAScript() {
    Rows rows =
        rows(
            List.of("x", "y", "series"),
            List.of(1.0, Double.NaN, "</script><!--&\u2028"),
            List.of(2.0, 1.5, "</script><!--&\u2028"));
    ChartSpec spec =
        spec("line", List.of(), Map.of("x", "x", "y", "y", "series", "series"), Map.of());

    String json = ChartJson.of(only(spec, rows));

    assertThat(json).contains("[1,null],[2,1.5]").contains("\\u003c/script\\u003e");
    assertThat(json).doesNotContain("<", ">", "&", "\u2028", "NaN");
  }

  private static Chart only(ChartSpec spec, Rows rows) {
    return new ChartBuilder(spec, "c", TOKYO).build(rows).values().iterator().next();
  }

  private static ChartSpec spec(
      String type, List<String> facet, Map<String, String> columns, Map<String, String> texts) {
    return new ChartSpec("c", type, "c", facet, columns, texts);
  }

  @SafeVarargs
  private static Rows rows(List<String> columns, List<Object>... data) {
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    for (List<Object> cells : data) {
      Map<String, @Nullable Object> row = new LinkedHashMap<>();
      for (int index = 0; index < columns.size(); index++) {
        row.put(columns.get(index), cells.get(index));
      }
      rows.add(row);
    }
    return new Rows(columns, rows);
  }
}
