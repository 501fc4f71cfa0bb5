package dev.almanac.analyses.sensitivity;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Means, intervals, ranks and noise probabilities of shares that were drawn together. Immutable.
 */
final class ShareSummary {
  private static final int TOP = 3;

  private final Interval[] intervals;
  private final double[] noise;
  private final int[] rank;
  private final int[] rankLow;
  private final int[] rankHigh;
  private final double[] topThree;
  private final double stability;
  private final double sum;

  private ShareSummary(double[][] shares) {
    int count = shares[0].length;
    intervals = new Interval[count];
    noise = new double[count];
    rankLow = new int[count];
    rankHigh = new int[count];
    topThree = new double[count];
    int[][] ranks = new int[shares.length][];
    for (int draw = 0; draw < shares.length; draw++) {
      ranks[draw] = ranks(shares[draw]);
    }
    double total = 0;
    double[] means = new double[count];
    for (int item = 0; item < count; item++) {
      double[] draws = column(shares, item);
      intervals[item] = Interval.ofShare(draws);
      means[item] = intervals[item].mean();
      total += means[item];
      noise[item] = probabilityBelow(draws, Sensitivity.NOISE_SHARE);
      double[] drawn = column(ranks, item);
      Interval spread = Interval.of(drawn);
      rankLow[item] = (int) Math.floor(spread.low());
      rankHigh[item] = (int) Math.ceil(spread.high());
      topThree[item] = probabilityBelow(drawn, TOP + 0.5);
    }
    sum = total;
    rank = ranks(means);
    stability = topStability(ranks);
  }

  /**
   * Summarise shares.
   *
   * @param shares {@code [draw][item]}, at least one item
   */
  static ShareSummary of(double[][] shares) {
    return new ShareSummary(shares);
  }

  private double topStability(int[][] ranks) {
    for (int item = 0; item < rank.length; item++) {
      if (rank[item] == 1) {
        return probabilityBelow(column(ranks, item), 1.5);
      }
    }
    return 0;
  }

  private static double[] column(int[][] ranks, int item) {
    double[] drawn = new double[ranks.length];
    for (int draw = 0; draw < drawn.length; draw++) {
      drawn[draw] = ranks[draw][item];
    }
    return drawn;
  }

  /** Return the draws of one item. */
  static double[] column(double[][] shares, int item) {
    double[] column = new double[shares.length];
    for (int draw = 0; draw < column.length; draw++) {
      column[draw] = shares[draw][item];
    }
    return column;
  }

  /** Return the share of draws below a limit. */
  static double probabilityBelow(double[] draws, double limit) {
    int below = 0;
    for (double draw : draws) {
      below += draw < limit ? 1 : 0;
    }
    return (double) below / draws.length;
  }

  /** Return ranks from 1, largest first; equal ones in their order. */
  private static int[] ranks(double[] shares) {
    int[] order =
        IntStream.range(0, shares.length)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> -shares[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    int[] ranks = new int[shares.length];
    for (int place = 0; place < order.length; place++) {
      ranks[order[place]] = place + 1;
    }
    return ranks;
  }

  /** Return mean and interval of an item. */
  Interval interval(int item) {
    return intervals[item];
  }

  /** Return the probability that an item's share is below {@link Sensitivity#NOISE_SHARE}. */
  double noise(int item) {
    return noise[item];
  }

  /** Return the rank of an item's mean. */
  int rank(int item) {
    return rank[item];
  }

  /** Return the best rank in the interval. */
  int rankLow(int item) {
    return rankLow[item];
  }

  /** Return the worst rank in the interval. */
  int rankHigh(int item) {
    return rankHigh[item];
  }

  /** Return the probability of being among the first three. */
  double topThree(int item) {
    return topThree[item];
  }

  /** Return the share of draws in which the first of the means is first. */
  double topStability() {
    return stability;
  }

  /** Return the sum of the means. */
  double sum() {
    return sum;
  }
}
