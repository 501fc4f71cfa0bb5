package dev.almanac.analyses.curvefit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Forecasts many curves; curves over the same places share the grids of the search. Not safe for
 * use by several threads. What it says does not depend on what it was asked before.
 */
public final class Forecaster {

  /** Fewer points show no shape. */
  public static final int LEAST_POINTS = 8;

  private static final int LEAST_TRAINING = 6;
  private static final int MOST_FITTERS = 64;
  private static final double HELD_OUT = 0.2;

  /** A family that is not clearly better in the back-test was lucky. */
  private static final double MARGIN = 0.8;

  /** Burnham and Anderson 2002, section 2.6: beyond 10 there is essentially no support. */
  private static final double MOST_AICC_DIFFERENCE = 10;

  private final List<CurveFitter> fitters = new ArrayList<>();

  /** Creates one that was asked nothing yet. */
  public Forecaster() {}

  /** Forecasts a curve; see {@link Forecast#of(double[], double[], double, Bounds, long)}. */
  public Optional<Forecast> forecast(
      double[] steps, double[] values, double horizon, Bounds bounds, long seed) {
    return points(steps, values)
        .filter(points -> Double.isFinite(horizon))
        .map(points -> forecast(points, horizon, bounds, seed));
  }

  private Forecast forecast(CurvePoints points, double horizon, Bounds bounds, long seed) {
    FamilyForecast last = last(points);
    if (!(horizon > points.lastStep())) {
      return silent(points, horizon, List.of(last), "The curve has reached the step already.");
    }
    if (points.size() < LEAST_POINTS) {
      return silent(
          points, horizon, List.of(last), "Fewer than 8 points: no shape to extrapolate.");
    }
    CurveFitter whole = fitter(points);
    BackTest holdout = holdout(points);
    BackTest trial = trial(points, horizon);
    List<FamilyForecast> families = new ArrayList<>();
    families.add(last);
    for (Family family : Family.EXTRAPOLATING) {
      families.add(ask(family, points, horizon, bounds, whole, holdout, trial));
    }
    return combine(points, horizon, bounds, withoutOutweighed(families), seed);
  }

  /** Silences families whose fit is hopelessly worse than another's, even one that is silent. */
  private static List<FamilyForecast> withoutOutweighed(List<FamilyForecast> families) {
    double least = families.stream().mapToDouble(each -> each.fit().aicc()).min().orElse(0);
    return families.stream()
        .map(
            each ->
                each.speaks() && each.fit().aicc() > least + MOST_AICC_DIFFERENCE
                    ? each.silenced("outweighed")
                    : each)
        .toList();
  }

  private Forecast combine(
      CurvePoints points, double horizon, Bounds bounds, List<FamilyForecast> families, long seed) {
    double least =
        families.stream()
            .filter(FamilyForecast::speaks)
            .mapToDouble(each -> each.fit().aicc())
            .min()
            .orElse(Double.NaN);
    if (Double.isNaN(least)) {
      return silent(
          points, horizon, families, "No family beats the last value in back-test on this curve.");
    }
    double total = 0;
    for (FamilyForecast each : families) {
      total += each.speaks() ? Math.exp((least - each.fit().aicc()) / 2) : 0;
    }
    List<FamilyForecast> weighed = new ArrayList<>();
    double value = 0;
    for (FamilyForecast each : families) {
      double weight = each.speaks() ? Math.exp((least - each.fit().aicc()) / 2) / total : 0;
      weighed.add(each.weighing(weight));
      value += weight == 0 ? 0 : weight * each.value();
    }
    value = bounds.clamp(value);
    double[] ends = new ResidualBootstrap(points, seed).interval(weighed, horizon, value);
    return new Forecast(
        horizon,
        value,
        bounds.clamp(ends[0]),
        bounds.clamp(ends[1]),
        points.lastValue(),
        points.lastStep(),
        points.size(),
        points.merged(),
        points.warmUp(),
        weighed,
        null);
  }

  private static Forecast silent(
      CurvePoints points, double horizon, List<FamilyForecast> families, String why) {
    double[] ends = PastChanges.interval(points, horizon);
    double value = points.lastValue();
    return new Forecast(
        horizon,
        value,
        ends[0],
        ends[1],
        value,
        points.lastStep(),
        points.size(),
        points.merged(),
        points.warmUp(),
        families.stream()
            .map(each -> each.weighing(each.fit().family() == Family.LAST1 ? 1 : 0))
            .toList(),
        why);
  }

