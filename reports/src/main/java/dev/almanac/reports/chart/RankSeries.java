package dev.almanac.reports.chart;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** Writes places over time: the first uppermost, each line named at its end. */
final class RankSeries {

  private static final int LABEL_WIDTH = 150;

  private RankSeries() {}

  static void add(Chart.Lines chart, ObjectNode option, ArrayNode series) {
    ObjectNode places = (ObjectNode) option.get("yAxis");
    places.remove("scale");
    places.remove("splitNumber");
    places.put("inverse", true).put("min", 1).put("minInterval", 1);
    ObjectNode grid = (ObjectNode) option.get("grid");
    grid.put("right", LABEL_WIDTH + 12);
    // Drawn last to first, so that the best line lies above the others.
    List<Chart.Line> lines = new ArrayList<>(chart.lines());
    for (int index = lines.size() - 1; index >= 0; index--) {
      ObjectNode node = EChartsOption.line(lines.get(index), "@s" + (1 + index % 8), null, series);
      node.put("showSymbol", true).put("symbol", "circle").put("symbolSize", 7);
      node.putObject("emphasis").put("focus", "series");
      ObjectNode label = node.putObject("endLabel");
      label.put("show", true).put("formatter", "{a}").put("distance", 8);
      label.put("width", LABEL_WIDTH).put("overflow", "truncate").put("color", "inherit");
      // Beyond eight lines colours come again; the pattern tells them apart.
      if (index >= 8) {
        ((ObjectNode) node.get("lineStyle")).put("type", "dashed");
      }
    }
  }
}
