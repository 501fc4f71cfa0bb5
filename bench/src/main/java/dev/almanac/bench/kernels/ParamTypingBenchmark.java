package dev.almanac.bench.kernels;

import dev.almanac.analyses.sensitivity.ParamTyping;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Finding out what kind of param a column of 1,000 texts is. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ParamTypingBenchmark {

  private static final int RUNS = 1_000;

  private final SplittableRandom random = new SplittableRandom(1);
  private final List<String> numbers =
      IntStream.range(0, RUNS).mapToObj(run -> String.valueOf(random.nextDouble())).toList();
  private final List<String> words =
      IntStream.range(0, RUNS).mapToObj(run -> "choice-" + random.nextInt(5)).toList();

  /** Types a column of numbers with 16 digits. */
  @Benchmark
  public ParamTyping.Typing numbers() {
    return ParamTyping.infer("rate", numbers);
  }

  /** Types a column of five words. */
  @Benchmark
  public ParamTyping.Typing words() {
    return ParamTyping.infer("optimizer", words);
  }
}