  private static FamilyForecast last(CurvePoints points) {
    double[] one = {points.u()[points.size() - 1]};
    FittedCurve fit =
        points.size() == 1
            ? new CurveFitter(one, new double[] {1})
                .fit(Family.LAST1, points.y(), points.axis(), Bounds.NONE, false)
            : new CurveFitter(points.u(), points.weight())
                .fit(Family.LAST1, points.y(), points.axis(), Bounds.NONE, false);
    return new FamilyForecast(
        fit, points.lastValue(), Double.NaN, Double.NaN, Double.NaN, Double.NaN, "baseline", 0);
  }

  private FamilyForecast ask(
      Family family,
      CurvePoints points,
      double horizon,
      Bounds bounds,
      CurveFitter whole,
      BackTest holdout,
      BackTest trial) {
    FittedCurve fit = whole.fit(family, points.y(), points.axis(), bounds, true);
    double holdoutError = holdout.error(family, bounds);
    double trialError = trial.error(family, bounds);
    double value = fit.at(horizon);
    String silence = null;
    if (!(fit.aicc() < Double.POSITIVE_INFINITY) || !Double.isFinite(value)) {
      silence = "no_fit";
    } else if (!(holdoutError < MARGIN * holdout.lastError())) {
      silence = "holdout_not_better";
    } else if (!(trialError < MARGIN * trial.lastError())) {
      silence = "trial_not_better";
    } else if (!(Math.abs(value - fit.at(points.lastStep())) <= fit.rmse())
        && !(holdoutError < MARGIN * holdout.levelError()
            && trialError < MARGIN * trial.levelError())) {
      // A trend in noise beats the last value, which is noise itself, but not a level.
      silence = "level_not_worse";
    } else if (fit.turnsBefore(points.lastStep())) {
      silence = "turns";
    }
    return new FamilyForecast(
        fit, value, holdoutError, holdout.lastError(), trialError, trial.lastError(), silence, 0);
  }

  /** Holds out the last fifth of the way, but two points at least and half of them at most. */
  private BackTest holdout(CurvePoints points) {
    double first = points.u()[0];
    double last = points.u()[points.size() - 1];
    int count = countUpTo(points, last - HELD_OUT * (last - first));
    count = Math.min(count, points.size() - 2);
    count = Math.max(count, Math.max(LEAST_TRAINING, points.size() / 2));
    return new BackTest(points, count, count, fitter(points.first(count)));
  }

  /** Holds out as much, by the ratio, as lies between the last point and the horizon. */
  private BackTest trial(CurvePoints points, double horizon) {
    double last = points.u()[points.size() - 1];
    double ratio = points.axis().toU(horizon) / last;
    int count = countUpTo(points, last / ratio);
    count = Math.min(count, points.size() - 2);
    count = Math.max(count, LEAST_TRAINING);
    int tail = Math.max(1, points.size() / 10);
    return new BackTest(
        points, count, Math.max(count, points.size() - tail), fitter(points.first(count)));
  }

  private static int countUpTo(CurvePoints points, double u) {
    int found = Arrays.binarySearch(points.u(), u);
    return found >= 0 ? found + 1 : -found - 1;
  }

  private CurveFitter fitter(CurvePoints points) {
    for (CurveFitter fitter : fitters) {
      if (fitter.fits(points.u(), points.weight())) {
        return fitter;
      }
    }
    if (fitters.size() == MOST_FITTERS) {
      fitters.remove(0);
    }
    CurveFitter fitter = new CurveFitter(points.u(), points.weight());
    fitters.add(fitter);
    return fitter;
  }

  private static Optional<CurvePoints> points(double[] steps, double[] values) {
    double[] keptSteps = new double[steps.length];
    double[] keptValues = new double[steps.length];
    int count = 0;
    for (int index = 0; index < steps.length; index++) {
      boolean rises = count == 0 || steps[index] > keptSteps[count - 1];
      if (rises && Double.isFinite(values[index]) && Double.isFinite(steps[index])) {
        keptSteps[count] = steps[index];
        keptValues[count++] = values[index];
      }
    }
    return count == 0
        ? Optional.empty()
        : Optional.of(
            CurvePoints.of(Arrays.copyOf(keptSteps, count), Arrays.copyOf(keptValues, count)));
  }
}
