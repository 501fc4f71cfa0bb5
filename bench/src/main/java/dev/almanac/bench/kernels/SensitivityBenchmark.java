package dev.almanac.bench.kernels;

import dev.almanac.analyses.sensitivity.Goal;
import dev.almanac.analyses.sensitivity.RunTable;
import dev.almanac.analyses.sensitivity.Sensitivity;
import dev.almanac.analyses.sensitivity.SensitivityKernel;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The whole sensitivity kernel with intervals, ranks, curves and cross-validation. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
public class SensitivityBenchmark {

  /** Runs x params. */
  @Param({"200x8", "1000x32", "10000x20"})
  public String size = "1000x32";

  private RunTable table = new SyntheticDesign(1, 5).table();

  /** Draws the design. */
  @Setup
  public void draw() {
    int cross = size.indexOf('x');
    table =
        new SyntheticDesign(
                Integer.parseInt(size.substring(0, cross)),
                Integer.parseInt(size.substring(cross + 1)))
            .table();
  }

  /** Analyses it once. */
  @Benchmark
  public Sensitivity analyse() {
    return SensitivityKernel.analyse(table, Goal.MINIMIZE, 1);
  }
}
