package dev.almanac.reports.chart;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.DoubleSummaryStatistics;
import java.util.List;

/**
 * Writes charts as options of Apache ECharts 6 (echarts.apache.org/en/option.html). Colours are
 * names of roles ({@code @accent}, {@code @s1}), which the page replaces by its own, light or dark.
 */
final class EChartsOption {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final int HEIGHT = 240;
  private static final int TALL_HEIGHT = 260;
  private static final int ROW_HEIGHT = 26;
  private static final int FRAME_HEIGHT = 56;

  /** With more lines than colours, one is found by pointing at it. */
  private static final int COLORS = 8;

  private EChartsOption() {}

  /** Returns the chart's height in pixels. */
  static int height(Chart chart) {
    if (chart instanceof Chart.Intervals intervals) {
      return FRAME_HEIGHT + ROW_HEIGHT * intervals.estimates().size();
    }
    return chart instanceof Chart.Bars ? TALL_HEIGHT : HEIGHT;
  }

  /** Returns the option. */
  static ObjectNode of(Chart chart) {
    ObjectNode option = frame(chart);
    ArrayNode series = option.putArray("series");
    if (chart instanceof Chart.Lines lines) {
      giveRoom(lines, (ObjectNode) option.get("yAxis"));
      addLines(lines, series);
    } else if (chart instanceof Chart.Band band) {
      addBand(band, series);
    } else if (chart instanceof Chart.Bars bars) {
      addBars(bars, series);
    } else if (chart instanceof Chart.Scatter scatter) {
      ScatterSeries.add(scatter, option, series);
    } else if (chart instanceof Chart.Intervals intervals) {
      addIntervals(intervals, option, series);
    }
    return option;
  }

  private static ObjectNode frame(Chart chart) {
    ObjectNode option = JSON.objectNode();
    option.put("animation", false);
    option.put("useUTC", true);
    option.putObject("aria").put("enabled", false);
    ObjectNode grid = option.putObject("grid");
    boolean legend = hasLegend(chart);
    grid.put("left", 4).put("right", 16).put("bottom", 4).put("top", legend ? 34 : 14);
    grid.put("outerBoundsMode", "same").put("outerBoundsContain", "all");
    if (legend) {
      ObjectNode node = option.putObject("legend");
      node.put("top", 0).put("left", 0).put("icon", "roundRect").put("type", "scroll");
      node.put("itemWidth", 12).put("itemHeight", 8);
    }
    option.putObject("tooltip").put("confine", true).put("trigger", trigger(chart));
    option.set("xAxis", axis(chart.frame().x(), chart instanceof Chart.Bars));
    option.set("yAxis", valueAxis(chart.frame().y()));
    if (chart instanceof Chart.Bars bars) {
      // A bar's length is its value, so its axis begins at 0.
      ((ObjectNode) option.get("yAxis")).put("minInterval", 1).remove("scale");
      ArrayNode data = ((ObjectNode) option.get("xAxis")).putArray("data");
      bars.categories().forEach(data::add);
    }
    return option;
  }

  private static String trigger(Chart chart) {
    return chart instanceof Chart.Scatter || chart instanceof Chart.Intervals ? "item" : "axis";
  }

  private static boolean hasLegend(Chart chart) {
    if (chart instanceof Chart.Lines lines) {
      return lines.lines().size() > 1;
    }
    if (chart instanceof Chart.Bars bars) {
      return bars.series().size() > 1;
    }
    return chart instanceof Chart.Band;
  }

  static ObjectNode axis(Axis axis, boolean gap) {
    ObjectNode node = JSON.objectNode();
    node.put(
        "type",
        switch (axis.kind()) {
          case NUMBER -> "value";
          case LOG -> "log";
          case TIME -> "time";
          case CATEGORY -> "category";
        });
    if (axis.kind() == Axis.Kind.NUMBER) {
      node.put("scale", true);
    }
    if (!axis.label().isEmpty()) {
      node.put("name", axis.label()).put("nameLocation", "middle").put("nameGap", 26);
    }
    if (axis.kind() == Axis.Kind.CATEGORY) {
      node.put("boundaryGap", true);
    } else if (axis.kind() != Axis.Kind.TIME && !gap) {
      node.put("splitNumber", 4);
    }
    node.putObject("axisLabel").put("hideOverlap", true);
    node.putObject("splitLine").put("show", false);
    return node;
  }

  static ObjectNode valueAxis(Axis axis) {
    ObjectNode node = axis(new Axis("", axis.kind()), false);
    node.put("splitNumber", 4);
    node.putObject("splitLine").put("show", true);
    return node;
  }

  private static void addLines(Chart.Lines chart, ArrayNode series) {
    int index = 0;
    boolean crowded = chart.lines().size() > COLORS;
    for (Chart.Line line : chart.lines()) {
      ObjectNode node = line(line, "@s" + (1 + index++ % COLORS), series);
      if (crowded) {
        bringOutOnHover(node);
      }
      if (chart.shape() == Chart.Lines.Shape.STEP) {
        node.put("step", "end");
      }
    }
  }

