package dev.almanac.reports.chart;

import static java.util.Objects.requireNonNull;

import dev.almanac.reports.data.Cells;
import dev.almanac.reports.data.Rows;
import dev.almanac.reports.spec.ChartSpec;
import dev.almanac.reports.spec.ReportException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Builds charts from rows as a {@link ChartSpec} says. Immutable. */
public final class ChartBuilder {

  /** Beyond this an axis cannot be laid out any more; MLflow keeps infinity as 1.8e308. */
  private static final double MOST_DRAWABLE = 1e100;

  private static final Pattern PLACE = Pattern.compile("\\{([a-z_0-9]+)}");

  private final ChartSpec spec;
  private final String idPrefix;
  private final ZoneId zone;

  /**
   * Creates a builder.
   *
   * @param spec which column is what
   * @param idPrefix beginning of the charts' ids, unique in the page
   * @param zone zone of the wall-clock times on time axes
   */
  public ChartBuilder(ChartSpec spec, String idPrefix, ZoneId zone) {
    this.spec = requireNonNull(spec, "spec is null");
    this.idPrefix = requireNonNull(idPrefix, "idPrefix is null");
    this.zone = requireNonNull(zone, "zone is null");
  }

  /**
   * Builds one chart for each facet, in the order in which the facets first occur; the key is the
   * facet's values joined by {@code |}.
   *
   * @throws ReportException if the spec names a column that the rows lack
   */
  public Map<String, Chart> build(Rows rows) {
    checkColumns(rows);
    Map<String, List<Map<String, @Nullable Object>>> facets = new LinkedHashMap<>();
    for (Map<String, @Nullable Object> row : rows.rows()) {
      facets.computeIfAbsent(facetOf(row), key -> new ArrayList<>()).add(row);
    }
    Map<String, Chart> charts = new LinkedHashMap<>();
    facets.forEach(
        (key, facetRows) ->
            charts.put(key, chart(facetRows, idPrefix + "-" + (charts.size() + 1))));
    return charts;
  }

  private void checkColumns(Rows rows) {
    Set<String> named = new LinkedHashSet<>(spec.columns().values());
    named.addAll(spec.facet());
    named.removeAll(rows.columns());
    if (!rows.isEmpty() && !named.isEmpty()) {
      throw new ReportException(
          "Cannot draw chart "
              + spec.name()
              + ": query "
              + spec.rows()
              + " has no column "
              + String.join(", ", named.stream().sorted().toList())
              + " (it has "
              + String.join(", ", rows.columns())
              + ")");
    }
  }

  private Chart chart(List<Map<String, @Nullable Object>> rows, String id) {
    return switch (spec.type()) {
      case "line" -> lines(rows, id, Chart.Lines.Shape.STRAIGHT);
      case "step" -> lines(rows, id, Chart.Lines.Shape.STEP);
      case "band" -> band(rows, id);
      case "bar", "stacked-bar" -> bars(rows, id);
      case "scatter" -> new ScatterBuilder(spec, rows).build(scatterFrame(rows, id));
      case "interval" -> intervals(rows, id);
      default -> throw new ReportException("Cannot draw a chart of type " + spec.type());
    };
  }

  private Chart lines(
      List<Map<String, @Nullable Object>> rows, String id, Chart.Lines.Shape shape) {
    List<String> notes = new ArrayList<>();
    List<Chart.Line> lines = seriesOf(rows, notes);
    return new Chart.Lines(frame(rows, id, notes), shape, lines);
  }

  private List<Chart.Line> seriesOf(List<Map<String, @Nullable Object>> rows, List<String> notes) {
    Map<String, List<Chart.Point>> series = new LinkedHashMap<>();
    for (Map<String, @Nullable Object> row : rows) {
      double x = position(row.get(spec.column("x")));
      if (Double.isFinite(x)) {
        series
            .computeIfAbsent(named(row, "series"), name -> new ArrayList<>())
            .add(new Chart.Point(x, drawable(named(row, "y", Double.NaN))));
      }
    }
    List<Chart.Line> lines = new ArrayList<>();
    series.forEach(
        (name, points) -> {
          List<Chart.Point> thinned = Thinning.thin(points);
          if (thinned.size() < points.size()) {
            notes.add(
                (name.isEmpty() ? "The line" : name)
                    + " shows "
                    + thinned.size()
                    + " of "
                    + points.size()
                    + " points; highs and lows are kept.");
          }
          lines.add(new Chart.Line(name, thinned));
        });
    return lines;
  }

  private Chart band(List<Map<String, @Nullable Object>> rows, String id) {
    List<Chart.BandPoint> band = new ArrayList<>();
    List<Map<String, @Nullable Object>> others = new ArrayList<>();
    String name = "";
    int huge = 0;
    for (Map<String, @Nullable Object> row : rows) {
      double low = named(row, "low", Double.NaN);
      double high = named(row, "high", Double.NaN);
      if (Double.isNaN(low) || Double.isNaN(high)) {
        others.add(row);
      } else if (Math.max(Math.abs(low), Math.abs(high)) >= MOST_DRAWABLE) {
        huge++;
      } else {
        name = named(row, "series");
        band.add(
            new Chart.BandPoint(
                position(row.get(spec.column("x"))), low, named(row, "y", Double.NaN), high));
      }
    }
    if (band.isEmpty() && huge == 0) {
      return lines(rows, id, Chart.Lines.Shape.STRAIGHT);
    }
    List<String> notes = new ArrayList<>();
    if (huge > 0) {
      notes.add(
          "The band is left out at "
              + huge
              + (huge == 1 ? " place" : " places")
              + " where it reaches 1e100 or more.");
    }
    List<Chart.Line> lines = seriesOf(others, notes);
    String middle = filled("middle", rows.get(0));
    return new Chart.Band(
        frame(rows, id, notes), name, middle.isEmpty() ? "median" : middle, band, lines);
  }

