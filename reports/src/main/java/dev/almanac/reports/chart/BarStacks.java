package dev.almanac.reports.chart;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Writes bars that stand on one another. */
final class BarStacks {

  /** More letters than this do not fit side by side under a chart of half the page's width. */
  private static final int MOST_LETTERS = 75;

  private static final int MOST_NAMES = 15;

  private BarStacks() {}

  /** Slants long names so that none is left out. */
  static void showAllNames(Chart.Bars chart, ObjectNode axis) {
    int longest = chart.categories().stream().mapToInt(String::length).max().orElse(0);
    int names = chart.categories().size();
    if (names <= MOST_NAMES && Math.min(longest, 24) * names > MOST_LETTERS) {
      ObjectNode label = axis.putObject("axisLabel");
      label.put("interval", 0).put("rotate", 22).put("hideOverlap", false);
    }
  }

  static void add(Chart.Bars chart, ArrayNode series) {
    int index = 0;
    for (Chart.BarSeries bars : chart.series()) {
      ObjectNode node = series.addObject();
      node.put("type", "bar").put("name", bars.name()).put("stack", "all");
      node.put("barMaxWidth", 42);
      node.put("color", StatusColors.of(bars.name(), index++));
      ArrayNode data = node.putArray("data");
      bars.values().forEach(value -> EChartsOption.number(data, value));
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
