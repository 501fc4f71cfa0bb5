package dev.almanac.ingest.logs.tensorboard;

import dev.almanac.ingest.RunSource;
import dev.almanac.ingest.SourceSpec;
import dev.almanac.ingest.logs.LocalLogsSourceFactory;
import dev.almanac.ingest.model.RunEntry;
import dev.almanac.ingest.testkit.CountingSink;
import dev.almanac.ingest.testkit.Sources;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Measures what it costs to find and read all runs of a folder, handed to a sink that counts; one
 * reading in a fresh process, as a sync is one. Called by {@code measure_tensorboard.py}.
 */
final class TensorBoardSpeed {

  private TensorBoardSpeed() {}

  /** Reads the folder given as argument, and prints a JSON object. */
  public static void main(String[] arguments) throws IOException {
    LocalLogsSourceFactory factory = new LocalLogsSourceFactory();
    CountingSink sink = new CountingSink();
    int runs = 0;
    long begun = System.nanoTime();
    for (SourceSpec spec : Sources.find(factory, Path.of(arguments[0]))) {
      try (RunSource source = factory.open(spec)) {
        List<RunEntry> entries = source.list().runs();
        runs += entries.size();
        for (List<RunEntry> batch : source.plan(entries)) {
          source.read(batch, sink);
        }
      }
    }
    double seconds = (System.nanoTime() - begun) / 1e9;
    double cpu =
        ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime()
            / 1e9;
    System.out.printf(
        Locale.ROOT,
        "{\"runs\": %d, \"points\": %d, \"problems\": %d, \"seconds\": %.3f, \"cpu\": %.3f}%n",
        runs,
        sink.points(),
        sink.problems(),
        seconds,
        cpu);
  }
}
