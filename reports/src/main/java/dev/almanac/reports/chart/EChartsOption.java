package dev.almanac.reports.chart;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.DoubleSummaryStatistics;
import org.jspecify.annotations.Nullable;

/**
 * Writes charts as options of Apache ECharts 6 (echarts.apache.org/en/option.html). Colours are
 * names of roles ({@code @accent}, {@code @s1}), which the page replaces by its own, light or dark.
 */
final class EChartsOption {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final int HEIGHT = 240;
  private static final int TALL_HEIGHT = 260;
  private static final int ROW_HEIGHT = 26;
  private static final int CELL_HEIGHT = 26;
  private static final int FRAME_HEIGHT = 56;
  private static final int SCALE_HEIGHT = 104;

  /** With more lines than colours, one is found by pointing at it. */
  private static final int COLORS = 8;

  private EChartsOption() {}

  /** Returns the chart's height in pixels. */
  static int height(Chart chart) {
    if (chart instanceof Chart.Intervals intervals) {
      return FRAME_HEIGHT + ROW_HEIGHT * intervals.estimates().size();
    }
    if (chart instanceof Chart.Strips strips) {
      return FRAME_HEIGHT + ROW_HEIGHT * strips.strips().size();
    }
    if (chart instanceof Chart.Heatmap map) {
      return SCALE_HEIGHT + CELL_HEIGHT * map.rows().size();
    }
    return chart instanceof Chart.Bars || isRank(chart) || chart instanceof Chart.Parallel
        ? TALL_HEIGHT
        : HEIGHT;
  }

  /** Returns the option. */
  static ObjectNode of(Chart chart) {
    ObjectNode option = frame(chart);
    ArrayNode series = option.putArray("series");
    if (chart instanceof Chart.Lines lines) {
      giveRoom(lines, (ObjectNode) option.get("yAxis"));
      addLines(lines, option, series);
    } else if (chart instanceof Chart.Band band) {
      addBand(band, series);
    } else if (chart instanceof Chart.Bars bars) {
      BarStacks.add(bars, series);
    } else if (chart instanceof Chart.Scatter scatter) {
      ScatterSeries.add(scatter, option, series);
    } else if (chart instanceof Chart.Intervals intervals) {
      IntervalSeries.add(intervals, option, series);
    } else if (chart instanceof Chart.Heatmap map) {
      HeatmapSeries.add(map, option, series);
    } else if (chart instanceof Chart.Parallel parallel) {
      ParallelSeries.add(parallel, option, series);
    } else if (chart instanceof Chart.Strips strips) {
      StripSeries.add(strips, option, series);
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
    if (chart instanceof Chart.Parallel) {
      option.remove("grid");
      return option;
    }
    option.set("xAxis", axis(chart.frame().x(), chart instanceof Chart.Bars));
    option.set("yAxis", valueAxis(chart.frame().y()));
    if (chart instanceof Chart.Bars bars) {
      // A bar's length is its value, so its axis begins at 0.
      ((ObjectNode) option.get("yAxis")).put("minInterval", 1).remove("scale");
      ArrayNode data = ((ObjectNode) option.get("xAxis")).putArray("data");
      bars.categories().forEach(data::add);
      BarStacks.showAllNames(bars, (ObjectNode) option.get("xAxis"));
    }
    return option;
  }

  private static String trigger(Chart chart) {
    boolean shared =
        chart instanceof Chart.Lines || chart instanceof Chart.Band || chart instanceof Chart.Bars;
    return shared && !isRank(chart) ? "axis" : "item";
  }

  private static boolean hasLegend(Chart chart) {
    if (chart instanceof Chart.Lines lines) {
      return lines.lines().size() > 1 && !isRank(chart);
    }
    if (chart instanceof Chart.Bars bars) {
      return bars.series().size() > 1;
    }
    return chart instanceof Chart.Band;
  }

  private static boolean isRank(Chart chart) {
    return chart instanceof Chart.Lines lines && lines.shape() == Chart.Lines.Shape.RANK;
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
    if (axis.limits() != null) {
      node.put("min", axis.limits().low()).put("max", axis.limits().high());
      node.putObject("axisLabel").put("hideOverlap", true);
      ((ObjectNode) node.get("axisLabel")).put("showMinLabel", false).put("showMaxLabel", false);
    }
    return node;
  }

  private static void addLines(Chart.Lines chart, ObjectNode option, ArrayNode series) {
    if (chart.shape() == Chart.Lines.Shape.RANK) {
      RankSeries.add(chart, option, series);
      return;
    }
    int index = 0;
    boolean crowded = chart.lines().size() > COLORS;
    for (Chart.Line line : chart.lines()) {
      ObjectNode node =
          line(line, "@s" + (1 + index++ % COLORS), chart.frame().y().limits(), series);
      if (crowded) {
        bringOutOnHover(node);
      }
      if (chart.shape() == Chart.Lines.Shape.STEP) {
        node.put("step", "end");
        markChanges(line, node);
      }
    }
  }

  /** Marks where a step line changes; the end, up to which it holds, is no change. */
  private static void markChanges(Chart.Line line, ObjectNode node) {
    node.put("showSymbol", true).put("symbol", "circle").put("symbolSize", 6);
    ArrayNode data = (ArrayNode) node.get("data");
    for (int index = 1; index < line.points().size(); index++) {
      if (line.points().get(index).y() == line.points().get(index - 1).y()) {
        ObjectNode silent = JSON.objectNode();
        silent.set("value", data.get(index));
        data.set(index, silent.put("symbol", "none"));
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

  static ObjectNode line(
      Chart.Line line, String color, Axis.@Nullable Limits limits, ArrayNode series) {
    ObjectNode node = series.addObject();
    boolean beyond =
        limits != null && line.points().stream().anyMatch(point -> limits.excludes(point.y()));
    node.put("type", "line").put("name", line.name());
    node.put("showSymbol", beyond || line.points().size() < 2);
    node.put("color", color);
    node.putObject("lineStyle").put("width", 2);
    if (beyond) {
      node.put("symbol", "none");
    }
    ArrayNode data = node.putArray("data");
    for (Chart.Point point : line.points()) {
      if (limits != null && limits.excludes(point.y())) {
        addBeyond(data, point, limits);
      } else {
        pair(data, point.x(), point.y());
      }
    }
    return node;
  }

  /** Draws a point beyond the axis at its edge; the tooltip shows the third number. */
  private static void addBeyond(ArrayNode data, Chart.Point point, Axis.Limits limits) {
    ObjectNode datum = data.addObject();
    ArrayNode value = datum.putArray("value");
    number(value, point.x());
    number(value, limits.clamp(point.y()));
    number(value, point.y());
    datum.put("symbol", "triangle").put("symbolSize", 10);
    datum.put("symbolRotate", point.y() > limits.high() ? 0 : 180);
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
    Axis.Limits limits = chart.frame().y().limits();
    line(middle, "@accent", limits, series);
    int index = 1;
    for (Chart.Line line : chart.lines()) {
      ObjectNode node = line(line, "@s" + (1 + index++ % 8), limits, series);
      ((ObjectNode) node.get("lineStyle")).put("width", 1.4);
    }
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
}
