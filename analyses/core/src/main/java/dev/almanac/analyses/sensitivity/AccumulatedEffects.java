package dev.almanac.analyses.sensitivity;

import dev.almanac.analyses.statistics.OrderStatistics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The effect of a number along the runs that there are: accumulated local effects (Apley and Zhu,
 * J. R. Stat. Soc. B 82, 2020). Where params were changed together, averaging the others out asks
 * the model about combinations that nobody ran; here each run moves within its own stretch only,
 * with the other params as they were.
 *
 * <p>The model has params alone and pairs, so a stretch adds the step of the param's own curve, and
 * for each pair the mean step over the runs in the stretch. Draws are those of the param's own
 * curve; that pairs are uncertain too is not in the interval.
 */
final class AccumulatedEffects {
  static final String METHOD = "ale";

  /** Below this association with every other param both curves ask about the same combinations. */
  static final double LEAST_ASSOCIATION = 0.3;

  private static final int MOST_STRETCHES = 20;
  private static final int LEAST_RUNS = 10;

  /** A partner's values are taken to the nearest of as many quantiles. */
  private static final int PARTNER_POSITIONS = 21;

  /** Pairs below this mean share bend no curve that anybody could see. */
  private static final double LEAST_PAIR = 0.01;

  private final Answer answer;
  private final int param;
  private final ParamColumn column;
  private final double[] edges;
  private final int[] stretchOf;
  private final int[] runs;

  private AccumulatedEffects(Answer answer, int param, double[] edges) {
    this.answer = answer;
    this.param = param;
    this.column = answer.runs().params().get(param);
    this.edges = edges;
    this.stretchOf = new int[column.size()];
    this.runs = new int[edges.length - 1];
    for (int run = 0; run < stretchOf.length; run++) {
      double at = column.coordinate(run);
      stretchOf[run] = Double.isNaN(at) ? -1 : stretch(at);
      if (stretchOf[run] >= 0) {
        runs[stretchOf[run]]++;
      }
    }
  }

  /** Return the points of the curve; none if the param is no number or was not changed together. */
  static List<Sensitivity.MarginalRow> rows(Answer answer, int param) {
    ParamColumn column = answer.runs().params().get(param);
    if (!column.type().isNumeric()
        || answer.entanglement().strength(param) < LEAST_ASSOCIATION
        || column.presentCount() < 2 * LEAST_RUNS) {
      return List.of();
    }
    double[] edges = edges(column);
    return edges.length < 3 ? List.of() : new AccumulatedEffects(answer, param, edges).rows();
  }

  /** Quantiles of the values, so that stretches have about equally many runs. */
  private static double[] edges(ParamColumn column) {
    double[] sorted =
        IntStream.range(0, column.size())
            .mapToDouble(column::coordinate)
            .filter(at -> !Double.isNaN(at))
            .sorted()
            .toArray();
    int stretches = Math.min(MOST_STRETCHES, sorted.length / LEAST_RUNS);
    return IntStream.rangeClosed(0, stretches)
        .mapToDouble(i -> sorted[(int) ((long) i * (sorted.length - 1) / stretches)])
        .distinct()
        .toArray();
  }

  private int stretch(double at) {
    int found = Arrays.binarySearch(edges, at);
    int above = found >= 0 ? found : -found - 1;
    return Math.max(0, Math.min(edges.length - 2, above - 1));
  }

  private List<Sensitivity.MarginalRow> rows() {
    double[][] draws = answer.split().curves().at(param, edges);
    double[] added = pairSteps();
    for (double[] draw : draws) {
      for (int edge = 0; edge < edges.length; edge++) {
        draw[edge] += added[edge];
      }
      centre(draw);
    }
    List<Sensitivity.MarginalRow> rows = new ArrayList<>();
    for (int edge = 0; edge < edges.length; edge++) {
      int at = edge;
      double[] values = Arrays.stream(draws).mapToDouble(draw -> draw[at]).toArray();
      Interval interval = Interval.of(values);
      rows.add(
          new Sensitivity.MarginalRow(
              column.key(),
              METHOD,
              edge,
              column.type() == ValueType.INT
                  ? Math.rint(column.fromUnit(edges[edge]))
                  : column.fromUnit(edges[edge]),
              "",
              answer.response().toMetric(Arrays.stream(values).average().orElse(Double.NaN)),
              metric(interval.low()),
              metric(interval.high()),
              edge == 0 ? 0 : runs[edge - 1]));
    }
    return rows;
  }

