package dev.almanac.bench.scenario;

import dev.almanac.analyses.trend.ChangePointStudy;
import dev.almanac.analyses.trend.ChangePointStudy.Kind;
import dev.almanac.analyses.trend.ChangePointStudy.Score;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * How many changes are found in weekly series whose changes are known, and how many where there is
 * none; beside it the segmentation alone, and ruptures' PELT with the penalty of its handbook.
 */
record ChangePointScenario() implements Scenario {

  private static final String OURS = "change points, 2,600 series of 52 weeks";
  private static final String SEGMENTATION = "segmentation alone, the same series";
  private static final String PEER = "peer: ruptures PELT (l2, min_size 2, jump 1, 2 sigma^2 ln n)";

  @Override
  public String name() {
    return "change-points";
  }

  @Override
  public String summary() {
    return "accuracy of change points on 13 kinds of weekly series with known truth";
  }

  @Override
  public Result run(Bench bench) throws IOException, InterruptedException {
    Recorder recorder = new Recorder();
    List<Comparison> comparisons = new ArrayList<>();
    timed(recorder, OURS, "", comparisons, ChangePointStudy::ours);
    timed(
        recorder,
        SEGMENTATION,
        "segmentation alone: ",
        comparisons,
        ChangePointStudy::segmentation);
    if (bench.python() != null) {
      Path csv = bench.fresh("weekly-levels.csv");
      ChangePointStudy.write(csv);
      String output = bench.peer("ruptures_weeks.py", csv.toString()).output();
      double[] seconds = PeerOutput.seconds(output);
      recorder.add(PEER, seconds[0], seconds[1], 0);
      for (Kind kind : Kind.values()) {
        show(
            "ruptures: ",
            kind,
            new Score(
                PeerOutput.number(output, "exact_" + kind.word()),
                PeerOutput.number(output, "near_" + kind.word()),
                PeerOutput.number(output, "wrong_" + kind.word())),
            comparisons);
      }
    }
    return new Result(recorder.measurements(), comparisons);
  }

  private static void timed(
      Recorder recorder,
      String step,
      String prefix,
      List<Comparison> comparisons,
      Function<Kind, Score> method) {
    ThreadMXBean thread = ManagementFactory.getThreadMXBean();
    long wall = System.nanoTime();
    long cpu = thread.getCurrentThreadCpuTime();
    for (Kind kind : Kind.values()) {
      show(prefix, kind, method.apply(kind), comparisons);
    }
    recorder.add(
        step, (System.nanoTime() - wall) / 1e9, (thread.getCurrentThreadCpuTime() - cpu) / 1e9, 0);
  }

  private static void show(String prefix, Kind kind, Score score, List<Comparison> comparisons) {
    boolean bars = prefix.isEmpty();
    double exact =
        switch (kind) {
          case STEP_150 -> .95;
          case STEP_075 -> .75;
          default -> Double.NaN;
        };
    boolean steps =
        switch (kind) {
          case STEP_150, STEP_075, STEP_075_VOLUME, TWO_STEPS -> true;
          default -> false;
        };
    if (steps) {
      boolean bar = bars && !Double.isNaN(exact);
      comparisons.add(
          new Comparison(
              prefix + kind.word() + ", found exactly",
              score.exact(),
              bar ? String.format(Locale.ROOT, ">= %.2f", exact) : "none",
              !bar || score.exact() >= exact));
      comparisons.add(
          new Comparison(
              prefix + kind.word() + ", found within 2 weeks", score.near(), "none", true));
    }
    double most = kind == Kind.CONSTANT || kind == Kind.VOLUME ? .05 : .5;
    boolean bar = bars && !steps;
    comparisons.add(
        new Comparison(
            prefix + kind.word() + ", false changes a series",
            score.wrong(),
            bar ? String.format(Locale.ROOT, "<= %.2f", most) : "none",
            !bar || score.wrong() <= most));
  }
}
