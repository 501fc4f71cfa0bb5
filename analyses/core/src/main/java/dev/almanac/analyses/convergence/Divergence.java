package dev.almanac.analyses.convergence;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * That a curve ran away.
 *
 * @param kind how
 * @param x where it began: the first non-finite point, or the point after which the curve never
 *     came back to its low
 */
public record Divergence(Kind kind, double x) {

  /** How a curve ran away. */
  public enum Kind {
    /** A NaN or an infinity after the first point. */
    NON_FINITE,
    /** It ends more than 10 noise sds worse than it began. */
    ABOVE_START,
    /** At least twice the mean of the 100 points before, 5 times running, and it stayed up. */
    LOSS_SPIKE,
    /** Half of 100 consecutive points are above a cap. */
    ABOVE_CAP;

    /** Returns the word that the tables hold. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final double START_NOISES = 10;
  private static final double LEAST_SHARE_OF_RANGE = 0.01;
  private static final int LEAST_POINTS = 5;

  /** Window, multiplier, patience and cap of llm-foundry's KillLossSpike callback. */
  private static final int WINDOW = 100;

  private static final double MULTIPLIER = 2;
  private static final int IN_A_ROW = 5;
  private static final double LOSS_CAP = 10;

  /** With fewer points before it, a mean says nothing about a spike. */
  private static final int LEAST_BEFORE = 5;

  /** A curve is still up if it ends above this multiple of the mean before the spike. */
  private static final double STILL_UP = 1.5;

  /** The smoothed curve is steadier than the points, so one noise sd is far from its low. */
  private static final double ONSET_NOISES = 1;

  private static final double ONSET_SHARE_OF_FALL = 0.002;

  /** Returns the divergence that begins first, if there is one. */
  static Optional<Divergence> of(Curve curve, Optional<SmoothCurve> level) {
    Stream<Optional<Divergence>> byValue =
        level.filter(present -> curve.size() >= LEAST_POINTS).stream()
            .flatMap(
                present ->
                    Stream.of(
                        aboveStart(curve, present),
                        lossSpike(curve, present),
                        aboveCap(curve, present)));
    return Stream.concat(Stream.of(nonFinite(curve)), byValue)
        .flatMap(Optional::stream)
        .min(Comparator.comparingDouble(Divergence::x).thenComparing(Divergence::kind));
  }

  private static Optional<Divergence> nonFinite(Curve curve) {
    double first = curve.firstX();
    return Arrays.stream(curve.nonFiniteX())
        .filter(x -> x > first)
        .boxed()
        .findFirst()
        .map(x -> new Divergence(Kind.NON_FINITE, x));
  }

  private static Optional<Divergence> aboveStart(Curve curve, SmoothCurve level) {
    double rise = level.finalLevel() - level.y()[0];
    double limit =
        Math.max(START_NOISES * level.knownNoise(), LEAST_SHARE_OF_RANGE * level.range());
    return rise > limit
        ? Optional.of(new Divergence(Kind.ABOVE_START, onset(curve, level, curve.size())))
        : Optional.empty();
  }

  /** Only for values that are all above 0: a multiple of a mean means nothing for others. */
  private static Optional<Divergence> lossSpike(Curve curve, SmoothCurve level) {
    double[] y = level.y();
    if (!allPositive(y)) {
      return Optional.empty();
    }
    double[] sums = prefixSums(y);
    int streak = 0;
    double meanBefore = 0;
    for (int index = LEAST_BEFORE; index < y.length; index++) {
      int from = Math.max(0, index - WINDOW);
      double mean = (sums[index] - sums[from]) / (index - from);
      if (y[index] < MULTIPLIER * mean) {
        streak = 0;
        continue;
      }
      meanBefore = streak == 0 ? mean : meanBefore;
      streak++;
      if (streak == IN_A_ROW && level.finalLevel() > STILL_UP * meanBefore) {
        return Optional.of(new Divergence(Kind.LOSS_SPIKE, onset(curve, level, index + 1)));
      }
    }
    return Optional.empty();
  }

  /**
   * The cap of 10 fits the losses of language models; so that it does not condemn an error in euros
   * the cap is at least twice the first value.
   */
  private static Optional<Divergence> aboveCap(Curve curve, SmoothCurve level) {
    double[] y = level.y();
    double cap = Math.max(LOSS_CAP, 2 * y[0]);
    if (!allPositive(y)) {
      return Optional.empty();
    }
    int above = 0;
    for (int index = 0; index < y.length; index++) {
      above += y[index] > cap ? 1 : 0;
      above -= index >= WINDOW && y[index - WINDOW] > cap ? 1 : 0;
      if (index >= WINDOW - 1 && above * 2 >= WINDOW) {
        return Optional.of(new Divergence(Kind.ABOVE_CAP, onset(curve, level, index + 1)));
      }
    }
    return Optional.empty();
  }

  /**
   * Returns the x behind the last point before an end that is still at the low before it. The noise
   * is that of the points up to the low: what comes after is the growth itself.
   */
  private static double onset(Curve curve, SmoothCurve level, int end) {
    double[] smooth = level.smooth();
    int lowest = 0;
    for (int index = 0; index < end; index++) {
      lowest = smooth[index] <= smooth[lowest] ? index : lowest;
    }
    double noise = SmoothCurve.noiseSd(Arrays.copyOf(level.y(), lowest + 1));
    double fall = smooth[0] - smooth[lowest];
    double near =
        smooth[lowest]
            + Math.max(Double.isNaN(noise) ? 0 : ONSET_NOISES * noise, ONSET_SHARE_OF_FALL * fall);
    int last = end - 1;
    while (last > lowest && smooth[last] > near) {
      last--;
    }
    return curve.x()[Math.min(last + 1, curve.size() - 1)];
  }

  private static boolean allPositive(double[] y) {
    for (double value : y) {
      if (value <= 0) {
        return false;
      }
    }
    return true;
  }

  private static double[] prefixSums(double[] y) {
    double[] sums = new double[y.length + 1];
    for (int index = 0; index < y.length; index++) {
      sums[index + 1] = sums[index] + y[index];
    }
    return sums;
  }
}
