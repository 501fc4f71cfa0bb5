package dev.almanac.bench.scenario;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.List;

/**
 * What else reads event files.
 *
 * @param runs folders in the store
 */
record TensorBoardPeers(int runs) implements LogPeers {

  private static final String ACCUMULATOR = "peer: TensorBoard's EventAccumulator, all scalars";
  private static final String TBPARSE = "peer: tbparse -> data frames";
  private static final String SERVER = "peer: TensorBoard's data server (Rust), loading alone";
  private static final String CHECKED = "peer: plain reading of each record with its CRC-32C";

  /** Folders that the slow ones read; all would take two minutes of CPU. */
  private static final int SAMPLE = 20;

  @Override
  public void run(Bench bench, Path store, long points, Recorder recorder)
      throws IOException, InterruptedException {
    String sample = String.valueOf(SAMPLE);
    Execution accumulator = bench.peer("event_accumulator.py", store.toString(), sample);
    LogPeers.extrapolated(recorder, ACCUMULATOR, accumulator, points, SAMPLE, runs, "runs");
    Execution tbparse = bench.peer("tbparse_frames.py", store.toString(), sample);
    LogPeers.extrapolated(recorder, TBPARSE, tbparse, points, SAMPLE, runs, "runs");
    Execution server = bench.peer("data_server.py", store.toString());
    double[] seconds = PeerOutput.seconds(server.output());
    recorder.add(SERVER, seconds[0], seconds[1], points);
    recorder.note(SERVER, "every scalar kept, none handed out");
    CheckedRecords.read(store);
    ThreadMXBean thread = ManagementFactory.getThreadMXBean();
    long wall = System.nanoTime();
    long cpu = thread.getCurrentThreadCpuTime();
    CheckedRecords.read(store);
    recorder.add(
        CHECKED,
        (System.nanoTime() - wall) / 1e9,
        (thread.getCurrentThreadCpuTime() - cpu) / 1e9,
        points);
    recorder.note(CHECKED, "Java, warm, start-up left out");
  }

  @Override
  public List<Comparison> comparisons(String what, double cpu, Recorder recorder) {
    return List.of(
        Comparison.timesCheaper(
            "EventAccumulator / " + what + ", CPU", cpu, recorder.of(ACCUMULATOR).cpu(), 30),
        Comparison.timesCheaper("tbparse / " + what + ", CPU", cpu, recorder.of(TBPARSE).cpu(), 30),
        Comparison.atMostTimes(what + " / data server, CPU", cpu, recorder.of(SERVER).cpu(), 1),
        Comparison.atMostTimes(what + " / CRCs alone, CPU", cpu, recorder.of(CHECKED).cpu(), 10));
  }
}
