package dev.almanac.bench.truth;

import dev.almanac.analyses.sensitivity.ParamColumn;
import dev.almanac.analyses.sensitivity.RunTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * A function over a space and the share of its variance that goes with each param alone.
 *
 * @param name what it tries
 * @param space the params
 * @param function value at a point of [0, 1)ᵖ; a param that does not exist is NaN
 * @param sampler how runs choose their points
 */
record TruthFunction(
    String name, List<SearchParam> space, ToDoubleFunction<double[]> function, RunSampler sampler) {

  TruthFunction(String name, List<SearchParam> space, ToDoubleFunction<double[]> function) {
    this(name, space, function, RunSampler.RANDOM);
  }

  private static final int CELLS = 200;
  private static final int POINTS = 4000;

  /** Returns the same function, sampled otherwise. */
  TruthFunction sampled(RunSampler how) {
    return new TruthFunction(name, space, function, how);
  }

  /** Draws runs. */
  RunTable runs(int runs, double noiseShare, SplittableRandom random) {
    double[][] points = new double[space.size()][runs];
    double[] metric = new double[runs];
    double noise = noiseShare >= 1 ? 1 : sd() * Math.sqrt(noiseShare / (1 - noiseShare));
    SplittableRandom noises = random.split();
    double[][] units = new double[runs][];
    for (int run = 0; run < runs; run++) {
      units[run] = sampler.next(space.size(), units, metric, run, random);
      double[] point = units[run].clone();
      settle(point);
      for (int p = 0; p < point.length; p++) {
        points[p][run] = point[p];
      }
      metric[run] =
          (noiseShare >= 1 ? 0 : function.applyAsDouble(point)) + noise * sampler.noise(noises);
    }
    List<ParamColumn> columns = new ArrayList<>();
    for (int p = 0; p < points.length; p++) {
      columns.add(space.get(p).column(String.format(Locale.ROOT, "p%02d", p), points[p]));
    }
    return new RunTable(
        metric,
        IntStream.range(0, runs).mapToObj(run -> "c" + run).toArray(String[]::new),
        IntStream.range(0, runs).asLongStream().toArray(),
        columns,
        List.of());
  }

  private double[] point(SplittableRandom random) {
    double[] point = random.doubles(space.size()).toArray();
    settle(point);
    return point;
  }

  private void settle(double[] point) {
    for (int p = 0; p < point.length; p++) {
      point[p] = space.get(p).seen(point[p]);
    }
    for (int p = 0; p < point.length; p++) {
      int parent = space.get(p).parent();
      if (parent >= 0 && point[parent] * space.get(parent).levels() >= 1) {
        point[p] = Double.NaN;
      }
    }
  }

  private double sd() {
    SplittableRandom random = new SplittableRandom(99);
    double mean = 0;
    double square = 0;
    int points = 200_000;
    for (int i = 0; i < points; i++) {
      double value = function.applyAsDouble(point(random));
      mean += value / points;
      square += value * value / points;
    }
    return Math.sqrt(square - mean * mean);
  }

  /** Computes the share of each param alone, to about ±.002. */
  double[] first() {
    double variance = sd() * sd();
    double[] shares = new double[space.size()];
    for (int p = 0; p < shares.length; p++) {
      shares[p] = first(p) / variance;
    }
    return shares;
  }

  private double first(int param) {
    int levels = space.get(param).levels();
    int cells = levels == 0 ? CELLS : levels;
    int parent = space.get(param).parent();
    double mean = 0;
    double square = 0;
    double within = 0;
    for (int cell = 0; cell < cells; cell++) {
      SplittableRandom random = new SplittableRandom(7);
      double own = 0;
      double spread = 0;
      for (int i = 0; i < POINTS; i++) {
        double[] point = random.doubles(space.size()).toArray();
        point[param] = (cell + .5) / cells;
        if (parent >= 0) {
          point[parent] = 0;
        }
        settle(point);
        double value = function.applyAsDouble(point);
        own += value / POINTS;
        spread += value * value / POINTS;
      }
      mean += own / cells;
      square += own * own / cells;
      within += (spread - own * own) / POINTS / cells;
    }
    // The same points in every cell: their error is common to the cells but for interactions.
    double variance = Math.max(0, square - mean * mean);
    double active = parent >= 0 ? 1.0 / space.get(parent).levels() : 1;
    return active * (variance < within / 4 ? 0 : variance);
  }
}
