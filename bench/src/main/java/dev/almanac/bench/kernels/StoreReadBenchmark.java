package dev.almanac.bench.kernels;

import dev.almanac.bench.store.MlflowStoreGenerator;
import dev.almanac.bench.store.MlflowStoreGenerator.Format;
import dev.almanac.ingest.testkit.CountingSink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Reading a whole MLflow store of 200 runs and 200,000 points through the adapter. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class StoreReadBenchmark {

  private static final int RUNS = 200;
  private static final int STEPS = 200;

  /** The store's format, as {@link Format} names it. */
  @Param({"SQLITE", "FILES"})
  public Format format = Format.SQLITE;

  private Path folder = Path.of("");

  /** Generates the store. */
  @Setup(Level.Trial)
  public void generate() throws IOException {
    folder = Files.createTempDirectory("almanac-bench-");
    String name = format == Format.SQLITE ? "mlflow.db" : "mlruns";
    new MlflowStoreGenerator(format, folder.resolve(name), STEPS).create(RUNS);
  }

  /** Deletes the store. */
  @TearDown(Level.Trial)
  public void delete() throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  /** Reads all of it. */
  @Benchmark
  public long read() throws IOException {
    Path place = format == Format.SQLITE ? folder : folder.resolve("mlruns");
    CountingSink sink = SourceReading.all(place);
    if (sink.points() != (long) RUNS * STEPS * MlflowStoreGenerator.KEYS) {
      throw new IllegalStateException(String.format(Locale.ROOT, "Read %,d points", sink.points()));
    }
    return sink.facts();
  }
}
