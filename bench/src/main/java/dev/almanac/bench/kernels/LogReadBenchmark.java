package dev.almanac.bench.kernels;

import dev.almanac.bench.store.LightningCsvGenerator;
import dev.almanac.bench.store.LightningCsvGenerator.Columns;
import dev.almanac.bench.store.RunGenerator;
import dev.almanac.bench.store.TensorBoardGenerator;
import dev.almanac.bench.store.WandbGenerator;
import dev.almanac.ingest.RunSourceFactory;
import dev.almanac.ingest.logs.LocalLogsSourceFactory;
import dev.almanac.ingest.testkit.CountingSink;
import dev.almanac.ingest.wandb.WandbSourceFactory;
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

/** Reading logs of 20 runs and 500,000 points through the adapter: records, parsing, mapping. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class LogReadBenchmark {

  private static final int RUNS = 20;
  private static final int STEPS = 5_000;
  private static final int KEYS = 5;

  /** What logs there are. */
  public enum Logs {
    /** Event files. */
    TENSORBOARD,
    /** {@code .wandb} logs. */
    WANDB,
    /** Lightning's CSV. */
    CSV
  }

  /** The logs that are read. */
  @Param({"TENSORBOARD", "WANDB", "CSV"})
  public Logs logs = Logs.TENSORBOARD;

  private Path folder = Path.of("");

  /** Generates the logs. */
  @Setup(Level.Trial)
  public void generate() throws IOException {
    folder = Files.createTempDirectory("almanac-bench-");
    RunGenerator generator =
        switch (logs) {
          case TENSORBOARD -> new TensorBoardGenerator(STEPS);
          case WANDB -> new WandbGenerator(STEPS);
          case CSV -> new LightningCsvGenerator(STEPS, Columns.EQUAL);
        };
    for (int index = 0; index < RUNS; index++) {
      generator.write(folder, index);
    }
  }

  /** Deletes the logs. */
  @TearDown(Level.Trial)
  public void delete() throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  /** Reads all of them. */
  @Benchmark
  public long read() throws IOException {
    RunSourceFactory factory =
        logs == Logs.WANDB ? new WandbSourceFactory() : new LocalLogsSourceFactory();
    CountingSink sink = SourceReading.gathered(factory, folder);
    if (sink.points() != (long) RUNS * STEPS * KEYS) {
      throw new IllegalStateException(String.format(Locale.ROOT, "Read %,d points", sink.points()));
    }
    return sink.facts();
  }
}
