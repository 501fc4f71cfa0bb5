package dev.almanac.analyses.convergence;

import dev.almanac.analyses.direction.Direction;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one curve is like. NaN stands for what cannot be said.
 *
 * @param curve the curve after input hygiene
 * @param first first finite value
 * @param last last finite value
 * @param finalLevel median of the last 5 % of the points, at least 3
 * @param best best value; NaN if the direction is unknown
 * @param bestX first x of it
 * @param area mean of the best-so-far over x
 * @param logarithmicArea the same over ln(1 + x - first x)
 * @param noiseSd sd of the noise from point to point
 * @param plateauX where the curve came within reach of its best
 * @param wastedShare share of the x range behind plateauX
 * @param end trend of the last fifth
 * @param divergence whether and where it ran away
 * @param spikes in order of x; none if the direction is unknown
 * @param overfit empty if there is no training curve to compare with
 * @param oscillation swings from point to point
 * @param thresholds where shares of the improvement were reached
 * @param verdict in a word
 * @param reason why something cannot be said, or null
 */
public record CurveFeatures(
    Curve curve,
    double first,
    double last,
    double finalLevel,
    double best,
    double bestX,
    double area,
    double logarithmicArea,
    double noiseSd,
    double plateauX,
    double wastedShare,
    EndTrend end,
    Optional<Divergence> divergence,
    List<Spike> spikes,
    Optional<Overfit> overfit,
    Oscillation oscillation,
    List<Threshold> thresholds,
    Verdict verdict,
    @Nullable String reason) {

  private static final double CLEAR_GAIN_NOISES = 3;
  private static final double LEAST_GAIN_NOISES = 1.5;
  private static final int LEAST_TO_DENY_LEARNING = 10;
  private static final int MOST_TREND_POINTS = 200;
  private static final int LEAST_POINTS = 5;

  /** Copies the lists. */
  public CurveFeatures {
    spikes = List.copyOf(spikes);
    thresholds = List.copyOf(thresholds);
  }

  /**
   * Computes the features of a curve on values turned into "lower is better", and reports them in
   * the metric's own orientation. {@code O(n log n)}; never fails, whatever the values are.
   *
   * @param train the same run's training curve of the same measure, if there is one
   */
  public static CurveFeatures of(Curve curve, Direction direction, Optional<Curve> train) {
    if (curve.size() == 0) {
      return empty(curve);
    }
    double sign = direction.sign();
    SmoothCurve level = SmoothCurve.of(curve.scaledY(sign));
    if (overflows(curve.y())) {
      return levelOnly(
          curve,
          level,
          sign,
          Verdict.END_UNCLEAR,
          "Values are so large that their differences overflow.");
    }
    if (direction == Direction.UNKNOWN) {
      return levelOnly(
          curve,
          level,
          sign,
          Verdict.UNKNOWN_DIRECTION,
          "Direction is unknown: best, plateau and trend cannot be said.");
    }
    return directed(curve, level, sign, train);
  }

  private static CurveFeatures directed(
      Curve curve, SmoothCurve level, double sign, Optional<Curve> train) {
    double[] y = level.y();
    BestSoFar best = BestSoFar.of(curve.x(), y);
    BestSoFar smoothBest = BestSoFar.of(curve.x(), level.smooth());
    double plateauX = best.plateauStart(level.knownNoise());
    double extent = curve.lastX() - curve.firstX();
    EndTrend end = EndTrend.of(curve, level, sign);
    Optional<Divergence> divergence = Divergence.of(curve, Optional.of(level));
    Optional<Overfit> overfit = train.flatMap(other -> Overfit.of(curve, other, sign));
    return new CurveFeatures(
        curve,
        curve.y()[0],
        curve.y()[curve.size() - 1],
        sign * level.finalLevel(),
        sign * best.value(),
        curve.x()[best.at()],
        sign * best.area(),
        sign * best.logarithmicArea(),
        level.noiseSd(),
        plateauX,
        extent > 0 ? 1 - (plateauX - curve.firstX()) / extent : Double.NaN,
        end,
        divergence,
        Spike.find(curve.x(), level),
        overfit,
        Oscillation.of(y),
        smoothBest.sharesOfImprovement(sign),
        verdict(curve, level, smoothBest, end, divergence, overfit),
        reason(curve));
  }

  private static Verdict verdict(
      Curve curve,
      SmoothCurve level,
      BestSoFar smoothBest,
      EndTrend end,
      Optional<Divergence> divergence,
      Optional<Overfit> overfit) {
    if (divergence.isPresent()) {
      return Verdict.DIVERGED;
    }
    if (curve.size() < LEAST_POINTS) {
      return Verdict.TOO_SHORT;
    }
    if (overfit.filter(Overfit::found).isPresent()) {
      return Verdict.OVERFITTING;
    }
    if (!learned(curve, level, smoothBest)) {
      return curve.size() < LEAST_TO_DENY_LEARNING ? Verdict.TOO_SHORT : Verdict.NO_LEARNING;
    }
    if (end.stillImproving() == null) {
      return Verdict.END_UNCLEAR;
    }
    return end.stillImproving() ? Verdict.STILL_IMPROVING : Verdict.CONVERGED;
  }

  /** A gain far above the noise, or a smaller one that the whole curve's trend bears out. */
  private static boolean learned(Curve curve, SmoothCurve level, BestSoFar smoothBest) {
    double gain = smoothBest.improvement();
    double noise = level.knownNoise();
    if (gain > CLEAR_GAIN_NOISES * noise) {
      return true;
    }
    Thinning whole = Thinning.of(curve.x(), level.y(), 0, curve.size(), MOST_TREND_POINTS);
    return gain > LEAST_GAIN_NOISES * noise && TheilSen.fit(whole.x(), whole.y()).high() < 0;
  }

  private static boolean overflows(double[] y) {
    double lowest = y[0];
    double highest = y[0];
    for (double value : y) {
      lowest = Math.min(lowest, value);
      highest = Math.max(highest, value);
    }
    // Twice: differences of differences stay finite, too.
    return Double.isInfinite(2 * (highest - lowest));
  }

  private static CurveFeatures levelOnly(
      Curve curve, SmoothCurve level, double sign, Verdict otherwise, String reason) {
    Optional<Divergence> divergence = Divergence.of(curve, Optional.empty());
    boolean overflow = otherwise == Verdict.END_UNCLEAR;
    return new CurveFeatures(
        curve,
        curve.y()[0],
        curve.y()[curve.size() - 1],
        sign * level.finalLevel(),
        Double.NaN,
        Double.NaN,
        Double.NaN,
        Double.NaN,
        overflow ? Double.NaN : level.noiseSd(),
        Double.NaN,
        Double.NaN,
        EndTrend.UNKNOWN,
        divergence,
        List.of(),
        Optional.empty(),
        overflow ? Oscillation.NONE : Oscillation.of(curve.y()),
        List.of(),
        divergence.isPresent() ? Verdict.DIVERGED : otherwise,
        reason);
  }

  private static CurveFeatures empty(Curve curve) {
    double nan = Double.NaN;
    return new CurveFeatures(
        curve,
        nan,
        nan,
        nan,
        nan,
        nan,
        nan,
        nan,
        nan,
        nan,
        nan,
        EndTrend.UNKNOWN,
        Divergence.of(curve, Optional.empty()),
        List.of(),
        Optional.empty(),
        Oscillation.NONE,
        List.of(),
        Verdict.NO_VALUES,
        "No value is finite.");
  }

  private static @Nullable String reason(Curve curve) {
    return switch (curve.size()) {
      case 1 -> "One point: a value, not a curve.";
      case 2, 3, 4 -> "Fewer than 5 points: noise, trend and divergence cannot be told.";
      default -> null;
    };
  }
}
