package dev.almanac.analyses.live;

import dev.almanac.analyses.convergence.Curve;
import dev.almanac.analyses.convergence.XAxis;
import dev.almanac.analyses.curvefit.Forecast;
import java.util.Optional;

/**
 * Where a running curve will end.
 *
 * @param step the step that ended runs usually reach
 * @param value the forecast there
 * @param low lower end of its 90 % interval; NaN if nothing can be said
 * @param high upper end
 * @param extrapolates whether it is more than the last value
 */
public record Projection(double step, double value, double low, double high, boolean extrapolates) {

  /**
   * Returns the projection; empty if it is not known how far such runs go, or it is there already.
   */
  static Optional<Projection> of(Curve curve, double horizon) {
    boolean ahead = curve.axis() == XAxis.STEP && curve.size() > 0 && horizon > curve.lastX();
    if (!ahead) {
      return Optional.empty();
    }
    return Forecast.of(curve.x(), curve.y(), horizon)
        .map(
            forecast ->
                new Projection(
                    horizon,
                    forecast.value(),
                    forecast.low(),
                    forecast.high(),
                    forecast.extrapolates()));
  }
}
