package dev.almanac.reports.chart;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;

/**
 * Writes a scatter plot: runs as dots, the best ringed, failed ones as ticks, the span searched.
 */
final class ScatterSeries {

  /** Half a tick's height, as a share of the plot's. */
  private static final double TICK_INSET = 0.02;

  private ScatterSeries() {}

  static void add(Chart.Scatter chart, ObjectNode option, ArrayNode series) {
    ObjectNode x = (ObjectNode) option.get("xAxis");
    if (chart.frame().x().kind() == Axis.Kind.CATEGORY) {
      ArrayNode words = x.putArray("data");
      chart.categories().forEach(words::add);
    }
    // A second, hidden axis puts the ticks at the edge whatever the metric's range.
    ArrayNode axes = option.putArray("yAxis");
    axes.add(EChartsOption.valueAxis(chart.frame().y()));
    axes.addObject().put("type", "value").put("min", 0).put("max", 1).put("show", false);
    ObjectNode runs = group(series, Chart.Mark.Role.RUN, chart);
    runs.put("symbolSize", 7);
    runs.putObject("itemStyle").put("color", "@accent").put("opacity", 0.55);
    Chart.Span searched = chart.searched();
    if (searched != null) {
      addSpan(runs, searched);
    }
    ObjectNode failed = group(series, Chart.Mark.Role.FAILED, chart);
    failed.put("symbol", "rect").put("yAxisIndex", 1);
    failed.putArray("symbolSize").add(2).add(9);
    failed.putObject("itemStyle").put("color", "@failed");
    addFront(chart, series);
    ObjectNode best = group(series, Chart.Mark.Role.BEST, chart);
    best.put("symbolSize", 13).put("z", 4);
    best.putObject("itemStyle")
        .put("color", "@paper")
        .put("borderColor", "@best")
        .put("borderWidth", 3);
  }

  /** Draws the runs that none beats in both directions, joined by steps in the order of x. */
  private static void addFront(Chart.Scatter chart, ArrayNode series) {
    List<Chart.Mark> front =
        chart.marks().stream()
            .filter(mark -> mark.role() == Chart.Mark.Role.FRONT)
            .sorted(Comparator.comparingDouble(Chart.Mark::x))
            .toList();
    if (front.isEmpty()) {
      return;
    }
    ObjectNode node = series.addObject();
    node.put("type", "line").put("name", "none is cheaper and better").put("step", "end");
    node.put("symbol", "circle").put("symbolSize", 9).put("color", "@best").put("z", 4);
    node.put("showSymbol", true);
    node.putObject("lineStyle").put("width", 1.5);
    ArrayNode data = node.putArray("data");
    for (Chart.Mark mark : front) {
      ObjectNode datum = data.addObject();
      datum.put("name", mark.label());
      ArrayNode value = datum.putArray("value");
      EChartsOption.number(value, mark.x());
      EChartsOption.number(value, mark.y());
    }
  }

  private static ObjectNode group(ArrayNode series, Chart.Mark.Role role, Chart.Scatter chart) {
    ObjectNode node = series.addObject();
    node.put("type", "scatter");
    node.put(
        "name",
        switch (role) {
          case RUN -> "run";
          case BEST -> "best run";
          case FRONT -> "none is cheaper and better";
          case FAILED -> "no usable value";
        });
    double edge = chart.edge() == Chart.Scatter.Edge.UPPER ? 1 - TICK_INSET : TICK_INSET;
    ArrayNode data = node.putArray("data");
    for (Chart.Mark mark : chart.marks()) {
      if (mark.role() == role) {
        ObjectNode datum = data.addObject();
        datum.put("name", mark.label());
        ArrayNode value = datum.putArray("value");
        EChartsOption.number(value, mark.x());
        EChartsOption.number(value, role == Chart.Mark.Role.FAILED ? edge : mark.y());
      }
    }
    return node;
  }

  private static void addSpan(ObjectNode series, Chart.Span span) {
    ObjectNode area = series.putObject("markArea");
    area.put("silent", true);
    area.putObject("itemStyle").put("color", "@searched");
    ArrayNode edges = area.putArray("data").addArray();
    edges.addObject().put("xAxis", span.low());
    edges.addObject().put("xAxis", span.high());
  }
}
