package dev.almanac.reports.chart;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Writes rows of dots, each with its median and, of five values or more, its middle half. */
final class StripSeries {

  private static final int ENOUGH_FOR_QUARTILES = 5;

  private StripSeries() {}

  static void add(Chart.Strips chart, ObjectNode option, ArrayNode series) {
    ObjectNode names = EChartsOption.axis(new Axis("", Axis.Kind.CATEGORY), false);
    names.put("inverse", true);
    names.putObject("axisTick").put("show", false);
    ArrayNode words = names.putArray("data");
    chart.strips().forEach(strip -> words.add(strip.name()));
    option.set("yAxis", names);
    ObjectNode values = EChartsOption.axis(chart.frame().x(), false);
    values.putObject("splitLine").put("show", true);
    option.set("xAxis", values);
    addBoxes(chart, series);
    addDots(chart, series);
    addMedians(chart, series);
  }

  private static void addBoxes(Chart.Strips chart, ArrayNode series) {
    ObjectNode boxes = series.addObject();
    boxes.put("type", "boxplot").put("name", "middle half").put("silent", true).put("z", 1);
    boxes.putArray("boxWidth").add(14).add(14);
    boxes.putObject("itemStyle").put("color", "@band").put("borderColor", "@accentSoft");
    ArrayNode data = boxes.putArray("data");
    for (Chart.Strip strip : chart.strips()) {
      ArrayNode box = data.addArray();
      boolean shown = strip.values().size() >= ENOUGH_FOR_QUARTILES;
      // Whiskers of no length: the dots show the rest.
      for (double share : new double[] {0.25, 0.25, 0.5, 0.75, 0.75}) {
        EChartsOption.number(box, shown ? strip.quantile(share) : Double.NaN);
      }
    }
  }

  private static void addDots(Chart.Strips chart, ArrayNode series) {
    ObjectNode dots = series.addObject();
    dots.put("type", "scatter").put("name", "run").put("symbolSize", 8).put("z", 3);
    dots.putObject("itemStyle").put("color", "@accent").put("opacity", 0.6);
    ArrayNode data = dots.putArray("data");
    for (int row = 0; row < chart.strips().size(); row++) {
      for (double value : chart.strips().get(row).values()) {
        addPoint(data, chart.strips().get(row).name(), value, row);
      }
    }
  }

  private static void addMedians(Chart.Strips chart, ArrayNode series) {
    ObjectNode medians = series.addObject();
    medians.put("type", "scatter").put("name", "median").put("symbol", "rect").put("z", 4);
    medians.putArray("symbolSize").add(3).add(18);
    medians.putObject("itemStyle").put("color", "@best");
    ArrayNode data = medians.putArray("data");
    for (int row = 0; row < chart.strips().size(); row++) {
      Chart.Strip strip = chart.strips().get(row);
      addPoint(data, strip.name(), strip.quantile(0.5), row);
    }
  }

  private static void addPoint(ArrayNode data, String name, double value, int row) {
    ObjectNode datum = data.addObject();
    datum.put("name", name);
    ArrayNode at = datum.putArray("value");
    EChartsOption.number(at, value);
    at.add(row);
  }
}