  private Chart bars(List<Map<String, @Nullable Object>> rows, String id) {
    List<String> categories = rows.stream().map(row -> named(row, "x")).distinct().toList();
    Map<String, Double[]> series = new LinkedHashMap<>();
    for (Map<String, @Nullable Object> row : rows) {
      String name = named(row, "series");
      Double[] values = series.computeIfAbsent(name, any -> zeros(categories.size()));
      values[categories.indexOf(named(row, "x"))] = named(row, "y", 0);
    }
    List<Chart.BarSeries> bars = new ArrayList<>();
    series.forEach((name, values) -> bars.add(new Chart.BarSeries(name, List.of(values))));
    Chart.Frame frame = frame(rows, id, List.of());
    return new Chart.Bars(withX(frame, Axis.Kind.CATEGORY), categories, bars);
  }

  private Chart intervals(List<Map<String, @Nullable Object>> rows, String id) {
    List<Chart.Estimate> estimates = new ArrayList<>();
    for (Map<String, @Nullable Object> row : rows) {
      Chart.Estimate.Weight weight =
          named(row, "role").equals("unclear")
              ? Chart.Estimate.Weight.UNCLEAR
              : Chart.Estimate.Weight.CLEAR;
      estimates.add(
          new Chart.Estimate(
              named(row, "label"),
              named(row, "y", Double.NaN),
              named(row, "low", Double.NaN),
              named(row, "high", Double.NaN),
              weight));
    }
    return new Chart.Intervals(frame(rows, id, List.of()), estimates);
  }

  private Chart.Frame scatterFrame(List<Map<String, @Nullable Object>> rows, String id) {
    String scale = named(rows.get(0), "x-scale");
    Axis.Kind kind =
        switch (scale) {
          case "log" -> Axis.Kind.LOG;
          case "category" -> Axis.Kind.CATEGORY;
          default -> Axis.Kind.NUMBER;
        };
    return withX(frame(rows, id, List.of()), kind);
  }

  private Chart.Frame frame(
      List<Map<String, @Nullable Object>> rows, String id, List<String> notes) {
    Map<String, @Nullable Object> first = rows.get(0);
    Object x = spec.column("x") == null ? null : first.get(spec.column("x"));
    Axis.Kind xKind =
        x instanceof Instant || x instanceof LocalDate ? Axis.Kind.TIME : Axis.Kind.NUMBER;
    Axis.Kind yKind = named(first, "y-scale").equals("log") ? Axis.Kind.LOG : Axis.Kind.NUMBER;
    return new Chart.Frame(
        id,
        filled("title", first),
        filled("description", first),
        new Axis(filled("x-label", first), xKind),
        new Axis(filled("y-label", first), yKind),
        withOwnNote(filled("note", first), notes));
  }

  private static List<String> withOwnNote(String own, List<String> notes) {
    List<String> all = new ArrayList<>(notes);
    if (!own.isEmpty()) {
      all.add(0, own);
    }
    return all;
  }

  private static Chart.Frame withX(Chart.Frame frame, Axis.Kind kind) {
    return new Chart.Frame(
        frame.id(),
        frame.title(),
        frame.description(),
        new Axis(frame.x().label(), kind),
        frame.y(),
        frame.notes());
  }

  private String filled(String text, Map<String, @Nullable Object> row) {
    Matcher places = PLACE.matcher(spec.text(text));
    return places.replaceAll(place -> Matcher.quoteReplacement(Cells.text(row, place.group(1))));
  }

  private String facetOf(Map<String, @Nullable Object> row) {
    return String.join("|", spec.facet().stream().map(column -> Cells.text(row, column)).toList());
  }

  private String named(Map<String, @Nullable Object> row, String role) {
    String column = spec.column(role);
    return column == null ? "" : Cells.text(row, column);
  }

  private double named(Map<String, @Nullable Object> row, String role, double otherwise) {
    String column = spec.column(role);
    double value = column == null ? Double.NaN : Cells.number(row, column);
    return Double.isFinite(value) ? value : otherwise;
  }

  private static double drawable(double value) {
    return Math.abs(value) < MOST_DRAWABLE ? value : Double.NaN;
  }

  private double position(@Nullable Object x) {
    if (x instanceof Instant instant) {
      return instant.atZone(zone).toLocalDateTime().toInstant(ZoneOffset.UTC).toEpochMilli();
    }
    if (x instanceof LocalDate day) {
      return day.atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli();
    }
    return x instanceof Number number ? number.doubleValue() : Double.NaN;
  }

  private static Double[] zeros(int size) {
    Double[] zeros = new Double[size];
    Arrays.fill(zeros, 0.0);
    return zeros;
  }
}
