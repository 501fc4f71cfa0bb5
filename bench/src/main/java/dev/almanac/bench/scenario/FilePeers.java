package dev.almanac.bench.scenario;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Reading a file store in the plainest way there is: every byte of every file, and no more. */
final class FilePeers {

  private static final String WALK = "peer: plain walk reading all bytes (Python)";
  private static final String CAT = "peer: find | xargs cat";

  private FilePeers() {}

  static void run(Bench bench, Path store, long points, Recorder recorder)
      throws IOException, InterruptedException {
    recorder.add(WALK, bench.peer("walk.py", store.toString()), points);
    String pipeline = "find \"$1\" -type f -print0 | xargs -0 cat >/dev/null";
    recorder.add(CAT, bench.program("sh", "-c", pipeline, "sh", store.toString()), points);
  }

  static List<Comparison> comparisons(Measurement first, Recorder recorder) {
    double walk = recorder.of(WALK).cpu();
    double more = first.cpu() - recorder.of(SyncScenario.ALONE).cpu();
    return List.of(
        Comparison.atMostTimes("first sync / plain walk, CPU", first.cpu(), walk, 3),
        Comparison.atMostTimes("the same without what syncing one run costs, CPU", more, walk, 3));
  }
}
