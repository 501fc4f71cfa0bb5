package dev.almanac.analyses.sensitivity;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/**
 * Runs of a made-up function over a mixed space whose shares of variance are known: every component
 * is centred and scaled to unit variance by quadrature, so a component's share is its squared
 * weight.
 *
 * @param table the runs
 * @param first true share of each param alone, in the table's param order
 * @param pairSum true share of all pairs together
 */
record SyntheticRuns(RunTable table, double[] first, double pairSum) {
  private static final int QUADRATURE = 2000;

  /** One param of the made-up space: how it is drawn, and a random function of it. */
  private enum Kind {
    FLOAT,
    LOG,
    INT,
    CATEGORICAL,
    BOOL,
    CONDITIONAL
  }

  /** Make runs with the given share of noise in the metric's variance; 1 leaves noise only. */
  static SyntheticRuns mixed(int runs, int params, double noiseShare, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Kind[] kinds = new Kind[params];
    int[] levels = new int[params];
    DoubleUnaryOperator[] main = new DoubleUnaryOperator[params];
    double[] weight = new double[params];
    int relevant = Math.max(2, Math.min(params, 6));
    for (int p = 0; p < params; p++) {
      kinds[p] = Kind.values()[random.nextInt(Kind.values().length)];
      levels[p] = 2 + random.nextInt(6);
      main[p] = component(kinds[p], levels[p], random);
      weight[p] = p < relevant ? 0.15 + random.nextDouble() : 0;
    }
    int pairs = params > 2 ? 2 : 0;
    double[] pairWeight = new double[pairs];
    int[][] pair = new int[pairs][];
    DoubleUnaryOperator[][] factor = new DoubleUnaryOperator[pairs][];
    for (int k = 0; k < pairs; k++) {
      pair[k] = new int[] {k, k + 1};
      factor[k] =
          new DoubleUnaryOperator[] {
            component(kinds[k], levels[k], random), component(kinds[k + 1], levels[k + 1], random)
          };
      pairWeight[k] = 0.1 + 0.5 * random.nextDouble();
    }
    double signal = 0;
    for (double w : weight) {
      signal += w * w;
    }
    for (double w : pairWeight) {
      signal += w * w;
    }
    double[][] values = new double[params][runs];
    double[] metric = new double[runs];
    double noiseSd = noiseShare >= 1 ? 1 : Math.sqrt(signal * noiseShare / (1 - noiseShare));
    for (int run = 0; run < runs; run++) {
      for (int p = 0; p < params; p++) {
        values[p][run] = sample(kinds[p], levels[p], random);
        metric[run] += noiseShare >= 1 ? 0 : weight[p] * main[p].applyAsDouble(values[p][run]);
      }
      for (int k = 0; k < pairs && noiseShare < 1; k++) {
        metric[run] +=
            pairWeight[k]
                * factor[k][0].applyAsDouble(values[pair[k][0]][run])
                * factor[k][1].applyAsDouble(values[pair[k][1]][run]);
      }
      metric[run] = 3 + 2 * (metric[run] + noiseSd * random.nextGaussian());
    }
    double[] first = new double[params];
    double pairSum = 0;
    for (int p = 0; p < params; p++) {
      first[p] = weight[p] * weight[p] / signal;
    }
    for (double w : pairWeight) {
      pairSum += w * w / signal;
    }
    List<ParamColumn> columns = new ArrayList<>();
    for (int p = 0; p < params; p++) {
      columns.add(column(p, kinds[p], levels[p], values[p]));
    }
    return new SyntheticRuns(table(metric, columns), first, pairSum);
  }

  /** Make a table of distinct configurations in the order given. */
  static RunTable table(double[] metric, List<ParamColumn> columns) {
    return new RunTable(
        metric,
        IntStream.range(0, metric.length).mapToObj(i -> "config-" + i).toArray(String[]::new),
        IntStream.range(0, metric.length).asLongStream().toArray(),
        columns,
        List.of());
  }

  /** Make a float column declared on a range. */
  static ParamColumn declaredFloat(String key, double low, double high, double... values) {
    return ParamColumn.of(
        key,
        DeclaredSpace.range(ValueType.FLOAT, Scale.LINEAR, low, high),
        SpaceOrigin.DECLARED,
        values);
  }

