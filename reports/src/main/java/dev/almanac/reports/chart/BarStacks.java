package dev.almanac.reports.chart;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Writes bars that stand on one another. */
final class BarStacks {

  private BarStacks() {}

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
