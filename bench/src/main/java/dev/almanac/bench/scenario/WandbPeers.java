package dev.almanac.bench.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What else reads {@code .wandb} logs.
 *
 * @param rows in the log
 */
record WandbPeers(int rows) implements LogPeers {

  private static final String CLIENT = "peer: wandb 0.19.11's DataStore + protobuf + json";
  private static final String BYTES = "peer: cat";

  /** Rows that the client reads. */
  private static final int SAMPLE = 200_000;

  @Override
  public void run(Bench bench, Path store, long points, Recorder recorder)
      throws IOException, InterruptedException {
    String log = log(store).toString();
    Execution client = bench.peer("wandb_datastore.py", log, String.valueOf(SAMPLE));
    LogPeers.extrapolated(recorder, CLIENT, client, points, SAMPLE, rows, "rows");
    recorder.add(BYTES, bench.program("sh", "-c", "cat \"$1\" >/dev/null", "sh", log), points);
  }

  private static Path log(Path store) throws IOException {
    try (Stream<Path> paths = Files.walk(store)) {
      return paths.filter(path -> path.toString().endsWith(".wandb")).findFirst().orElseThrow();
    }
  }

  @Override
  public List<Comparison> comparisons(String what, double cpu, Recorder recorder) {
    return List.of(
        Comparison.timesCheaper(
            "wandb's reader / " + what + ", CPU", cpu, recorder.of(CLIENT).cpu(), 8));
  }
}
