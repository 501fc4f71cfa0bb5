package dev.almanac.reports.chart;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.DoubleSummaryStatistics;

/** Writes a grid of coloured cells with the scale of its colours. */
final class HeatmapSeries {

  private HeatmapSeries() {}

  static void add(Chart.Heatmap chart, ObjectNode option, ArrayNode series) {
    words((ObjectNode) option.get("xAxis"), chart.columns());
    ObjectNode lines = EChartsOption.axis(new Axis("", Axis.Kind.CATEGORY), false);
    words(lines, chart.rows());
    lines.put("inverse", true);
    option.set("yAxis", lines);
    ((ObjectNode) option.get("grid")).put("bottom", 44);
    addScale(chart, option);
    ObjectNode node = series.addObject();
    node.put("type", "heatmap").put("name", chart.measure());
    ObjectNode label = node.putObject("label");
    label.put("show", true).put("fontSize", 10).put("formatter", "{b}").put("color", "@ink");
    label.put("textBorderColor", "@paper").put("textBorderWidth", 2);
    ObjectNode edge = node.putObject("itemStyle");
    edge.put("borderColor", "@paper").put("borderWidth", 1);
    ArrayNode data = node.putArray("data");
    for (Chart.Cell cell : chart.cells()) {
      ObjectNode datum = data.addObject();
      datum.put("name", cell.text());
      ArrayNode value = datum.putArray("value");
      value.add(cell.column()).add(cell.row());
      EChartsOption.number(value, cell.value());
    }
  }

  private static void addScale(Chart.Heatmap chart, ObjectNode option) {
    DoubleSummaryStatistics values =
        chart.cells().stream()
            .mapToDouble(Chart.Cell::value)
            .filter(Double::isFinite)
            .summaryStatistics();
    double low = values.getCount() == 0 ? 0 : values.getMin();
    double high = values.getCount() == 0 ? 1 : values.getMax();
    ObjectNode scale = option.putObject("visualMap");
    scale.put("type", "continuous").put("orient", "horizontal").put("left", 0).put("bottom", 0);
    scale.put("min", low).put("max", high > low ? high : low + Math.max(1, Math.abs(low)));
    scale.put("itemWidth", 10).put("itemHeight", 120).put("calculable", false);
    scale.putArray("text").add("").add("");
    ArrayNode colors = scale.putObject("inRange").putArray("color");
    boolean rising = chart.strong() == Chart.Heatmap.Strong.HIGH;
    for (int step = 0; step < 4; step++) {
      colors.add("@heat" + (1 + (rising ? step : 3 - step)));
    }
  }

  private static void words(ObjectNode axis, Iterable<String> words) {
    axis.putObject("axisTick").put("show", false);
    ArrayNode data = axis.putArray("data");
    words.forEach(data::add);
  }
}