  private double metric(double standardised) {
    return answer.withheld() ? Double.NaN : answer.response().toMetric(standardised);
  }

  /** Shifts a curve so that its mean over the runs is 0. */
  private void centre(double[] curve) {
    double sum = 0;
    int count = 0;
    for (int stretch = 0; stretch < runs.length; stretch++) {
      sum += runs[stretch] * (curve[stretch] + curve[stretch + 1]) / 2;
      count += runs[stretch];
    }
    for (int edge = 0; edge < curve.length; edge++) {
      curve[edge] -= sum / count;
    }
  }

  /** Returns what pairs add up to each edge, beyond the param's own curve. */
  private double[] pairSteps() {
    double[] own = mean(answer.split().curves().at(param, edges));
    double[] added = new double[edges.length];
    for (Decomposition.PairDraws pair : answer.split().pairs()) {
      boolean takesPart = pair.a() == param || pair.b() == param;
      if (takesPart && Arrays.stream(pair.shares()).average().orElse(0) >= LEAST_PAIR) {
        add(pair, own, added);
      }
    }
    return added;
  }

  private void add(Decomposition.PairDraws pair, double[] own, double[] added) {
    boolean first = pair.a() == param;
    ParamColumn partner = answer.runs().params().get(first ? pair.b() : pair.a());
    double[] positions = positions(partner);
    double[][] surface =
        first
            ? answer.split().surfaces().at(pair.a(), pair.b(), edges, positions)
            : answer.split().surfaces().at(pair.a(), pair.b(), positions, edges);
    double[] steps = new double[runs.length];
    for (int run = 0; run < stretchOf.length; run++) {
      double at = partner.coordinate(run);
      int stretch = stretchOf[run];
      if (stretch >= 0 && !Double.isNaN(at)) {
        int q = nearest(positions, at);
        double high = first ? surface[stretch + 1][q] : surface[q][stretch + 1];
        double low = first ? surface[stretch][q] : surface[q][stretch];
        steps[stretch] += (high - low - (own[stretch + 1] - own[stretch])) / runs[stretch];
      }
    }
    double sum = 0;
    for (int edge = 1; edge < edges.length; edge++) {
      sum += steps[edge - 1];
      added[edge] += sum;
    }
  }

  private static double[] positions(ParamColumn partner) {
    double[] sorted =
        IntStream.range(0, partner.size())
            .mapToDouble(partner::coordinate)
            .filter(at -> !Double.isNaN(at))
            .sorted()
            .toArray();
    double[] distinct = Arrays.stream(sorted).distinct().toArray();
    if (!partner.type().isNumeric() || distinct.length <= PARTNER_POSITIONS) {
      return distinct;
    }
    return IntStream.range(0, PARTNER_POSITIONS)
        .mapToDouble(i -> OrderStatistics.quantile(sorted, i / (PARTNER_POSITIONS - 1.0)))
        .distinct()
        .toArray();
  }

  private static int nearest(double[] ascending, double at) {
    int found = Arrays.binarySearch(ascending, at);
    if (found >= 0) {
      return found;
    }
    int above = Math.min(ascending.length - 1, -found - 1);
    int below = Math.max(0, above - 1);
    return at - ascending[below] <= ascending[above] - at ? below : above;
  }

  private static double[] mean(double[][] draws) {
    double[] mean = new double[draws[0].length];
    for (double[] draw : draws) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] += draw[i] / draws.length;
      }
    }
    return mean;
  }
}
