package dev.almanac.bench.kernels;

import dev.almanac.analyses.importance.Domain;
import dev.almanac.analyses.importance.PedParam;
import dev.almanac.analyses.sensitivity.DeclaredSpace;
import dev.almanac.analyses.sensitivity.ParamColumn;
import dev.almanac.analyses.sensitivity.RunTable;
import dev.almanac.analyses.sensitivity.Scale;
import dev.almanac.analyses.sensitivity.SpaceOrigin;
import dev.almanac.analyses.sensitivity.ValueType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.StringJoiner;
import java.util.stream.IntStream;

/**
 * A random search over params in [0, 1] of which five matter, two of them together, with a fifth of
 * the variance noise. The same numbers for the same size.
 */
public final class SyntheticDesign {

  /** Standard deviation that makes up about a fifth of the metric's variance. */
  private static final double NOISE = .55;

  private final double[][] params;
  private final double[] metric;

  /** Draws a design. */
  public SyntheticDesign(int runs, int paramCount) {
    SplittableRandom random = new SplittableRandom(runs * 1_000L + paramCount);
    this.params = new double[paramCount][runs];
    this.metric = new double[runs];
    for (int run = 0; run < runs; run++) {
      for (double[] param : params) {
        param[run] = random.nextDouble();
      }
      metric[run] = truth(run) + NOISE * normal(random);
    }
  }

  private double truth(int run) {
    double bowl = params[1][run] - .4;
    return 3 * params[0][run]
        + 6 * bowl * bowl
        + StrictMath.sin(6 * params[2][run])
        + 2 * params[3][run] * params[4][run];
  }

  /** Twelve uniform numbers have variance 1 and nearly a normal's shape. */
  private static double normal(SplittableRandom random) {
    double sum = -6;
    for (int i = 0; i < 12; i++) {
      sum += random.nextDouble();
    }
    return sum;
  }

  /** Returns the runs as the kernel takes them. */
  public RunTable table() {
    List<ParamColumn> columns = new ArrayList<>();
    for (int param = 0; param < params.length; param++) {
      columns.add(
          ParamColumn.of(
              name(param),
              DeclaredSpace.range(ValueType.FLOAT, Scale.LINEAR, 0, 1),
              SpaceOrigin.DECLARED,
              params[param]));
    }
    String[] configurations =
        IntStream.range(0, metric.length).mapToObj(run -> "c" + run).toArray(String[]::new);
    long[] starts = IntStream.range(0, metric.length).asLongStream().toArray();
    return new RunTable(metric, configurations, starts, columns, List.of());
  }

  /** Returns the params as PED-ANOVA takes them, drawn from [0, 1]. */
  public List<PedParam> pedParams() {
    List<PedParam> columns = new ArrayList<>();
    for (int param = 0; param < params.length; param++) {
      Domain unit = Domain.floats(0, 1, false, Double.NaN);
      columns.add(new PedParam(name(param), List.of(unit), new int[metric.length], params[param]));
    }
    return columns;
  }

  /** Returns the metric; the lower the better. */
  public double[] losses() {
    return metric.clone();
  }

  /** Writes the runs as CSV with a header; the metric is the last column. */
  public void writeCsv(Path file) throws IOException {
    StringBuilder text = new StringBuilder();
    StringJoiner header = new StringJoiner(",", "", "\n");
    for (int param = 0; param < params.length; param++) {
      header.add(name(param));
    }
    text.append(header.add("metric"));
    for (int run = 0; run < metric.length; run++) {
      StringJoiner row = new StringJoiner(",", "", "\n");
      for (double[] param : params) {
        row.add(Double.toString(param[run]));
      }
      text.append(row.add(Double.toString(metric[run])));
    }
    Files.writeString(file, text, StandardCharsets.UTF_8);
  }

  private static String name(int param) {
    return "p" + param;
  }
}
