package dev.almanac.bench.scenario;

import dev.almanac.bench.truth.AccuracyComparison;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How near the shares of hyperparameters come to the truth on functions whose shares are known;
 * beside it what other tools make of the same runs. The tables by kind of function go to {@code
 * accuracy.md} in the work folder. A repetition is one more function of every kind.
 */
record AccuracyScenario() implements Scenario {

  private static final List<Integer> RUNS = List.of(200, 1_000);

  /** CPU seconds after which a peer's answer to one data set is not waited for. */
  private static final int PATIENCE = 30;

  private static final String OURS = "sensitivity of all data sets";

  @Override
  public String name() {
    return "accuracy-peers";
  }

  @Override
  public String summary() {
    return "errors of the shares of hyperparameters on functions with known truth, 200 and 1,000"
        + " runs";
  }

  @Override
  public Result run(Bench bench) throws IOException, InterruptedException {
    Recorder recorder = new Recorder();
    AccuracyComparison comparison = AccuracyComparison.draw(RUNS, bench.repetitions());
    ProcessTimer.measure(recorder, OURS, 0, comparison::answer);
    if (bench.python() != null) {
      Path folder = bench.fresh("accuracy");
      comparison.write(folder);
      for (String peer : List.of("accuracy_peers.py", "accuracy_deepcave.py")) {
        if (peer.equals("accuracy_peers.py") || bench.hasOwnPeer("deepcave")) {
          String output = bench.peer(peer, folder.toString(), Integer.toString(PATIENCE)).output();
          comparison.read(output);
          output.lines().filter(line -> line.startsWith("skipped")).forEach(System.err::println);
          for (String line : output.lines().filter(each -> each.startsWith("time,")).toList()) {
            String[] cells = line.split(",", -1);
            double seconds = Double.parseDouble(cells[2]);
            recorder.add("peer: " + cells[1] + ", all data sets", seconds, seconds, 0);
          }
        } else {
          System.err.println("bench: " + peer + " is left out: its tool is not installed");
        }
      }
    }
    String tables = comparison.table(RUNS.get(0)) + "\n" + comparison.table(RUNS.get(1));
    Files.writeString(bench.work().resolve("accuracy.md"), tables);
    System.out.print(tables);
    return new Result(recorder.measurements(), comparisons(comparison.lines()));
  }

  private static List<Comparison> comparisons(List<AccuracyComparison.Line> lines) {
    List<Comparison> comparisons = new ArrayList<>();
    for (AccuracyComparison.Line line : lines) {
      boolean ours = line.method().equals(AccuracyComparison.OURS);
      boolean many = line.runs() == 1_000;
      String what = String.format(Locale.ROOT, "%s, n=%,d: ", line.method(), line.runs());
      comparisons.add(
          ours && many
              ? below(what + "mean absolute error of a share", line.error(), .010)
              : shown(what + "mean absolute error of a share", line.error()));
      comparisons.add(
          ours && many
              ? above(what + "rank correlation", line.rank(), .95)
              : shown(what + "rank correlation", line.rank()));
      if (!Double.isNaN(line.coverage())) {
        comparisons.add(
            ours
                ? above(what + "90 % intervals that hold the truth", line.coverage(), .85)
                : shown(what + "90 % intervals that hold the truth", line.coverage()));
        comparisons.add(
            ours && !many
                ? below(what + "mean width of the intervals", line.width(), .10)
                : shown(what + "mean width of the intervals", line.width()));
      }
      if (line.answered() < 1) {
        comparisons.add(shown(what + "share of data sets answered", line.answered()));
      }
    }
    return comparisons;
  }

  private static Comparison shown(String what, double value) {
    return new Comparison(what, value, "none", true);
  }

  private static Comparison below(String what, double value, double limit) {
    return new Comparison(
        what, value, String.format(Locale.ROOT, "<= %.3f", limit), value <= limit);
  }

  private static Comparison above(String what, double value, double limit) {
    return new Comparison(
        what, value, String.format(Locale.ROOT, ">= %.2f", limit), value >= limit);
  }
}
