package dev.almanac.reports.chart;

import dev.almanac.reports.spec.ChartSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds estimates with their intervals from one row an estimate. */
final class IntervalBuilder {

  private final RowReader reader;
  private final List<Map<String, @Nullable Object>> rows;

  IntervalBuilder(ChartSpec spec, List<Map<String, @Nullable Object>> rows) {
    this.reader = new RowReader(spec);
    this.rows = rows;
  }

  Chart build(Chart.Frame frame) {
    List<Chart.Estimate> estimates = new ArrayList<>();
    for (Map<String, @Nullable Object> row : rows) {
      Chart.Estimate.Weight weight =
          reader.text(row, "role").equals("unclear")
              ? Chart.Estimate.Weight.UNCLEAR
              : Chart.Estimate.Weight.CLEAR;
      estimates.add(
          new Chart.Estimate(
              reader.text(row, "label"),
              reader.number(row, "y"),
              reader.number(row, "low"),
              reader.number(row, "high"),
              weight));
    }
    return new Chart.Intervals(frame, estimates);
  }
}
