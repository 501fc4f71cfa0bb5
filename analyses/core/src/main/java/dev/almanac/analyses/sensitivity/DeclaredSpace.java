package dev.almanac.analyses.sensitivity;

import java.util.List;

/**
 * Describe the search space a sweep declared for one param.
 *
 * @param type the declared kind
 * @param scale the axis the sampler used; {@link Scale#LINEAR} when not numeric
 * @param low smallest value, NaN when not numeric
 * @param high largest value, NaN when not numeric
 * @param choices the choices as text when categorical, else empty
 */
public record DeclaredSpace(
    ValueType type, Scale scale, double low, double high, List<String> choices) {

  /** Refuse an empty range, a log axis that touches zero and a categorical without choices. */
  public DeclaredSpace {
    choices = List.copyOf(choices);
    if (type.isNumeric()) {
      if (!(low <= high) || Double.isInfinite(low) || Double.isInfinite(high)) {
        throw new IllegalArgumentException(
            "Cannot use declared range [" + low + ", " + high + "]: low must not exceed high.");
      }
      if (scale == Scale.LOG && !(low > 0)) {
        throw new IllegalArgumentException(
            "Cannot use declared log range from " + low + ": it must be above 0.");
      }
    } else if (type == ValueType.CATEGORICAL && choices.isEmpty()) {
      throw new IllegalArgumentException("Cannot use declared choices: there are none.");
    }
  }

  /** Describe a numeric range. */
  public static DeclaredSpace range(ValueType type, Scale scale, double low, double high) {
    return new DeclaredSpace(type, scale, low, high, List.of());
  }

  /** Describe a set of choices. */
  public static DeclaredSpace choices(List<String> choices) {
    return new DeclaredSpace(ValueType.CATEGORICAL, Scale.LINEAR, Double.NaN, Double.NaN, choices);
  }
}
