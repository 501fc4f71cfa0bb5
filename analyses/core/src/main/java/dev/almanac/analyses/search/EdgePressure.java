package dev.almanac.analyses.search;

import dev.almanac.analyses.sensitivity.ParamColumn;
import dev.almanac.analyses.sensitivity.ValueType;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Whether the good trials press against an end of the range: in the outer tenth at that end, or at
 * its last value where there are few, lie surely more of the best tenth of the trials than of the
 * others (Fisher's exact test, for both ends).
 *
 * @param end the end that is nearer to the best trials
 * @param shareTop share of the best tenth in the outer tenth there
 * @param shareOther the same of the other trials with a value
 * @param p of so large a difference
 * @param bestIsThere whether the best trial of all is one of them
 * @param outermost of the best tenth, the value closest to the end
 */
record EdgePressure(
    End end, double shareTop, double shareOther, double p, boolean bestIsThere, double outermost) {
  /** Part of the range that counts as its end. */
  static final double OUTER = 0.1;

  /** Fewer than this share of the best tenth at the end are no pressure, however surely. */
  static final double LEAST_SHARE = 0.3;

  /** A range of fewer distinct values has no ends to speak of. */
  private static final int LEAST_DISTINCT = 3;

  /** One of the two ends of a range. */
  enum End {
    /** The least values. */
    LOW,
    /** The greatest values. */
    HIGH
  }

  /** Nothing to say. */
  static final EdgePressure NONE =
      new EdgePressure(End.LOW, Double.NaN, Double.NaN, Double.NaN, false, Double.NaN);

  static EdgePressure of(ParamColumn param, Sweep sweep, List<Trial> top, List<Trial> otherTrials) {
    double[] best = Sweep.values(param, top);
    if (!param.type().isNumeric() || best.length < 4 || param.distinctCount() < LEAST_DISTINCT) {
      return NONE;
    }
    Axis axis = Axis.of(param);
    double[] others = Sweep.values(param, otherTrials);
    if (others.length == 0) {
      return NONE;
    }
    int low = inside(best, axis, End.LOW);
    int high = inside(best, axis, End.HIGH);
    End end = high > low ? End.HIGH : End.LOW;
    int some = Math.max(low, high);
    int rest = inside(others, axis, end);
    double p = Hypergeometric.atLeast(some, best.length, some + rest, best.length + others.length);
    double first = sweep.best().map(trial -> param.value(trial.row())).orElse(Double.NaN);
    return new EdgePressure(
        end,
        (double) some / best.length,
        (double) rest / others.length,
        Math.min(1, 2 * p),
        !Double.isNaN(first) && isInside(first, axis, end),
        end == End.HIGH
            ? Arrays.stream(best).max().orElse(Double.NaN)
            : Arrays.stream(best).min().orElse(Double.NaN));
  }

  private static int inside(double[] values, Axis axis, End end) {
    return (int) Arrays.stream(values).filter(value -> isInside(value, axis, end)).count();
  }

  private static boolean isInside(double value, Axis axis, End end) {
    double position = axis.position(value);
    return end == End.LOW ? position <= OUTER : position >= 1 - OUTER;
  }

  /** Tell whether the end should be looked at. */
  boolean presses(double adjusted) {
    return adjusted <= 0.05 && shareTop >= LEAST_SHARE;
  }

  /**
   * Return where to move the end: by half of the range, on a log axis by a quarter of it (but 2 to
   * 10 times), to a value of one digit; NaN where the end is natural ({@link #isNatural}).
   */
  double widened(ParamColumn param) {
    Axis axis = Axis.of(param);
    if (isNatural(param)) {
      return Double.NaN;
    }
    double low = axis.low();
    double high = axis.high();
    double to;
    if (axis.log()) {
      double factor = Math.max(2, Math.min(10, Math.pow(high / low, 0.25)));
      to = end == End.HIGH ? high * factor : low / factor;
    } else {
      double half = (high - low) / 2;
      to = end == End.HIGH ? high + half : low - half;
      // What was positive may have to be.
      to = low > 0 && to <= 0 ? low / 2 : to;
    }
    boolean isSmallWhole = param.type() == ValueType.INT && Math.abs(to) < 20;
    double round = isSmallWhole ? Math.rint(to) : oneDigit(to);
    boolean isWider = end == End.HIGH ? round > high : round < low;
    return isWider ? round : to;
  }

  /**
   * Tell whether values beyond the end are likely not to exist: below 0 where there are none, below
   * 1 for whole numbers, above 1 for shares.
   */
  boolean isNatural(ParamColumn param) {
    double low = param.space().low();
    double high = param.space().high();
    return end == End.LOW
        ? low == 0 || param.type() == ValueType.INT && low == 1
        : low >= 0 && high <= 1 && high >= 0.99 && param.type() == ValueType.FLOAT;
  }

  private static double oneDigit(double value) {
    if (value == 0) {
      return 0;
    }
    double unit = Math.pow(10, Math.floor(Math.log10(Math.abs(value))));
    return Double.parseDouble(String.format(Locale.ROOT, "%.6g", Math.rint(value / unit) * unit));
  }
}
