package dev.almanac.bench.scenario;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Other programs that read one kind of logs. */
interface LogPeers {

  /** Runs all of them once on the same logs. */
  void run(Bench bench, Path store, long points, Recorder recorder)
      throws IOException, InterruptedException;

  /**
   * Holds a cost of Almanac against theirs.
   *
   * @param what the cost is of, for people
   * @param cpu the cost in CPU seconds
   */
  List<Comparison> comparisons(String what, double cpu, Recorder recorder);

  /**
   * Runs a script on a part of the logs and records what all of them would cost.
   *
   * @param points of all logs
   * @param parts how many parts there are
   * @param part how many of them the script reads
   * @param unit what a part is, for people, in the plural
   */
  static void extrapolated(
      Recorder recorder,
      String step,
      Execution sample,
      long points,
      int part,
      int parts,
      String unit) {
    double read = PeerOutput.number(sample.output(), "points");
    if (read != (double) points / parts * part) {
      throw new IllegalStateException(step + " read " + read + " points of " + points);
    }
    double[] seconds = PeerOutput.seconds(sample.output());
    double scale = (double) parts / part;
    recorder.add(step, seconds[0] * scale, seconds[1] * scale, points);
    recorder.note(
        step,
        String.format(
            Locale.ROOT, "extrapolated from %,d of %,d %s, start-up left out", part, parts, unit));
  }
}
