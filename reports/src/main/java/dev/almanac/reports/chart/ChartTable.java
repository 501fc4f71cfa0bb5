package dev.almanac.reports.chart;

import dev.almanac.analyses.wording.Numbers;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The numbers behind a chart as a table, for those who cannot see it or run no script.
 *
 * @param columns headings
 * @param rows cells as text
 * @param total how many rows there are before the cut
 */
public record ChartTable(List<String> columns, List<List<String>> rows, int total) {

  /** Enough to read; the rest is a query away and the page says so. */
  private static final int MOST_ROWS = 120;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);

  /** Copies the lists. */
  public ChartTable {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }

  /** Returns the table of a chart. */
  public static ChartTable of(Chart chart) {
    String x = labelled(chart.frame().x(), "x");
    String y = labelled(chart.frame().y(), "value");
    List<List<String>> rows = new ArrayList<>();
    List<String> columns;
    if (chart instanceof Chart.Lines lines) {
      columns = List.of("series", x, y);
      lines.lines().forEach(line -> addLine(rows, line, chart));
    } else if (chart instanceof Chart.Band band) {
      columns = List.of("series", x, y, "low", "high");
      for (Chart.BandPoint point : band.band()) {
        rows.add(
            List.of(
                band.name(),
                position(chart, point.x()),
                Numbers.plain(point.middle()),
                Numbers.plain(point.low()),
                Numbers.plain(point.high())));
      }
    } else if (chart instanceof Chart.Bars bars) {
      columns = new ArrayList<>(List.of(x));
      bars.series().forEach(series -> columns.add(series.name().isEmpty() ? y : series.name()));
      addBars(rows, bars);
    } else if (chart instanceof Chart.Scatter scatter) {
      columns = List.of("run", x, y, "state");
      scatter.marks().forEach(mark -> rows.add(mark(scatter, mark)));
    } else if (chart instanceof Chart.Heatmap map) {
      columns = List.of(x, y, map.measure().isEmpty() ? "value" : map.measure(), "note");
      map.cells().forEach(cell -> rows.add(cell(map, cell)));
    } else if (chart instanceof Chart.Parallel parallel) {
      columns = new ArrayList<>(List.of("run"));
      parallel.dimensions().forEach(dimension -> columns.add(dimension.axis().label()));
      columns.add("group");
      parallel.traces().forEach(trace -> rows.add(trace(parallel, trace)));
    } else if (chart instanceof Chart.Strips strips) {
      columns = List.of("name", "n", "median", x);
      strips.strips().forEach(strip -> rows.add(strip(strip)));
    } else {
      columns = List.of("name", y, "low", "high");
      for (Chart.Estimate estimate : ((Chart.Intervals) chart).estimates()) {
        rows.add(
            List.of(
                estimate.name(),
                Numbers.plain(estimate.value()),
                Numbers.plain(estimate.low()),
                Numbers.plain(estimate.high())));
      }
    }
    int total = rows.size();
    return new ChartTable(columns, rows.subList(0, Math.min(total, MOST_ROWS)), total);
  }

  private static void addLine(List<List<String>> rows, Chart.Line line, Chart chart) {
    for (Chart.Point point : line.points()) {
      rows.add(List.of(line.name(), position(chart, point.x()), Numbers.plain(point.y())));
    }
  }

  private static void addBars(List<List<String>> rows, Chart.Bars bars) {
    for (int index = 0; index < bars.categories().size(); index++) {
      List<String> row = new ArrayList<>(List.of(bars.categories().get(index)));
      for (Chart.BarSeries series : bars.series()) {
        row.add(Numbers.plain(series.values().get(index)));
      }
      rows.add(row);
    }
  }

  private static List<String> mark(Chart.Scatter scatter, Chart.Mark mark) {
    boolean words = scatter.frame().x().kind() == Axis.Kind.CATEGORY;
    return List.of(
        mark.label(),
        words ? scatter.categories().get((int) mark.x()) : Numbers.plain(mark.x()),
        Double.isNaN(mark.y()) ? "–" : Numbers.plain(mark.y()),
        switch (mark.role()) {
          case RUN -> "run";
          case BEST -> "best";
          case FRONT -> "none is cheaper and better";
          case FAILED -> "no usable value";
        });
  }

  private static List<String> cell(Chart.Heatmap map, Chart.Cell cell) {
    return List.of(
        map.columns().get(cell.column()),
        map.rows().get(cell.row()),
        Double.isNaN(cell.value()) ? "–" : Numbers.plain(cell.value()),
        cell.text());
  }

  private static List<String> trace(Chart.Parallel chart, Chart.Trace trace) {
    List<String> row = new ArrayList<>(List.of(trace.name()));
    for (int index = 0; index < trace.values().size(); index++) {
      Chart.Dimension dimension = chart.dimensions().get(index);
      double value = trace.values().get(index);
      if (Double.isNaN(value)) {
        row.add("–");
      } else {
        boolean word = dimension.axis().kind() == Axis.Kind.CATEGORY;
        row.add(word ? dimension.words().get((int) value) : Numbers.plain(value));
      }
    }
    row.add(trace.top() ? "best" : "other");
    return row;
  }

  private static List<String> strip(Chart.Strip strip) {
    return List.of(
        strip.name(),
        Integer.toString(strip.values().size()),
        Numbers.plain(strip.quantile(0.5)),
        strip.values().stream().map(Numbers::plain).collect(Collectors.joining(", ")));
  }

  private static String position(Chart chart, double x) {
    if (chart.frame().x().kind() != Axis.Kind.TIME) {
      return Numbers.plain(x);
    }
    return TIME.format(LocalDateTime.ofInstant(Instant.ofEpochMilli((long) x), ZoneOffset.UTC));
  }

  private static String labelled(Axis axis, String otherwise) {
    return axis.label().isEmpty() ? otherwise : axis.label();
  }
}
