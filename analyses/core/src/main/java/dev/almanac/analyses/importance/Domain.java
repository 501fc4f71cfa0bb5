package dev.almanac.analyses.importance;

import java.util.List;

/**
 * The values that a param could take in some trials: a range on an axis, or choices.
 *
 * @param kind whether it is a range of real or of whole numbers, or choices
 * @param log whether the range is spread evenly in the logarithm
 * @param low least number; NaN for choices
 * @param high greatest number; NaN for choices
 * @param step distance of the numbers of a grid; NaN for a continuum and for choices
 * @param choices the choices; empty for ranges
 */
public record Domain(
    Kind kind, boolean log, double low, double high, double step, List<String> choices) {

  /** Into how many cells a continuum is cut ({@code _n_steps} of Optuna's evaluator). */
  static final int MOST_CELLS = 50;

  /** What the values are. */
  public enum Kind {
    /** Real numbers. */
    FLOAT,
    /** Whole numbers. */
    INT,
    /** Texts without an order. */
    CHOICES
  }

  /** Refuses a range without numbers, a log axis that touches zero, and no choices. */
  public Domain {
    choices = List.copyOf(choices);
    if (kind == Kind.CHOICES) {
      if (choices.isEmpty()) {
        throw new IllegalArgumentException("Cannot use choices: there are none.");
      }
    } else if (!(low <= high)
        || Double.isInfinite(low)
        || Double.isInfinite(high)
        || log && !(low > 0)) {
      throw new IllegalArgumentException(
          "Cannot use the range from " + low + " to " + high + (log ? " on a log axis." : "."));
    }
  }

  /** Return a range of real numbers; the step is NaN for a continuum. */
  public static Domain floats(double low, double high, boolean log, double step) {
    return new Domain(Kind.FLOAT, log, low, high, log ? Double.NaN : step, List.of());
  }

  /** Return a range of whole numbers; the step is 1 unless it is a coarser grid. */
  public static Domain integers(double low, double high, boolean log, double step) {
    return new Domain(Kind.INT, log, low, high, step >= 1 ? step : 1, List.of());
  }

  /** Return choices. */
  public static Domain of(List<String> choices) {
    return new Domain(Kind.CHOICES, false, Double.NaN, Double.NaN, Double.NaN, choices);
  }

  /**
   * Tell whether there is only one value to take, as {@code single()} of Optuna's distributions.
   */
  public boolean isSingle() {
    if (kind == Kind.CHOICES) {
      return choices.size() == 1;
    }
    return low == high || !log && !Double.isNaN(step) && high - low < step;
  }

  /** Return the number of cells that the values are counted in. */
  int cells() {
    if (kind == Kind.CHOICES) {
      return choices.size();
    }
    if (kind == Kind.INT && log) {
      int doublings = (int) Math.ceil(Math.log(high - low + 1) / Math.log(2)) + 1;
      return Math.min(doublings, MOST_CELLS);
    }
    if (Double.isNaN(step)) {
      return MOST_CELLS;
    }
    return (int) Math.min(Math.rint((high - low) / step) + 1, MOST_CELLS);
  }

  /**
   * Return the cell of a value: the nearest of equally spaced points from low to high, the lower
   * one of two; for choices the value is the index of one.
   */
  int cell(double value) {
    int cells = cells();
    if (kind == Kind.CHOICES) {
      return (int) value;
    }
    double first = axis(low);
    double width = (axis(high) - first) / (cells - 1);
    double place = Math.ceil((axis(value) - first) / width - 0.5);
    return (int) Math.max(0, Math.min(cells - 1, place));
  }

  private double axis(double value) {
    return log ? Math.log(value) : value;
  }
}
