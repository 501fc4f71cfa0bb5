package dev.almanac.reports.chart;

import dev.almanac.reports.spec.ChartSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds rows of dots from one row a value; {@code label} says which strip it belongs to. */
final class StripBuilder {

  private final RowReader reader;
  private final List<Map<String, @Nullable Object>> rows;

  StripBuilder(ChartSpec spec, List<Map<String, @Nullable Object>> rows) {
    this.reader = new RowReader(spec);
    this.rows = rows;
  }

  Chart build(Chart.Frame frame) {
    Map<String, List<Double>> strips = new LinkedHashMap<>();
    for (Map<String, @Nullable Object> row : rows) {
      double value = reader.number(row, "y");
      if (!Double.isNaN(value)) {
        strips.computeIfAbsent(reader.text(row, "label"), name -> new ArrayList<>()).add(value);
      }
    }
    return new Chart.Strips(
        frame,
        strips.entrySet().stream()
            .map(strip -> new Chart.Strip(strip.getKey(), strip.getValue()))
            .toList());
  }
}
