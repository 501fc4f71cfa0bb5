package dev.almanac.analyses.live;

import java.util.Arrays;
import java.util.Optional;

/**
 * How a run logs: from the gaps between the times of its points. All in seconds.
 *
 * @param gaps how many gaps it rests on
 * @param median the median gap
 * @param usual the gap that 95 % of the gaps do not exceed
 * @param longest the longest gap; of 20 or more the second longest, so that one suspended night
 *     does not excuse another
 */
public record Rhythm(int gaps, double median, double usual, double longest) {

  /** Fewer gaps are no rhythm. */
  static final int LEAST_GAPS = 4;

  private static final int ENOUGH_TO_SPARE_ONE = 20;
  private static final double USUAL = 0.95;

  /** Silence beyond these multiples is not explained by a gap that was seen before. */
  private static final double TIMES_USUAL = 3;

  private static final double TIMES_LONGEST = 2;

  /**
   * Finds the rhythm.
   *
   * @param times seconds of any epoch, in any order; equal ones count once
   * @return empty if there are fewer than 5 distinct times
   */
  public static Optional<Rhythm> of(double[] times) {
    double[] sorted = Arrays.stream(times).filter(Double::isFinite).sorted().distinct().toArray();
    int count = sorted.length - 1;
    if (count < LEAST_GAPS) {
      return Optional.empty();
    }
    double[] gaps = new double[count];
    for (int index = 0; index < count; index++) {
      gaps[index] = sorted[index + 1] - sorted[index];
    }
    Arrays.sort(gaps);
    double median = count % 2 == 1 ? gaps[count / 2] : (gaps[count / 2 - 1] + gaps[count / 2]) / 2;
    double usual = gaps[(int) Math.ceil(USUAL * count) - 1];
    double longest = gaps[count >= ENOUGH_TO_SPARE_ONE ? count - 2 : count - 1];
    return Optional.of(new Rhythm(count, median, usual, longest));
  }

  /**
   * Returns the silence that the rhythm still explains, in seconds.
   *
   * @param buffered how long the tracker may keep points before it writes them, in seconds
   */
  public double limit(double buffered) {
    return buffered + Math.max(TIMES_USUAL * usual, TIMES_LONGEST * longest);
  }
}
