package dev.almanac.reports.chart;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Writes runs as lines over parallel axes. */
final class ParallelSeries {

  private ParallelSeries() {}

  static void add(Chart.Parallel chart, ObjectNode option, ArrayNode series) {
    ObjectNode place = option.putObject("parallel");
    place.put("left", 40).put("right", 70).put("top", 34).put("bottom", 18);
    ObjectNode legend = option.putObject("legend");
    legend.put("top", 0).put("left", 0).put("icon", "roundRect").put("itemWidth", 12);
    legend.put("itemHeight", 8).put("show", false);
    ArrayNode axes = option.putArray("parallelAxis");
    for (int index = 0; index < chart.dimensions().size(); index++) {
      Chart.Dimension dimension = chart.dimensions().get(index);
      ObjectNode axis = EChartsOption.axis(new Axis("", dimension.axis().kind()), false);
      axis.put("dim", index).put("name", dimension.axis().label()).put("nameLocation", "end");
      axis.putObject("nameTextStyle");
      if (dimension.axis().kind() == Axis.Kind.CATEGORY) {
        ArrayNode words = axis.putArray("data");
        dimension.words().forEach(words::add);
      }
      axes.add(axis);
    }
    addTraces(chart, false, "other runs", series);
    addTraces(chart, true, "best runs", series);
  }

  private static void addTraces(Chart.Parallel chart, boolean top, String name, ArrayNode series) {
    ObjectNode node = series.addObject();
    node.put("type", "parallel").put("name", name).put("smooth", false);
    node.put("z", top ? 3 : 2).put("silent", !top);
    ObjectNode style = node.putObject("lineStyle");
    style.put("color", top ? "@best" : "@faint").put("width", top ? 2 : 1);
    style.put("opacity", top ? 0.85 : 0.5);
    node.putObject("emphasis").putObject("lineStyle").put("width", 4).put("opacity", 1);
    ArrayNode data = node.putArray("data");
    for (Chart.Trace trace : chart.traces()) {
      if (trace.top() == top) {
        ObjectNode datum = data.addObject();
        datum.put("name", trace.name());
        ArrayNode values = datum.putArray("value");
        for (int index = 0; index < trace.values().size(); index++) {
          addValue(values, chart.dimensions().get(index), trace.values().get(index));
        }
      }
    }
  }

  private static void addValue(ArrayNode values, Chart.Dimension dimension, double value) {
    if (dimension.axis().kind() == Axis.Kind.CATEGORY && !Double.isNaN(value)) {
      values.add(dimension.words().get((int) value));
    } else {
      EChartsOption.number(values, value);
    }
  }
}
