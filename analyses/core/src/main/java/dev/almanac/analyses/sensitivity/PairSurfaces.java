package dev.almanac.analyses.sensitivity;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Write the metric over the two params of the strongest pairs, all others averaged out. */
final class PairSurfaces {
  private static final int PAIRS = 3;
  private static final int POSITIONS = 11;

  private PairSurfaces() {}

  /**
   * Write the surfaces.
   *
   * @param answer what was found
   * @param pairs the listed pairs, largest first
   */
  static List<Sensitivity.SurfaceRow> of(Answer answer, List<Sensitivity.InteractionRow> pairs) {
    List<Sensitivity.SurfaceRow> rows = new ArrayList<>();
    if (answer.ranked()) {
      pairs.stream().limit(PAIRS).forEach(pair -> rows.addAll(of(answer, pair)));
    }
    return rows;
  }

  private static List<Sensitivity.SurfaceRow> of(Answer answer, Sensitivity.InteractionRow pair) {
    int a = index(answer, pair.first());
    int b = index(answer, pair.second());
    ParamColumn first = answer.runs().params().get(a);
    ParamColumn second = answer.runs().params().get(b);
    double[] atA = positions(first);
    double[] atB = positions(second);
    double[][] surface = answer.split().surfaces().at(a, b, atA, atB);
    int[][] runs = new int[atA.length][atB.length];
    for (int run = 0; run < answer.runs().size(); run++) {
      double x = first.coordinate(run);
      double y = second.coordinate(run);
      if (!Double.isNaN(x) && !Double.isNaN(y)) {
        runs[nearest(atA, x)][nearest(atB, y)]++;
      }
    }
    List<Sensitivity.SurfaceRow> rows = new ArrayList<>();
    for (int i = 0; i < atA.length; i++) {
      for (int j = 0; j < atB.length; j++) {
        rows.add(
            new Sensitivity.SurfaceRow(
                pair.first(),
                pair.second(),
                i,
                j,
                value(first, atA[i]),
                value(second, atB[j]),
                category(first, atA[i]),
                category(second, atB[j]),
                answer.response().toMetric(surface[i][j]),
                runs[i][j]));
      }
    }
    return rows;
  }

  private static int index(Answer answer, String key) {
    return IntStream.range(0, answer.params())
        .filter(param -> answer.key(param).equals(key))
        .findFirst()
        .orElseThrow();
  }

  private static double[] positions(ParamColumn param) {
    if (!param.type().isNumeric()) {
      int shown = Math.min(POSITIONS, param.distinctCount());
      return IntStream.range(0, shown).asDoubleStream().toArray();
    }
    double[] support = param.support();
    if (support.length > 0 && support.length <= POSITIONS) {
      return support;
    }
    return IntStream.range(0, POSITIONS).mapToDouble(i -> i / (POSITIONS - 1.0)).toArray();
  }

  private static int nearest(double[] positions, double at) {
    int nearest = 0;
    for (int i = 1; i < positions.length; i++) {
      if (Math.abs(positions[i] - at) < Math.abs(positions[nearest] - at)) {
        nearest = i;
      }
    }
    return nearest;
  }

  private static double value(ParamColumn param, double at) {
    if (!param.type().isNumeric()) {
      return Double.NaN;
    }
    double value = param.fromUnit(at);
    return param.type() == ValueType.INT && param.support().length > 0 ? Math.rint(value) : value;
  }

  private static String category(ParamColumn param, double at) {
    return param.type().isNumeric() ? "" : param.category((int) at);
  }
}
