package dev.almanac.analyses.convergence;

import dev.almanac.analyses.statistics.OrderStatistics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A short stretch in which a curve is far worse than around it.
 *
 * @param xStart x of its first point
 * @param xEnd x where it is back, or of the last point of the curve if it never is
 * @param xPeak x of its worst point
 * @param height how much worse the worst point is than the rolling median there, above 0
 * @param recovered whether it came back to within 2 scales of the level before
 */
public record Spike(double xStart, double xEnd, double xPeak, double height, boolean recovered) {

  private static final int LEAST_WINDOW = 11;

  /** A wider window costs time on long curves and makes the level no better. */
  private static final int LARGEST_WINDOW = 501;

  private static final double Z_LIMIT = 6;
  private static final double RISE_LIMIT = 3;
  private static final double RECOVERY_LIMIT = 2;
  private static final int POINTS_BEFORE = 5;
  private static final double SCALE_FLOOR = 0.01;
  private static final int LEAST_STEPS = 4;
  private static final double STEP_SHARE = 0.05;

  /**
   * Finds the spikes of a curve: points more than 6 scales above the rolling median and more than 3
   * above the median of the 5 ordinary points before them, so that a steep start is none. Points
   * nearer than half a window are one spike.
   *
   * <p>The window is a twentieth of the points, at least 11 and at most 501. The scale is the
   * rolling MAD, but at least the noise from point to point and 1 % of the distance between the 5 %
   * and 95 % quantiles: a window of equal values has no MAD. Where values come in quanta, as an
   * accuracy over few samples does, it is at least half a quantum.
   */
  static List<Spike> find(double[] x, SmoothCurve level) {
    return x.length < LEAST_WINDOW ? List.of() : new Search(x, level).find();
  }

  /** One pass over one curve. */
  private static final class Search {

    private final double[] x;
    private final double[] y;
    private final int half;
    private final double[] medians;
    private final double[] scales;
    private final double[] before = new double[POINTS_BEFORE];
    private int beforeCount;

    Search(double[] x, SmoothCurve level) {
      this.x = x;
      this.y = level.y();
      this.half = Math.max(LEAST_WINDOW, Math.min(LARGEST_WINDOW, x.length / 20)) / 2;
      this.medians = SlidingMedian.clipped(y, half);
      double[] distances = new double[y.length];
      for (int index = 0; index < y.length; index++) {
        distances[index] = Math.abs(y[index] - medians[index]);
      }
      this.scales = SlidingMedian.clipped(distances, half);
      double floor = floor(level);
      for (int index = 0; index < y.length; index++) {
        scales[index] = Math.max(OrderStatistics.MAD_TO_SD * scales[index], floor);
      }
    }

    List<Spike> find() {
      List<Spike> spikes = new ArrayList<>();
      int first = -1;
      int last = -1;
      double levelBefore = Double.NaN;
      for (int index = 0; index < y.length; index++) {
        if (!isSpike(index)) {
          before[beforeCount++ % POINTS_BEFORE] = y[index];
        } else if (first >= 0 && index - last < half) {
          last = index;
        } else {
          if (first >= 0) {
            spikes.add(spike(first, last, levelBefore));
          }
          first = index;
          last = index;
          levelBefore = levelBefore();
        }
      }
      if (first >= 0) {
        spikes.add(spike(first, last, levelBefore));
      }
      return spikes;
    }

    private double floor(SmoothCurve level) {
      double[] sorted = y.clone();
      Arrays.sort(sorted);
      double spread =
          OrderStatistics.quantile(sorted, 0.95) - OrderStatistics.quantile(sorted, 0.05);
      return Math.max(Math.max(level.knownNoise(), SCALE_FLOOR * spread), quantum() / 2);
    }

    /** Returns the least step between neighbours, 0 if hardly any two of them differ. */
    private double quantum() {
      double least = Double.POSITIVE_INFINITY;
      int steps = 0;
      for (int index = 1; index < y.length; index++) {
        double step = Math.abs(y[index] - y[index - 1]);
        if (step > 0) {
          least = Math.min(least, step);
          steps++;
        }
      }
      return steps >= Math.max(LEAST_STEPS, STEP_SHARE * y.length) ? least : 0;
    }

    private boolean isSpike(int index) {
      return beforeCount > 0
          && y[index] - medians[index] > Z_LIMIT * scales[index]
          && y[index] - levelBefore() > RISE_LIMIT * scales[index];
    }

    private double levelBefore() {
      return OrderStatistics.median(before, 0, Math.min(beforeCount, POINTS_BEFORE));
    }

    private Spike spike(int first, int last, double levelBefore) {
      int peak = first;
      for (int index = first; index <= last; index++) {
        peak = y[index] - medians[index] > y[peak] - medians[peak] ? index : peak;
      }
      double back = levelBefore + RECOVERY_LIMIT * scales[first];
      int end = last + 1;
      while (end < y.length && y[end] > back) {
        end++;
      }
      boolean recovered = end < y.length;
      return new Spike(
          x[first], x[recovered ? end : y.length - 1], x[peak], y[peak] - medians[peak], recovered);
    }
  }
}
