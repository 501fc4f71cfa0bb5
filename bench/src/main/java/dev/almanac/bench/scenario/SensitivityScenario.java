package dev.almanac.bench.scenario;

import dev.almanac.analyses.sensitivity.Goal;
import dev.almanac.analyses.sensitivity.RunTable;
import dev.almanac.analyses.sensitivity.Sensitivity;
import dev.almanac.analyses.sensitivity.SensitivityKernel;
import dev.almanac.bench.kernels.SyntheticDesign;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The sensitivity kernel with intervals on four sizes, in this process and warm; beside the first
 * Optuna's fANOVA, which gives shares without intervals, warm in its own process.
 */
record SensitivityScenario() implements Scenario {

  private static final String COLD = "sensitivity 1,000 x 32, first call in a JVM";
  private static final String OPTUNA = "peer: Optuna fANOVA 1,000 x 32 (64 trees)";

  /**
   * One size.
   *
   * @param runs number of runs
   * @param params number of params
   * @param seconds bar, on two idle cores
   * @param warmUp calls before the first that counts
   * @param allPairs whether every pair should be in the model
   */
  private record Size(int runs, int params, double seconds, int warmUp, boolean allPairs) {

    String step() {
      String pairs = allPairs ? ", all pairs" : "";
      return String.format(Locale.ROOT, "sensitivity %,d x %d%s, warm", runs, params, pairs);
    }
  }

  private static final List<Size> SIZES =
      List.of(
          new Size(1_000, 32, .5, 10, false),
          new Size(1_000, 16, 4, 10, true),
          new Size(10_000, 20, 1, 3, false),
          new Size(100_000, 20, 3, 2, false));

  @Override
  public String name() {
    return "sensitivity";
  }

  @Override
  public String summary() {
    return "sensitivity with intervals, ranks, curves and cross-validation on 1,000 runs x 32"
        + " params and three other sizes";
  }

  @Override
  public Result run(Bench bench) throws IOException, InterruptedException {
    SyntheticDesign design = new SyntheticDesign(1_000, 32);
    Recorder recorder = new Recorder();
    ProcessTimer.measure(recorder, COLD, 0, () -> answer(design.table(), SIZES.get(0), 1));
    List<Comparison> comparisons = new ArrayList<>();
    for (Size size : SIZES) {
      RunTable table = new SyntheticDesign(size.runs, size.params).table();
      for (int call = 0; call < size.warmUp; call++) {
        answer(table, size, call);
      }
      for (int repetition = 0; repetition < bench.repetitions(); repetition++) {
        ProcessTimer.measure(recorder, size.step(), 0, () -> answer(table, size, 1));
      }
      if (size.allPairs) {
        comparisons.add(pairs(answer(table, size, 1), size));
      }
      Measurement warm = recorder.of(size.step());
      comparisons.add(Comparison.atMost(size.step() + ", wall", warm.wall(), size.seconds, "s"));
    }
    if (bench.python() != null) {
      Path csv = bench.fresh("design.csv");
      design.writeCsv(csv);
      double[] seconds =
          PeerOutput.seconds(bench.peer("optuna_fanova.py", csv.toString()).output());
      recorder.add(OPTUNA, seconds[0], seconds[1], 0);
      recorder.note(OPTUNA, "one call, start-up left out");
      comparisons.add(
          Comparison.timesCheaper(
              "Optuna fANOVA / ours, CPU",
              recorder.of(SIZES.get(0).step()).cpu(),
              recorder.of(OPTUNA).cpu(),
              50));
    }
    return new Result(recorder.measurements(), comparisons);
  }

  private static Comparison pairs(Sensitivity answer, Size size) {
    int fitted = answer.surrogates().get(0).pairsFitted();
    int all = size.params * (size.params - 1) / 2;
    return new Comparison(size.step() + ", pairs in the model", fitted, ">= " + all, fitted >= all);
  }

  private static Sensitivity answer(RunTable table, Size size, int seed) {
    Sensitivity answer = SensitivityKernel.analyse(table, Goal.MINIMIZE, seed);
    if (answer.verdict().status() != Sensitivity.Status.ANSWERED) {
      throw new IllegalStateException("No answer on " + size + ": " + answer.verdict());
    }
    return answer;
  }
}