  private static String name(int p) {
    return String.format(java.util.Locale.ROOT, "p%02d", p);
  }

  private static ParamColumn column(int p, Kind kind, int levels, double[] unit) {
    return switch (kind) {
      case FLOAT, CONDITIONAL -> declaredFloat(name(p), 0, 1, unit);
      case LOG ->
          ParamColumn.of(
              name(p),
              DeclaredSpace.range(ValueType.FLOAT, Scale.LOG, 1e-5, 1e-1),
              SpaceOrigin.DECLARED,
              java.util.Arrays.stream(unit).map(u -> 1e-5 * Math.pow(1e4, u)).toArray());
      case INT ->
          ParamColumn.of(
              name(p),
              DeclaredSpace.range(ValueType.INT, Scale.LINEAR, 0, levels * 2),
              SpaceOrigin.DECLARED,
              unit);
      case CATEGORICAL, BOOL ->
          ParamColumn.of(
              name(p),
              DeclaredSpace.choices(
                  IntStream.range(0, kind == Kind.BOOL ? 2 : levels)
                      .mapToObj(i -> "choice-" + i)
                      .toList()),
              SpaceOrigin.DECLARED,
              unit);
    };
  }

  private static double sample(Kind kind, int levels, SplittableRandom random) {
    return switch (kind) {
      case FLOAT, LOG -> random.nextDouble();
      case INT -> random.nextInt(levels * 2 + 1);
      case CATEGORICAL -> random.nextInt(levels);
      case BOOL -> random.nextInt(2);
      case CONDITIONAL -> random.nextInt(5) < 2 ? Double.NaN : random.nextDouble();
    };
  }

  private static DoubleUnaryOperator component(Kind kind, int levels, SplittableRandom random) {
    return switch (kind) {
      case FLOAT, LOG -> standardised(smooth(random), nodes(QUADRATURE, false), 1);
      case INT ->
          standardised(scaled(smooth(random), 1.0 / (levels * 2)), nodes(levels * 2 + 1, true), 1);
      case CATEGORICAL -> standardised(lookup(levels, random), nodes(levels, true), 1);
      case BOOL -> standardised(lookup(2, random), nodes(2, true), 1);
      case CONDITIONAL -> {
        DoubleUnaryOperator inner = standardised(smooth(random), nodes(QUADRATURE, false), 0.6);
        yield u -> Double.isNaN(u) ? 0 : inner.applyAsDouble(u);
      }
    };
  }

  private static DoubleUnaryOperator scaled(DoubleUnaryOperator f, double factor) {
    return u -> f.applyAsDouble(u * factor);
  }

  private static double[] nodes(int count, boolean whole) {
    return IntStream.range(0, count).mapToDouble(i -> whole ? i : (i + 0.5) / count).toArray();
  }

  private static DoubleUnaryOperator smooth(SplittableRandom random) {
    double a = random.nextDouble(-1, 1);
    double b = random.nextDouble(-1, 1);
    double rate = random.nextDouble(1, 4);
    double phase = random.nextDouble(0, 6);
    return switch (random.nextInt(4)) {
      case 0 -> u -> a * u + (b + Math.copySign(0.5, b)) * (u - 0.4) * (u - 0.4);
      case 1 -> u -> Math.sin(rate * 1.5 * u + phase) + 0.3 * a * u;
      case 2 -> u -> Math.exp(-rate * u) + 0.2 * a * u;
      default -> u -> 1 / (1 + Math.exp(-8 * rate * (u - 0.3 - 0.3 * Math.abs(a))));
    };
  }

  private static DoubleUnaryOperator lookup(int levels, SplittableRandom random) {
    double[] level = new double[levels];
    for (int i = 0; i < levels; i++) {
      level[i] = random.nextGaussian() + i % 2;
    }
    return u -> level[(int) u];
  }

  private static DoubleUnaryOperator standardised(
      DoubleUnaryOperator f, double[] at, double activeShare) {
    double mean = 0;
    double square = 0;
    for (double u : at) {
      double v = f.applyAsDouble(u);
      mean += v / at.length;
      square += v * v / at.length;
    }
    double centre = mean;
    double sd = Math.sqrt((square - mean * mean) * activeShare);
    return u -> (f.applyAsDouble(u) - centre) / sd;
  }
}
