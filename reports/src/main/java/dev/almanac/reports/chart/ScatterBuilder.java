package dev.almanac.reports.chart;

import dev.almanac.reports.data.Cells;
import dev.almanac.reports.spec.ChartSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds the plot of one param against the metric from the rows of one facet. */
final class ScatterBuilder {

  /** A value farther out than this many 10-90 % ranges would squash all others. */
  private static final double FAR_OUT = 3;

  private static final int ENOUGH_TO_JUDGE = 10;

  private final ChartSpec spec;
  private final List<Map<String, @Nullable Object>> rows;

  ScatterBuilder(ChartSpec spec, List<Map<String, @Nullable Object>> rows) {
    this.spec = spec;
    this.rows = rows;
  }

  Chart build(Chart.Frame frame) {
    boolean categories = frame.x().kind() == Axis.Kind.CATEGORY;
    List<String> words =
        categories ? rows.stream().map(row -> text(row, "x-text")).distinct().toList() : List.of();
    List<Chart.Mark> marks = new ArrayList<>();
    int beyond = 0;
    double[] limits = limits(frame.y().kind());
    for (Map<String, @Nullable Object> row : rows) {
      double x = categories ? words.indexOf(text(row, "x-text")) : number(row, "x");
      if (!Double.isFinite(x) || (frame.x().kind() == Axis.Kind.LOG && x <= 0)) {
        continue;
      }
      double y = number(row, "y");
      Chart.Mark.Role role = role(row);
      boolean outside = role != Chart.Mark.Role.BEST && (y < limits[0] || y > limits[1]);
      beyond += outside ? 1 : 0;
      boolean unplaceable = frame.y().kind() == Axis.Kind.LOG && y <= 0;
      boolean tick =
          outside || unplaceable || role == Chart.Mark.Role.FAILED || !Double.isFinite(y);
      marks.add(
          new Chart.Mark(
              x, tick ? Double.NaN : y, text(row, "label"), tick ? Chart.Mark.Role.FAILED : role));
    }
    Chart.Scatter.Edge edge =
        text(rows.get(0), "direction").equals("max")
            ? Chart.Scatter.Edge.LOWER
            : Chart.Scatter.Edge.UPPER;
    List<Chart.Mark> shown = MarkThinning.thin(marks, frame.x().kind(), frame.y().kind());
    Chart.Frame noted = noted(frame, beyond, marks.size(), shown.size());
    return new Chart.Scatter(noted, words, shown, searched(), edge);
  }

  private Chart.Frame noted(Chart.Frame frame, int beyond, int drawn, int shown) {
    List<String> notes = new ArrayList<>(frame.notes());
    if (beyond > 0) {
      notes.add(
          beyond
              + (beyond == 1 ? " run lies" : " runs lie")
              + " far outside the others and "
              + (beyond == 1 ? "is" : "are")
              + " drawn as ticks.");
    }
    if (drawn < rows.size()) {
      notes.add(
          (rows.size() - drawn)
              + " of "
              + rows.size()
              + (frame.x().kind() == Axis.Kind.LOG
                  ? " runs have 0 or less, which a logarithmic axis has no place for."
                  : " runs have a value that is not a number."));
    }
    if (shown < drawn) {
      notes.add(
          shown
              + " of "
              + drawn
              + " runs are drawn: the best, the outermost, and some of each spot.");
    }
    return new Chart.Frame(
        frame.id(), frame.title(), frame.description(), frame.x(), frame.y(), notes);
  }

  private double[] limits(Axis.Kind kind) {
    double[] values =
        rows.stream()
            .filter(row -> role(row) != Chart.Mark.Role.FAILED)
            .mapToDouble(row -> number(row, "y"))
            .filter(y -> Double.isFinite(y) && (kind != Axis.Kind.LOG || y > 0))
            .sorted()
            .toArray();
    if (values.length < ENOUGH_TO_JUDGE) {
      return new double[] {Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY};
    }
    double low = values[values.length / 10];
    double high = values[values.length - 1 - values.length / 10];
    if (kind == Axis.Kind.LOG) {
      double factor = Math.pow(high / low, FAR_OUT);
      return new double[] {low / factor, high * factor};
    }
    double reach = FAR_OUT * (high - low);
    return new double[] {low - reach, high + reach};
  }

  private Chart.@Nullable Span searched() {
    double low = number(rows.get(0), "x-low");
    double high = number(rows.get(0), "x-high");
    return Double.isFinite(low) && Double.isFinite(high) && low < high
        ? new Chart.Span(low, high)
        : null;
  }

  private Chart.Mark.Role role(Map<String, @Nullable Object> row) {
    return switch (text(row, "role")) {
      case "best" -> Chart.Mark.Role.BEST;
      case "failed" -> Chart.Mark.Role.FAILED;
      case "front" -> Chart.Mark.Role.FRONT;
      default -> Chart.Mark.Role.RUN;
    };
  }

  private String text(Map<String, @Nullable Object> row, String role) {
    String column = spec.column(role);
    return column == null ? "" : Cells.text(row, column);
  }

  private double number(Map<String, @Nullable Object> row, String role) {
    String column = spec.column(role);
    return column == null ? Double.NaN : Cells.number(row, column);
  }
}
