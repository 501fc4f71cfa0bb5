package dev.almanac.reports.chart;

import dev.almanac.reports.chart.Chart.Mark;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * Thins a scatter plot to what a screen can show. The best, those that none beats and the outermost
 * stay; of the others each spot keeps about as many as the fullest may, so that the shape of the
 * cloud stays while its density does not.
 */
final class MarkThinning {

  /** More dots than that lie on one another in a plot of 300 to 500 pixels. */
  static final int MOST_MARKS = 300;

  /** Spots a side. */
  private static final int SPOTS = 24;

  private final List<Mark> marks;
  private final BitSet kept = new BitSet();

  private MarkThinning(List<Mark> marks) {
    this.marks = marks;
  }

  /**
   * Returns at most {@link #MOST_MARKS} of the marks in their order, and more only if more have a
   * role of their own.
   *
   * @param xKind decides whether spots are even in x or in its logarithm
   * @param yKind the same of y
   */
  static List<Mark> thin(List<Mark> marks, Axis.Kind xKind, Axis.Kind yKind) {
    if (marks.size() <= MOST_MARKS) {
      return marks;
    }
    MarkThinning thinning = new MarkThinning(marks);
    thinning.keepWhatStandsOut();
    thinning.keepEvenly(
        spots(marks, mark -> scaled(mark.x(), xKind)),
        spots(marks, mark -> scaled(mark.y(), yKind)));
    return thinning.kept.stream().mapToObj(marks::get).toList();
  }

  private void keepWhatStandsOut() {
    for (int index = 0; index < marks.size(); index++) {
      Mark.Role role = marks.get(index).role();
      if (role == Mark.Role.BEST || role == Mark.Role.FRONT) {
        kept.set(index);
      }
    }
    for (ToDoubleFunction<Mark> axis : List.<ToDoubleFunction<Mark>>of(Mark::x, Mark::y)) {
      Comparator<Mark> order = Comparator.comparingDouble(axis);
      List<Mark> finite =
          marks.stream().filter(mark -> Double.isFinite(axis.applyAsDouble(mark))).toList();
      finite.stream().min(order).ifPresent(mark -> kept.set(marks.indexOf(mark)));
      finite.stream().max(order).ifPresent(mark -> kept.set(marks.indexOf(mark)));
    }
  }

  /** Takes one of each spot, then a second, and so on until there are enough. */
  private void keepEvenly(int[] columns, int[] rows) {
    Map<Integer, List<Integer>> spots = new TreeMap<>();
    for (int index = 0; index < marks.size(); index++) {
      if (!kept.get(index)) {
        spots
            .computeIfAbsent(columns[index] * (SPOTS + 1) + rows[index], spot -> new ArrayList<>())
            .add(index);
      }
    }
    int room = MOST_MARKS - kept.cardinality();
    for (int round = 0; room > 0; round++) {
      int turn = round;
      List<Integer> next =
          spots.values().stream()
              .filter(spot -> spot.size() > turn)
              .map(spot -> spot.get(turn))
              .toList();
      int taken = Math.min(room, next.size());
      for (int index = 0; index < taken; index++) {
        // Where not all spots get their turn, the ones that do are spread over the plot.
        kept.set(next.get((int) ((long) index * next.size() / taken)));
      }
      room -= taken;
    }
  }

  /** Numbers the spots along an axis; those without a place share one of their own. */
  private static int[] spots(List<Mark> marks, ToDoubleFunction<Mark> axis) {
    double[] values = marks.stream().mapToDouble(axis).toArray();
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (double value : values) {
      if (Double.isFinite(value)) {
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
    }
    int[] spots = new int[values.length];
    for (int index = 0; index < values.length; index++) {
      double share = high > low ? (values[index] - low) / (high - low) : 0;
      spots[index] =
          Double.isFinite(values[index]) ? Math.min(SPOTS - 1, (int) (share * SPOTS)) : SPOTS;
    }
    return spots;
  }

  private static double scaled(double value, Axis.Kind kind) {
    return kind == Axis.Kind.LOG ? Math.log(value) : value;
  }
}
