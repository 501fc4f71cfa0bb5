package dev.almanac.reports.chart;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Writes estimates as dots over the bars of their intervals, in percent. */
final class IntervalSeries {

  private IntervalSeries() {}

  static void add(Chart.Intervals chart, ObjectNode option, ArrayNode series) {
    ObjectNode names = EChartsOption.axis(new Axis("", Axis.Kind.CATEGORY), false);
    names.put("inverse", true);
    names.putObject("axisTick").put("show", false);
    ArrayNode categories = names.putArray("data");
    chart.estimates().forEach(estimate -> categories.add(estimate.name()));
    option.set("yAxis", names);
    ObjectNode values = EChartsOption.axis(chart.frame().x(), false);
    values.put("min", 0).put("max", 100).put("interval", 25).remove("scale");
    values.putObject("splitLine").put("show", true);
    option.set("xAxis", values);
    ObjectNode hidden = intervalBar(series);
    hidden.putObject("itemStyle").put("color", "transparent");
    ObjectNode shown = intervalBar(series);
    ArrayNode lows = hidden.putArray("data");
    ArrayNode widths = shown.putArray("data");
    ObjectNode dots = series.addObject();
    dots.put("type", "scatter").put("symbolSize", 10).put("z", 3);
    ArrayNode points = dots.putArray("data");
    int row = 0;
    for (Chart.Estimate estimate : chart.estimates()) {
      boolean clear = estimate.weight() == Chart.Estimate.Weight.CLEAR;
      EChartsOption.number(lows, estimate.low());
      ObjectNode width = widths.addObject();
      width.put("value", estimate.high() - estimate.low());
      width.putObject("itemStyle").put("color", clear ? "@accentSoft" : "@faint");
      ObjectNode dot = points.addObject();
      ArrayNode at = dot.putArray("value");
      EChartsOption.number(at, estimate.value());
      at.add(row++);
      EChartsOption.number(at, estimate.low());
      EChartsOption.number(at, estimate.high());
      dot.put("name", estimate.name());
      dot.putObject("itemStyle").put("color", clear ? "@accent" : "@muted");
    }
  }

  private static ObjectNode intervalBar(ArrayNode series) {
    ObjectNode node = series.addObject();
    node.put("type", "bar").put("stack", "interval").put("silent", true).put("barWidth", 6);
    return node;
  }
}
