package dev.almanac.analyses.pooling;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToDoubleBiFunction;
import org.jspecify.annotations.Nullable;

/**
 * What tuning one param alone gains over a common default, after Probst, Boulesteix and Bischl,
 * "Tunability" (JMLR 20(53), 2019): the default is best on average over the projects, the gain is
 * the distance from it to the project's own best, both on the curves of sensitivity, where runs
 * are.
 *
 * <p>A gain is never below 0 and, being the best of noisy points, too large rather than too small.
 *
 * @param defaultText the common default
 * @param defaultValue the same as a number; NaN for a category
 * @param gains the gain in each project in standard deviations of its metric, by project
 */
record Tunability(String defaultText, double defaultValue, TreeMap<String, Gain> gains) {

  private static final int GRID = 41;

  /**
   * A gain.
   *
   * @param sd in standard deviations of the project's metric
   * @param error its standard error; NaN if the curve's intervals are withheld
   */
  record Gain(double sd, double error) {}

  /** Returns the tunability, or null if there is no curve or no value that all projects tried. */
  static @Nullable Tunability of(ParamAcross across) {
    TreeMap<String, List<CurvePoint>> curves = new TreeMap<>();
    for (Map.Entry<String, ParamFacts> entry : across.params().entrySet()) {
      ProjectFacts project = across.project(entry);
      boolean fits = entry.getValue().isNumeric() == across.isNumeric();
      List<CurvePoint> points = fits ? oriented(project, entry.getValue()) : List.of();
      // A param that is there or not, but always with one value, has nothing to tune.
      if (points.size() > 1) {
        curves.put(entry.getKey(), points);
      }
    }
    if (curves.isEmpty()) {
      return null;
    }
    return across.isNumeric() ? ofNumber(across, curves) : ofCategory(curves);
  }

  /** The points in standard deviations of the metric, up being better. */
  private static List<CurvePoint> oriented(ProjectFacts project, ParamFacts param) {
    double spread = project.spread();
    if (!project.hasDirection() || Double.isNaN(spread)) {
      return List.of();
    }
    return param.supported().stream()
        .map(
            point ->
                new CurvePoint(
                    point.x(),
                    point.category(),
                    project.better() * point.y() / spread,
                    point.sd() / spread,
                    point.runs()))
        .toList();
  }

  private static @Nullable Tunability ofNumber(
      ParamAcross across, TreeMap<String, List<CurvePoint>> curves) {
    double from = Double.NEGATIVE_INFINITY;
    double to = Double.POSITIVE_INFINITY;
    for (List<CurvePoint> points : curves.values()) {
      from = Math.max(from, across.onAxis(points.get(0).x()));
      to = Math.min(to, across.onAxis(points.get(points.size() - 1).x()));
    }
    if (!(from <= to)) {
      return null;
    }
    TreeSet<Double> places = new TreeSet<>();
    for (int step = 0; step < GRID; step++) {
      double place = from + (to - from) * step / (GRID - 1);
      double held = across.isWhole() ? across.onAxis(Math.rint(across.fromAxis(place))) : place;
      places.add(Math.max(from, Math.min(to, held)));
    }
    double best = from;
    double height = Double.NEGATIVE_INFINITY;
    for (double place : places) {
      double mean = 0;
      for (List<CurvePoint> points : curves.values()) {
        mean += at(across, points, place).y() / curves.size();
      }
      if (mean > height) {
        height = mean;
        best = place;
      }
    }
    TreeMap<String, Gain> gains = new TreeMap<>();
    for (Map.Entry<String, List<CurvePoint>> entry : curves.entrySet()) {
      gains.put(entry.getKey(), gain(entry.getValue(), at(across, entry.getValue(), best)));
    }
    double value = across.fromAxis(best);
    return new Tunability(text(across, value), value, gains);
  }

  private static @Nullable Tunability ofCategory(TreeMap<String, List<CurvePoint>> curves) {
    TreeMap<String, Double> means = new TreeMap<>();
    TreeMap<String, Integer> counts = new TreeMap<>();
    for (List<CurvePoint> points : curves.values()) {
      for (CurvePoint point : points) {
        means.merge(name(point), point.y() / curves.size(), Double::sum);
        counts.merge(name(point), 1, Integer::sum);
      }
    }
    String best = null;
    for (Map.Entry<String, Double> entry : means.entrySet()) {
      boolean everywhere = counts.getOrDefault(entry.getKey(), 0) == curves.size();
      if (everywhere && (best == null || entry.getValue() > means.getOrDefault(best, 0.0))) {
        best = entry.getKey();
      }
    }
    if (best == null) {
      return null;
    }
    TreeMap<String, Gain> gains = new TreeMap<>();
    for (Map.Entry<String, List<CurvePoint>> entry : curves.entrySet()) {
      for (CurvePoint point : entry.getValue()) {
        if (name(point).equals(best)) {
          gains.put(entry.getKey(), gain(entry.getValue(), point));
        }
      }
    }
    return new Tunability(best, Double.NaN, gains);
  }

  private static String name(CurvePoint point) {
    String category = point.category();
    return category == null ? "" : category;
  }

  private static Gain gain(List<CurvePoint> points, CurvePoint standard) {
    CurvePoint best = points.get(0);
    for (CurvePoint point : points) {
      best = point.y() > best.y() ? point : best;
    }
    double gain = Math.max(0, best.y() - standard.y());
    return new Gain(gain, Math.hypot(best.sd(), standard.sd()));
  }

  /** Returns the curve at a place within its range, by linear interpolation on the shared axis. */
  private static CurvePoint at(ParamAcross across, List<CurvePoint> points, double place) {
    CurvePoint before = points.get(0);
    for (CurvePoint after : points) {
      double right = across.onAxis(after.x());
      double left = across.onAxis(before.x());
      if (right >= place) {
        double share = right > left ? (place - left) / (right - left) : 0;
        return new CurvePoint(
            across.fromAxis(place),
            null,
            before.y() + share * (after.y() - before.y()),
            before.sd() + share * (after.sd() - before.sd()),
            0);
      }
      before = after;
    }
    return before;
  }

  private static String text(ParamAcross across, double value) {
    return across.isWhole()
        ? String.format(Locale.ROOT, "%.0f", value)
        : String.format(Locale.ROOT, "%.3g", value);
  }

  /** Returns the gains in some unit, ascending. */
  double[] sorted(ToDoubleBiFunction<String, Gain> unit) {
    List<Double> values = new ArrayList<>();
    gains.forEach((project, gain) -> values.add(unit.applyAsDouble(project, gain)));
    return values.stream().mapToDouble(value -> value).filter(Double::isFinite).sorted().toArray();
  }
}
