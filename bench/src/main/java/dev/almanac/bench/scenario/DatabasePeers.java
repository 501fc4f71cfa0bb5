package dev.almanac.bench.scenario;

import dev.almanac.bench.store.MlflowStoreGenerator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Other ways to get the metric histories out of MLflow's SQLite store. */
final class DatabasePeers {

  private static final String CONNECTORX = "peer: connectorx -> zstd Parquet, metrics alone";
  private static final String PANDAS = "peer: pandas read_sql -> Parquet, metrics alone";
  private static final String CLIENT = "peer: MLflow client, get_metric_history of all";

  /** Calls of the client that are measured; the whole export would take half an hour of CPU. */
  private static final int CALLS = 60;

  private DatabasePeers() {}

  static void run(Bench bench, Path store, long points, Recorder recorder)
      throws IOException, InterruptedException {
    String output = bench.fresh("peer.parquet").toString();
    recorder.add(CONNECTORX, bench.peer("connectorx_parquet.py", store.toString(), output), points);
    recorder.add(PANDAS, bench.peer("pandas_parquet.py", store.toString(), output), points);
    Execution sample = bench.peer("mlflow_history.py", store.toString(), String.valueOf(CALLS));
    long calls = callsNeeded(sample.output());
    double scale = (double) calls / CALLS;
    double[] seconds = PeerOutput.seconds(sample.output());
    recorder.add(CLIENT, seconds[0] * scale, seconds[1] * scale, points);
    recorder.note(
        CLIENT,
        String.format(
            Locale.ROOT, "extrapolated from %d of %,d calls, start-up left out", CALLS, calls));
  }

  private static long callsNeeded(String output) {
    return (long) PeerOutput.number(output, "runs") * MlflowStoreGenerator.KEYS;
  }

  static List<Comparison> comparisons(Measurement first, Recorder recorder) {
    return List.of(
        Comparison.atMostTimes(
            "first sync / connectorx, CPU", first.cpu(), recorder.of(CONNECTORX).cpu(), 2),
        Comparison.timesCheaper(
            "pandas / first sync, CPU", first.cpu(), recorder.of(PANDAS).cpu(), 2),
        Comparison.timesCheaper(
            "MLflow client / first sync, CPU", first.cpu(), recorder.of(CLIENT).cpu(), 300));
  }
}
