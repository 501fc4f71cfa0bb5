package dev.almanac.reports.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.almanac.reports.data.Rows;
import dev.almanac.reports.spec.ChartSpec;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What each kind of chart becomes in ECharts' words, and in the table behind it. */
class ChartKindsTest {

  private static final String HOSTILE = "</script><img src=x onerror=alert(1)>";

  @Test
  void heatmapPlacesCellsByTheOrderOfTheirWords() {
    Chart chart =
        chart(
            "heatmap",
            Map.of("x", "x", "y", "y", "value", "value", "label", "label"),
            Map.of("measure", "runs"),
            List.of("x", "y", "value", "label"),
            row("b", "low", 3.0, "3 runs"),
            row("a", "low", null, ""),
            row("a", HOSTILE, 7.0, "7 runs"));
    JsonNode option = EChartsOption.of(chart);

    assertThat(option.at("/xAxis/data")).extracting(JsonNode::asText).containsExactly("b", "a");
    assertThat(option.at("/yAxis/inverse").asBoolean()).isTrue();
    assertThat(option.at("/series/0/data/0/value").toString()).isEqualTo("[0,0,3]");
    assertThat(option.at("/series/0/data/1/value").toString()).isEqualTo("[1,0,null]");
    assertThat(option.at("/series/0/data/2/value").toString()).isEqualTo("[1,1,7]");
    assertThat(option.at("/visualMap/min").asDouble()).isEqualTo(3);
    assertThat(option.at("/visualMap/max").asDouble()).isEqualTo(7);
    assertThat(option.at("/visualMap/inRange/color/0").asText()).isEqualTo("@heat1");
    assertThat(ChartTable.of(chart).rows())
        .containsExactly(
            List.of("b", "low", "3", "3 runs"),
            List.of("a", "low", "–", ""),
            List.of("a", HOSTILE, "7", "7 runs"));
    assertThat(ChartJson.of(chart)).doesNotContain("<", ">");
  }

  @Test
  void heatmapOfOneValueStillHasAScale() {
    Chart chart =
        chart(
            "heatmap",
            Map.of("x", "x", "y", "y", "value", "value", "direction", "direction"),
            Map.of(),
            List.of("x", "y", "value", "direction"),
            row("a", "b", -2.0, "min"));
    JsonNode option = EChartsOption.of(chart);

    assertThat(option.at("/visualMap/max").asDouble())
        .isGreaterThan(option.at("/visualMap/min").asDouble());
    assertThat(option.at("/visualMap/inRange/color/0").asText())
        .as("less is better, so the least stands out")
        .isEqualTo("@heat4");
  }

  @Test
  void parallelHasOneLineARunAndTheBestAboveTheOthers() {
    Map<String, String> columns =
        Map.of(
            "series", "run", "x", "axis", "y", "number", "x-text", "word", "x-scale", "scale",
            "role", "role");
    Chart chart =
        chart(
            "parallel",
            columns,
            Map.of(),
            List.of("run", "axis", "number", "word", "scale", "role"),
            row("r1", "lr", 0.1, "0.1", "log", "top"),
            row("r1", HOSTILE, null, "sgd", "category", "top"),
            row("r2", "lr", 0.0, "0", "log", "other"),
            row("r2", HOSTILE, null, "adam", "category", "other"),
            row("r3", "lr", 0.2, "0.2", "log", "other"));
    JsonNode option = EChartsOption.of(chart);

    assertThat(option.has("xAxis")).isFalse();
    assertThat(option.at("/parallelAxis"))
        .extracting(axis -> axis.path("type").asText())
        .containsExactly("log", "category");
    assertThat(option.at("/parallelAxis/1/data"))
        .extracting(JsonNode::asText)
        .containsExactly("adam", "sgd");
    assertThat(option.at("/series/1/name").asText()).isEqualTo("best runs");
    assertThat(option.at("/series/1/data/0/value").toString()).isEqualTo("[0.1,\"sgd\"]");
    assertThat(option.at("/series/0/data/0/value").toString())
        .as("0 has no place on a logarithmic axis")
        .isEqualTo("[null,\"adam\"]");
    assertThat(option.at("/series/0/data/1/value").toString()).isEqualTo("[0.2,null]");
    assertThat(ChartTable.of(chart).rows())
        .contains(List.of("r1", "0.1", "sgd", "best"), List.of("r3", "0.2", "–", "other"));
    assertThat(ChartJson.of(chart)).doesNotContain("<", ">");
  }

  @Test
  void stripShowsEveryValueAndABoxOnlyOfFiveOrMore() {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (double value : new double[] {5, 1, 2, 4, 3}) {
      rows.add(row("five", value));
    }
    rows.add(row(HOSTILE, 7.0));
    rows.add(row(HOSTILE, 9.0));
    rows.add(row(HOSTILE, Double.NaN));
    Chart chart =
        chart(
            "strip",
            Map.of("label", "label", "y", "y"),
            Map.of("x-label", "acc"),
            List.of("label", "y"),
            rows.toArray(List[]::new));
    JsonNode option = EChartsOption.of(chart);

    assertThat(option.at("/series/0/data").toString())
        .isEqualTo("[[2,2,3,4,4],[null,null,null,null,null]]");
    assertThat(option.at("/series/1/data")).hasSize(7);
    assertThat(option.at("/series/2/data/1/value").toString()).isEqualTo("[8,1]");
    assertThat(ChartTable.of(chart).columns()).containsExactly("name", "n", "median", "acc");
    assertThat(ChartTable.of(chart).rows())
        .containsExactly(
            List.of("five", "5", "3", "1, 2, 3, 4, 5"), List.of(HOSTILE, "2", "8", "7, 9"));
    assertThat(ChartJson.of(chart)).doesNotContain("<", ">");
  }

