package dev.almanac.reports.chart;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A chart without a word about how it is drawn. All are immutable. */
public sealed interface Chart {

  /** Returns what all charts have. */
  Frame frame();

  /**
   * What all charts have.
   *
   * @param id unique in the page
   * @param title short heading
   * @param description one sentence for those who cannot see it
   * @param x horizontal axis
   * @param y vertical axis
   * @param notes what was thinned, clipped or left out, one sentence each
   */
  record Frame(String id, String title, String description, Axis x, Axis y, List<String> notes) {

    /** Checks for null and copies the list. */
    public Frame {
      requireNonNull(id, "id is null");
      requireNonNull(title, "title is null");
      requireNonNull(description, "description is null");
      notes = List.copyOf(notes);
    }
  }

  /**
   * A point of a line.
   *
   * @param x finite
   * @param y may be NaN, which breaks the line
   */
  record Point(double x, double y) {}

  /** A named line, its points in the order of x. */
  record Line(String name, List<Point> points) {

    /** Copies the list. */
    public Line {
      requireNonNull(name, "name is null");
      points = List.copyOf(points);
    }
  }

  /** Lines, straight or as steps that hold each value until the next. */
  record Lines(Frame frame, Shape shape, List<Line> lines) implements Chart {

    /** How points are joined. */
    public enum Shape {
      /** By straight lines. */
      STRAIGHT,
      /** By steps: a value holds until the next; where it changes is marked. */
      STEP,
      /** By straight lines between places: the first place is uppermost. */
      RANK
    }

    /** Copies the list. */
    public Lines {
      requireNonNull(shape, "shape is null");
      lines = List.copyOf(lines);
    }
  }

  /** An interval at some x: {@code low <= middle <= high}. */
  record BandPoint(double x, double low, double middle, double high) {}

  /** A band with its middle, each with its name, and single lines above it. */
  record Band(Frame frame, String name, String middle, List<BandPoint> band, List<Line> lines)
      implements Chart {

    /** Copies the lists. */
    public Band {
      requireNonNull(name, "name is null");
      requireNonNull(middle, "middle is null");
      band = List.copyOf(band);
      lines = List.copyOf(lines);
    }
  }

  /** One value for each category; NaN where there is none. */
  record BarSeries(String name, List<Double> values) {

    /** Copies the list. */
    public BarSeries {
      requireNonNull(name, "name is null");
      values = List.copyOf(values);
    }
  }

  /** Bars over categories: several series stand on one another. */
  record Bars(Frame frame, List<String> categories, List<BarSeries> series) implements Chart {

    /** Copies the lists. */
    public Bars {
      categories = List.copyOf(categories);
      series = List.copyOf(series);
    }
  }

  /**
   * A run in a scatter plot.
   *
   * @param x finite; for a category axis the position of the category
   * @param y finite, or NaN for a run that has no value and is shown as a tick at the edge
   * @param label what it is
   * @param role what it stands for
   */
  record Mark(double x, double y, String label, Role role) {

    /** What a mark stands for. */
    public enum Role {
      /** A run with a value. */
      RUN,
      /** The best run. */
      BEST,
      /** A run that none is both cheaper and better than. */
      FRONT,
      /** A run that failed, diverged or lies beyond the axis. */
      FAILED
    }
  }

  /** The span of x that was searched. */
  record Span(double low, double high) {}

  /** Runs as points. */
  record Scatter(
      Frame frame, List<String> categories, List<Mark> marks, @Nullable Span searched, Edge edge)
      implements Chart {

    /** Where runs without a value stand: at the worse end of the metric. */
    public enum Edge {
      /** At the upper edge: less is better. */
      UPPER,
      /** At the lower edge: more is better. */
      LOWER
    }

    /** Copies the lists. */
    public Scatter {
      requireNonNull(edge, "edge is null");
      categories = List.copyOf(categories);
      marks = List.copyOf(marks);
    }
  }

  /** A named estimate with its interval. */
  record Estimate(String name, double value, double low, double high, Weight weight) {

    /** How much an estimate says. */
    public enum Weight {
      /** It stands out of the noise. */
      CLEAR,
      /** It cannot be told from noise. */
      UNCLEAR
    }
  }

  /** Estimates under one another, as dots with their intervals. */
  record Intervals(Frame frame, List<Estimate> estimates) implements Chart {

    /** Copies the list. */
    public Intervals {
      estimates = List.copyOf(estimates);
    }
  }

  /**
   * A cell of a grid.
   *
   * @param column position of its column, from 0
   * @param row position of its row, from 0, the first uppermost
   * @param value what its colour shows; NaN leaves it blank
   * @param text what stands in it; may be empty
   */
  record Cell(int column, int row, double value, String text) {}

  /**
   * A grid whose cells are the darker, in the dark the brighter, the more their value stands out.
   *
   * @param measure what the values are, with their unit
   * @param strong which values stand out
   */
  record Heatmap(
      Frame frame,
      List<String> columns,
      List<String> rows,
      List<Cell> cells,
      String measure,
      Strong strong)
      implements Chart {

    /** Which values stand out. */
    public enum Strong {
      /** Great ones. */
      HIGH,
      /** Small ones. */
      LOW
    }

    /** Copies the lists. */
    public Heatmap {
      requireNonNull(measure, "measure is null");
      requireNonNull(strong, "strong is null");
      columns = List.copyOf(columns);
      rows = List.copyOf(rows);
      cells = List.copyOf(cells);
    }
  }

  /**
   * One of the axes that stand beside one another.
   *
   * @param axis its name and how values lie on it
   * @param words its words in order, if they are words
   */
  record Dimension(Axis axis, List<String> words) {

    /** Copies the list. */
    public Dimension {
      requireNonNull(axis, "axis is null");
      words = List.copyOf(words);
    }
  }

  /**
   * A run as a line over all axes.
   *
   * @param name what it is
   * @param values one for each axis, NaN where there is none; for words their position
   * @param top whether it is one of those that the chart is about
   */
  record Trace(String name, List<Double> values, boolean top) {

    /** Copies the list. */
    public Trace {
      requireNonNull(name, "name is null");
      values = List.copyOf(values);
    }
  }

  /** Runs as lines over axes that stand beside one another, those that count above the others. */
  record Parallel(Frame frame, List<Dimension> dimensions, List<Trace> traces) implements Chart {

    /** Copies the lists. */
    public Parallel {
      dimensions = List.copyOf(dimensions);
      traces = List.copyOf(traces);
    }
  }

  /**
   * Values of one kind, such as those of the seeds of a configuration.
   *
   * @param name what they have in common
   * @param values at least one, all finite
   */
  record Strip(String name, List<Double> values) {

    /** Copies and sorts the values. */
    public Strip {
      requireNonNull(name, "name is null");
      values = values.stream().sorted().toList();
    }

    /** Returns a quantile by linear interpolation between the values. */
    public double quantile(double share) {
      double position = share * (values.size() - 1);
      int below = (int) Math.floor(position);
      int above = Math.min(below + 1, values.size() - 1);
      return values.get(below) + (position - below) * (values.get(above) - values.get(below));
    }
  }

  /** Every value as a dot, in rows under one another, with medians and the middle halves. */
  record Strips(Frame frame, List<Strip> strips) implements Chart {

    /** Copies the list. */
    public Strips {
      strips = List.copyOf(strips);
    }
  }
}
