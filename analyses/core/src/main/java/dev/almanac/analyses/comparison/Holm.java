package dev.almanac.analyses.comparison;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Holm's step-down adjustment for many tests (Scandinavian Journal of Statistics 6, 1979). */
final class Holm {

  private Holm() {}

  /** Returns adjusted p values in the order of the given ones. */
  static double[] adjusted(double[] probabilities) {
    List<Integer> order =
        IntStream.range(0, probabilities.length)
            .boxed()
            .sorted(Comparator.comparingDouble(index -> probabilities[index]))
            .toList();
    double[] adjusted = new double[probabilities.length];
    double least = 0;
    for (int place = 0; place < order.size(); place++) {
      int index = order.get(place);
      least = Math.max(least, Math.min(1, (order.size() - place) * probabilities[index]));
      adjusted[index] = least;
    }
    return adjusted;
  }
}
