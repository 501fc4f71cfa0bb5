package dev.almanac.ingest.mlflow;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Parsing lines of metric files with 16 to 17 digits, as Python prints most numbers. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class MetricLineBenchmark {

  private static final int LINES = 10_000;

  private final MetricLine line = new MetricLine(MetricLine.Owner.RUN);
  private final byte[][] lines = new byte[LINES][];

  /** Makes the lines. */
  @Setup
  public void generate() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < LINES; i++) {
      String text = (1_790_000_000_000L + i) + " " + random.nextDouble() + " " + i;
      lines[i] = text.getBytes(StandardCharsets.UTF_8);
    }
  }

  /** Parses all lines; the result is per line. */
  @Benchmark
  @OperationsPerInvocation(LINES)
  public double parse() {
    double sum = 0;
    for (byte[] text : lines) {
      line.parse(text, 0, text.length);
      sum += line.value() + line.step();
    }
    return sum;
  }
}
