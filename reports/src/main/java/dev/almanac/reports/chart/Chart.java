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
      /** By steps: a value holds until the next. */
      STEP
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
}
