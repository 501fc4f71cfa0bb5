package dev.almanac.bench.kernels;

import dev.almanac.warehouse.query.SqlScript;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Finding the named parameters of a query of some 40 lines. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SqlScriptBenchmark {

  private final SqlScript script =
      new SqlScript(
          "benchmark.sql",
          """
          -- runs of a :project, "quoted :not", 'text :not'
          SELECT run_key, value::DOUBLE, '12:30' AS time
          FROM metrics JOIN runs USING (run_key)
          WHERE project = :project AND key = :metric_key /* :not */ AND step > :step
          """
              .repeat(8));

  /** Parses the script once. */
  @Benchmark
  public SqlScript.Positional positional() {
    return script.positional();
  }
}
