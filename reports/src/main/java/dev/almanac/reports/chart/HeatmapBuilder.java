package dev.almanac.reports.chart;

import dev.almanac.reports.spec.ChartSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds a grid from one row a cell; columns and rows stand in the order in which they occur. */
final class HeatmapBuilder {

  private final RowReader reader;
  private final List<Map<String, @Nullable Object>> rows;

  HeatmapBuilder(ChartSpec spec, List<Map<String, @Nullable Object>> rows) {
    this.reader = new RowReader(spec);
    this.rows = rows;
  }

  Chart build(Chart.Frame frame, String measure) {
    List<String> columns = words("x");
    List<String> lines = words("y");
    List<Chart.Cell> cells = new ArrayList<>();
    for (Map<String, @Nullable Object> row : rows) {
      cells.add(
          new Chart.Cell(
              columns.indexOf(reader.text(row, "x")),
              lines.indexOf(reader.text(row, "y")),
              reader.number(row, "value"),
              reader.text(row, "label")));
    }
    Chart.Heatmap.Strong strong =
        reader.text(rows.get(0), "direction").equals("min")
            ? Chart.Heatmap.Strong.LOW
            : Chart.Heatmap.Strong.HIGH;
    return new Chart.Heatmap(frame, columns, lines, cells, measure, strong);
  }

  private List<String> words(String role) {
    return rows.stream().map(row -> reader.text(row, role)).distinct().toList();
  }
}
