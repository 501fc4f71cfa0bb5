package dev.almanac.reports.chart;

import dev.almanac.reports.spec.ChartSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Builds parallel coordinates from one row a run and axis: {@code series} is the run, {@code x} the
 * axis, {@code y} the number there or {@code x-text} the word, {@code x-scale} linear, log or
 * category.
 */
final class ParallelBuilder {

  private final RowReader reader;
  private final List<Map<String, @Nullable Object>> rows;

  ParallelBuilder(ChartSpec spec, List<Map<String, @Nullable Object>> rows) {
    this.reader = new RowReader(spec);
    this.rows = rows;
  }

  Chart build(Chart.Frame frame) {
    Map<String, List<Map<String, @Nullable Object>>> axes = new LinkedHashMap<>();
    for (Map<String, @Nullable Object> row : rows) {
      axes.computeIfAbsent(reader.text(row, "x"), axis -> new ArrayList<>()).add(row);
    }
    List<Chart.Dimension> dimensions =
        axes.entrySet().stream().map(axis -> dimension(axis.getKey(), axis.getValue())).toList();
    List<String> names = List.copyOf(axes.keySet());
    Map<String, Double[]> values = new LinkedHashMap<>();
    Map<String, Chart.Trace> traces = new LinkedHashMap<>();
    for (Map<String, @Nullable Object> row : rows) {
      String run = reader.text(row, "series");
      Double[] line = values.computeIfAbsent(run, key -> unknown(names.size()));
      int axis = names.indexOf(reader.text(row, "x"));
      line[axis] = value(dimensions.get(axis), row);
      String label = reader.text(row, "label");
      boolean top = reader.text(row, "role").equals("top");
      traces.put(run, new Chart.Trace(label.isEmpty() ? run : label, List.of(line), top));
    }
    return new Chart.Parallel(frame, dimensions, List.copyOf(traces.values()));
  }

  private Chart.Dimension dimension(String name, List<Map<String, @Nullable Object>> cells) {
    Axis.Kind kind =
        switch (reader.text(cells.get(0), "x-scale")) {
          case "log" -> Axis.Kind.LOG;
          case "category" -> Axis.Kind.CATEGORY;
          default -> Axis.Kind.NUMBER;
        };
    List<String> words =
        kind == Axis.Kind.CATEGORY
            ? cells.stream().map(cell -> reader.text(cell, "x-text")).distinct().sorted().toList()
            : List.of();
    return new Chart.Dimension(new Axis(name, kind), words);
  }

  private double value(Chart.Dimension dimension, Map<String, @Nullable Object> row) {
    if (dimension.axis().kind() == Axis.Kind.CATEGORY) {
      return dimension.words().indexOf(reader.text(row, "x-text"));
    }
    double value = reader.number(row, "y");
    return dimension.axis().kind() == Axis.Kind.LOG && value <= 0 ? Double.NaN : value;
  }

  private static Double[] unknown(int size) {
    Double[] unknown = new Double[size];
    Arrays.fill(unknown, Double.NaN);
    return unknown;
  }
}