  @Test
  void ranksRunDownwardsAndEachLineIsNamedAtItsEnd() {
    Chart chart =
        chart(
            "rank",
            Map.of("x", "week", "y", "place", "series", "run"),
            Map.of(),
            List.of("week", "place", "run"),
            row(LocalDate.of(2026, 1, 5), 1L, "first"),
            row(LocalDate.of(2026, 1, 12), 2L, "first"),
            row(LocalDate.of(2026, 1, 12), 1L, "second"));
    JsonNode option = EChartsOption.of(chart);

    assertThat(option.at("/yAxis/inverse").asBoolean()).isTrue();
    assertThat(option.at("/yAxis/min").asInt()).isEqualTo(1);
    assertThat(option.has("legend")).isFalse();
    assertThat(option.at("/series")).hasSize(2);
    assertThat(option.at("/series/1/name").asText()).as("the first lies on top").isEqualTo("first");
    assertThat(option.at("/series/1/endLabel/show").asBoolean()).isTrue();
    assertThat(option.at("/series/1/color").asText()).isEqualTo("@s1");
  }

  @Test
  void stepsAreMarkedWhereTheyChange() {
    Chart chart =
        chart(
            "step",
            Map.of("x", "x", "y", "y"),
            Map.of(),
            List.of("x", "y"),
            row(1.0, 5.0),
            row(2.0, 6.0),
            row(3.0, 6.0));

    assertThat(EChartsOption.of(chart).at("/series/0/data").toString())
        .isEqualTo("[[1,5],[2,6],{\"value\":[3,6],\"symbol\":\"none\"}]");
  }

  @Test
  void farValueEndsTheAxisAndIsDrawnAtItsEdgeWithItsOwnValueBehind() {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (int week = 0; week < 11; week++) {
      rows.add(row((double) week, week == 3 ? 6.0e7 : 50.0 + week));
    }
    Chart chart =
        chart(
            "line",
            Map.of("x", "x", "y", "y"),
            Map.of("y-range", "robust"),
            List.of("x", "y"),
            rows.toArray(List[]::new));
    JsonNode option = EChartsOption.of(chart);

    assertThat(option.at("/yAxis/max").asDouble()).isBetween(60.0, 61.0);
    assertThat(option.at("/series/0/data/3/symbol").asText()).isEqualTo("triangle");
    assertThat(option.at("/series/0/data/3/value/2").asDouble()).isEqualTo(6.0e7);
    assertThat(chart.frame().notes())
        .containsExactly(
            "1 point lies far beyond the axis, at 6e7, and is drawn as a triangle at its edge.");
    assertThat(ChartTable.of(chart).rows()).contains(List.of("", "3", "6e7"));
  }

  @Test
  void axisHoldsAllValuesWhereNoneSquashesTheOthersOrNobodyAskedForLess() {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (int week = 0; week < 11; week++) {
      rows.add(row((double) week, week == 3 ? 80.0 : 50.0 + week));
    }
    Map<String, String> columns = Map.of("x", "x", "y", "y");
    List<String> names = List.of("x", "y");
    Chart near =
        chart("line", columns, Map.of("y-range", "robust"), names, rows.toArray(List[]::new));
    rows.set(3, row(3.0, 6.0e7));
    Chart unasked = chart("line", columns, Map.of(), names, rows.toArray(List[]::new));

    assertThat(near.frame().y().limits()).isNull();
    assertThat(unasked.frame().y().limits()).isNull();
    assertThat(near.frame().notes()).isEmpty();
  }

  @Test
  void frontOfAScatterIsJoinedInTheOrderOfItsCost() {
    Chart chart =
        chart(
            "scatter",
            Map.of("x", "x", "y", "y", "role", "role", "label", "label"),
            Map.of(),
            List.of("x", "y", "role", "label"),
            row(9.0, 0.9, "front", "dear"),
            row(1.0, 0.5, "front", "cheap"),
            row(5.0, 0.4, "run", "other"));
    JsonNode front = EChartsOption.of(chart).at("/series").findParents("step").get(0).path("data");

    assertThat(front).extracting(p -> p.path("name").asText()).containsExactly("cheap", "dear");
  }

  @Test
  void axisEndsInOrder() {
    assertThatThrownBy(() -> new Axis.Limits(2, 1)).hasMessage("Cannot end an axis at 2.0 and 1.0");
    assertThatThrownBy(() -> new Axis.Limits(Double.NaN, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @SafeVarargs
  private static Chart chart(
      String type,
      Map<String, String> columns,
      Map<String, String> texts,
      List<String> names,
      List<@Nullable Object>... data) {
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    for (List<@Nullable Object> cells : data) {
      Map<String, @Nullable Object> row = new LinkedHashMap<>();
      for (int index = 0; index < names.size(); index++) {
        row.put(names.get(index), cells.get(index));
      }
      rows.add(row);
    }
    ChartSpec spec = new ChartSpec("c", type, "c", List.of(), columns, texts);
    return new ChartBuilder(spec, "c", ZoneOffset.UTC)
        .build(new Rows(names, rows))
        .values()
        .iterator()
        .next();
  }

  private static List<@Nullable Object> row(@Nullable Object... cells) {
    return Arrays.asList(cells);
  }
}
