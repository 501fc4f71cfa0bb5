package dev.almanac.analyses.curvefit;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a curve will be at a later step, with a 90 % interval.
 *
 * <p>A family speaks only where it beats the last value on this very curve; where none does, the
 * last value is the forecast, and {@link #extrapolates()} is false.
 *
 * @param horizon the step that it is about
 * @param value the forecast
 * @param low lower end of the interval; NaN if nothing can be said
 * @param high upper end of the interval; NaN if nothing can be said
 * @param lastValue the last value: what the forecast must beat
 * @param lastStep the step of it
 * @param points points that it rests on
 * @param merged how many points were merged into these
 * @param warmUp how many points at the beginning were left out because the values first got worse
 * @param families what each family says, {@link Family#LAST1} first
 * @param silence why there is no extrapolation, as a sentence; null if there is
 */
public record Forecast(
    double horizon,
    double value,
    double low,
    double high,
    double lastValue,
    double lastStep,
    int points,
    int merged,
    int warmUp,
    List<FamilyForecast> families,
    @Nullable String silence) {

  /** Copies the list. */
  public Forecast {
    families = List.copyOf(families);
  }

  /**
   * Forecasts one curve, of which nothing else is known. Takes a few milliseconds.
   *
   * @param steps steps as logged; a point whose step is not above all before it is left out
   * @param values one for each step, in the metric's own orientation; those that are not finite are
   *     left out
   * @param horizon the step to forecast, in the unit of the steps
   * @return empty if no value is finite or the horizon is not
   */
  public static Optional<Forecast> of(double[] steps, double[] values, double horizon) {
    return of(steps, values, horizon, Bounds.of(finite(values), false), 0);
  }

  /**
   * Forecasts one curve.
   *
   * @param bounds where the metric's values can lie
   * @param seed for the resampling behind the interval
   */
  public static Optional<Forecast> of(
      double[] steps, double[] values, double horizon, Bounds bounds, long seed) {
    return new Forecaster().forecast(steps, values, horizon, bounds, seed);
  }

  /** Tells whether it is more than the last value. */
  public boolean extrapolates() {
    return silence == null;
  }

  /** Returns the family with the greatest weight. */
  public FamilyForecast leading() {
    FamilyForecast best = families.get(0);
    for (FamilyForecast family : families) {
      best = family.weight() > best.weight() ? family : best;
    }
    return best;
  }

  /** Returns the same with another interval. */
  Forecast within(double newLow, double newHigh) {
    return new Forecast(
        horizon, value, newLow, newHigh, lastValue, lastStep, points, merged, warmUp, families,
        silence);
  }

  /** Returns the last value as the forecast, because nothing better is to be had. */
  Forecast silenced(double newLow, double newHigh, String why) {
    List<FamilyForecast> quiet =
        families.stream()
            .map(each -> each.weighing(each.fit().family() == Family.LAST1 ? 1 : 0))
            .toList();
    return new Forecast(
        horizon, lastValue, newLow, newHigh, lastValue, lastStep, points, merged, warmUp, quiet,
        why);
  }

  private static double[] finite(double[] values) {
    double[] finite = new double[values.length];
    int count = 0;
    for (double value : values) {
      if (Double.isFinite(value)) {
        finite[count++] = value;
      }
    }
    return Arrays.copyOf(finite, count);
  }
}
