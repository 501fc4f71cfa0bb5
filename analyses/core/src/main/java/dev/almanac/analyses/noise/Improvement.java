package dev.almanac.analyses.noise;

import dev.almanac.analyses.statistics.Quantiles;
import java.util.Locale;

/**
 * A difference between two single runs, held against the seed noise.
 *
 * <p>The difference of two runs of equal configurations has the sd {@code noise * sqrt(2)}; divided
 * by it, it follows Student's t with the degrees of freedom of the noise, so that a noise known
 * from few runs makes few claims. That the better run was picked as the best of many is not in it.
 *
 * @param difference how much better the one is than the other, in the metric's unit; above 0 is
 *     better
 * @param multiples the difference in seed noise sds
 * @param low lower end of the 95 % interval of the difference
 * @param high upper end of it
 * @param probability two-sided p value: how often noise alone differs by that much
 * @param verdict in a word
 */
public record Improvement(
    double difference,
    double multiples,
    double low,
    double high,
    double probability,
    Verdict verdict) {

  private static final double CLEAR = 0.05;

  /** What can be said of a difference. */
  public enum Verdict {
    /** Better beyond the noise. */
    BETTER,
    /** Worse beyond the noise. */
    WORSE,
    /** The noise alone does as much more often than once in 20. */
    WITHIN_NOISE
  }

  /**
   * Holds a difference against the noise.
   *
   * @param difference of two single runs; above 0 is better
   */
  public static Improvement of(double difference, SeedNoise noise) {
    double scale = noise.sd() * Math.sqrt(2);
    double reach = Quantiles.t95(noise.degrees()) * scale;
    double probability = probability(difference, scale, noise.degrees());
    return new Improvement(
        difference,
        multiples(difference, noise.sd()),
        difference - reach,
        difference + reach,
        probability,
        verdict(difference, probability));
  }

  /** Returns the difference in words: {@code about 3 times the seed noise}. */
  public String words() {
    double size = Math.abs(multiples);
    if (Double.isInfinite(size)) {
      return "without any seed noise to compare with";
    }
    if (size < 1) {
      return "less than the seed noise";
    }
    return size < 9.5
        ? String.format(Locale.ROOT, "about %.0f× the seed noise", size)
        : "more than 9× the seed noise";
  }

  private static double multiples(double difference, double sd) {
    return difference == 0 ? 0 : difference / sd;
  }

  private static double probability(double difference, double scale, int degrees) {
    if (difference == 0) {
      return 1;
    }
    return scale == 0 ? 0 : Quantiles.twoSidedT(difference / scale, degrees);
  }

  private static Verdict verdict(double difference, double probability) {
    if (probability >= CLEAR) {
      return Verdict.WITHIN_NOISE;
    }
    return difference > 0 ? Verdict.BETTER : Verdict.WORSE;
  }
}