  /** Draws a line thin, and thick above the others, which fade, while it is pointed at. */
  private static void bringOutOnHover(ObjectNode node) {
    node.put("triggerLineEvent", true);
    ((ObjectNode) node.get("lineStyle")).put("width", 1).put("opacity", 0.7);
    ObjectNode emphasis = node.putObject("emphasis");
    emphasis.put("focus", "series");
    emphasis.putObject("lineStyle").put("width", 3).put("opacity", 1);
  }

  /** Puts a line that never changes into the middle, within 2 % of its value on either side. */
  private static void giveRoom(Chart.Lines chart, ObjectNode axis) {
    DoubleSummaryStatistics values =
        chart.lines().stream()
            .flatMap(line -> line.points().stream())
            .mapToDouble(Chart.Point::y)
            .filter(Double::isFinite)
            .summaryStatistics();
    if (values.getCount() > 0 && values.getMin() == values.getMax() && values.getMin() != 0) {
      double room = 0.02 * Math.abs(values.getMin());
      axis.put("min", values.getMin() - room).put("max", values.getMin() + room);
      axis.put("interval", room);
    }
  }

  private static ObjectNode line(Chart.Line line, String color, ArrayNode series) {
    ObjectNode node = series.addObject();
    node.put("type", "line").put("name", line.name()).put("showSymbol", line.points().size() < 2);
    node.put("color", color);
    node.putObject("lineStyle").put("width", 2);
    ArrayNode data = node.putArray("data");
    for (Chart.Point point : line.points()) {
      pair(data, point.x(), point.y());
    }
    return node;
  }

  private static void addBand(Chart.Band chart, ArrayNode series) {
    // Stacked areas cannot do this: of two numeric dimensions ECharts stacks x. The page's script
    // draws the polygon of a custom series.
    ObjectNode area = series.addObject();
    area.put("type", "custom").put("name", chart.name()).put("color", "@band");
    area.put("silent", true).put("clip", true).put("z", 1);
    ObjectNode encode = area.putObject("encode");
    encode.put("x", 0);
    encode.putArray("y").add(1).add(2);
    ArrayNode data = area.putArray("data");
    for (Chart.BandPoint point : chart.band()) {
      ArrayNode edges = data.addArray();
      number(edges, point.x());
      number(edges, point.low());
      number(edges, point.high());
    }
    Chart.Line middle =
        new Chart.Line(
            chart.middle(),
            chart.band().stream().map(p -> new Chart.Point(p.x(), p.middle())).toList());
    line(middle, "@accent", series);
    int index = 1;
    for (Chart.Line line : chart.lines()) {
      ObjectNode node = line(line, "@s" + (1 + index++ % 8), series);
      ((ObjectNode) node.get("lineStyle")).put("width", 1.4);
    }
  }

  private static void addBars(Chart.Bars chart, ArrayNode series) {
    int index = 0;
    for (Chart.BarSeries bars : chart.series()) {
      ObjectNode node = series.addObject();
      node.put("type", "bar").put("name", bars.name()).put("stack", "all");
      node.put("barMaxWidth", 42);
      node.put("color", StatusColors.of(bars.name(), index++));
      ArrayNode data = node.putArray("data");
      bars.values().forEach(value -> number(data, value));
    }
  }

  private static void addIntervals(Chart.Intervals chart, ObjectNode option, ArrayNode series) {
    ObjectNode names = axis(new Axis("", Axis.Kind.CATEGORY), false);
    names.put("inverse", true);
    names.putObject("axisTick").put("show", false);
    ArrayNode categories = names.putArray("data");
    chart.estimates().forEach(estimate -> categories.add(estimate.name()));
    option.set("yAxis", names);
    ObjectNode values = axis(chart.frame().x(), false);
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
      number(lows, estimate.low());
      ObjectNode width = widths.addObject();
      width.put("value", estimate.high() - estimate.low());
      width.putObject("itemStyle").put("color", clear ? "@accentSoft" : "@faint");
      ObjectNode dot = points.addObject();
      ArrayNode at = dot.putArray("value");
      number(at, estimate.value());
      at.add(row++);
      number(at, estimate.low());
      number(at, estimate.high());
      dot.put("name", estimate.name());
      dot.putObject("itemStyle").put("color", clear ? "@accent" : "@muted");
    }
  }

  private static ObjectNode intervalBar(ArrayNode series) {
    ObjectNode node = series.addObject();
    node.put("type", "bar").put("stack", "interval").put("silent", true).put("barWidth", 6);
    return node;
  }

  static void pair(ArrayNode data, double x, double y) {
    ArrayNode pair = data.addArray();
    number(pair, x);
    number(pair, y);
  }

  /** Adds a number in its shortest form; JSON has no word for NaN, so it becomes null. */
  static void number(ArrayNode array, double value) {
    if (!Double.isFinite(value)) {
      array.addNull();
    } else if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      array.add((long) value);
    } else {
      // Seven digits are beyond what a pixel can show, and halve the page.
      array.add(new BigDecimal(value).round(new MathContext(7)).stripTrailingZeros().doubleValue());
    }
  }

  /** Colours of the statuses, the same in every chart. */
  private static final class StatusColors {

    private static final List<String> STATUSES =
        List.of("finished", "running", "scheduled", "killed", "crashed", "failed", "unknown");

    static String of(String name, int index) {
      return STATUSES.contains(name) ? "@" + name : "@s" + (1 + index % 8);
    }
  }
}
