package dev.almanac.reports.chart;

import dev.almanac.analyses.wording.Numbers;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/** Finds the range in which values can be told apart, where few far ones would squash the rest. */
final class RobustRange {

  /**
   * Farther than this many interquartile ranges from the middle half is far; Tukey's far out is 3.
   */
  private static final double FAR_OUT = 5;

  /** Far values are worth a cut only if they would leave the others a tenth of the axis. */
  private static final double SQUASHED = 10;

  private static final int ENOUGH_TO_JUDGE = 8;
  private static final double ROOM = 0.05;

  private RobustRange() {}

  /**
   * Returns where an axis should end, or null if it can hold all the values.
   *
   * @param notes where to say what lies beyond
   */
  static Axis.@Nullable Limits noted(double[] values, boolean logarithmic, List<String> notes) {
    Axis.Limits limits = of(Arrays.stream(values), logarithmic);
    if (limits != null) {
      double[] beyond = Arrays.stream(values).filter(limits::excludes).toArray();
      boolean one = beyond.length == 1;
      notes.add(
          beyond.length
              + (one ? " point lies" : " points lie")
              + " far beyond the axis, "
              + (one ? "at " : "as far as ")
              + Numbers.plain(farthest(beyond, limits))
              + ", and "
              + (one ? "is" : "are")
              + " drawn as a triangle at its edge.");
    }
    return limits;
  }

  private static double farthest(double[] values, Axis.Limits limits) {
    double farthest = values[0];
    for (double value : values) {
      if (Math.abs(value - limits.clamp(value)) > Math.abs(farthest - limits.clamp(farthest))) {
        farthest = value;
      }
    }
    return farthest;
  }

  /** Returns where an axis should end, or null if it can hold all the values. */
  static Axis.@Nullable Limits of(DoubleStream all, boolean logarithmic) {
    double[] values =
        all.filter(value -> Double.isFinite(value) && (!logarithmic || value > 0))
            .map(value -> logarithmic ? Math.log(value) : value)
            .sorted()
            .toArray();
    if (values.length < ENOUGH_TO_JUDGE) {
      return null;
    }
    double low = values[values.length / 4];
    double high = values[values.length - 1 - values.length / 4];
    double reach = FAR_OUT * (high - low);
    double[] near =
        Arrays.stream(values).filter(v -> v >= low - reach && v <= high + reach).toArray();
    double span = near[near.length - 1] - near[0];
    if (span <= 0 || values[values.length - 1] - values[0] < SQUASHED * span) {
      return null;
    }
    double from = near[0] - ROOM * span;
    double to = near[near.length - 1] + ROOM * span;
    return logarithmic ? new Axis.Limits(Math.exp(from), Math.exp(to)) : new Axis.Limits(from, to);
  }
}
