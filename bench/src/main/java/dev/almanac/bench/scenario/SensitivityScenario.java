package dev.almanac.bench.scenario;

import dev.almanac.analyses.sensitivity.Goal;
import dev.almanac.analyses.sensitivity.RunTable;
import dev.almanac.analyses.sensitivity.Sensitivity;
import dev.almanac.analyses.sensitivity.SensitivityKernel;
import dev.almanac.bench.kernels.SyntheticDesign;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The sensitivity kernel with intervals on 1,000 runs x 32 params, in this process and warm; beside
 * it Optuna's fANOVA, which gives shares without intervals, warm in its own process.
 */
record SensitivityScenario() implements Scenario {

  private static final String COLD = "sensitivity 1,000 x 32, first call in a JVM";
  private static final String WARM = "sensitivity 1,000 x 32, warm";
  private static final String OPTUNA = "peer: Optuna fANOVA 1,000 x 32 (64 trees)";
  private static final int WARM_UP = 10;

  @Override
  public String name() {
    return "sensitivity";
  }

  @Override
  public String summary() {
    return "sensitivity with intervals, ranks, curves and cross-validation on 1,000 runs x 32 params";
  }

  @Override
  public Result run(Bench bench) throws IOException, InterruptedException {
    SyntheticDesign design = new SyntheticDesign(1_000, 32);
    RunTable table = design.table();
    Recorder recorder = new Recorder();
    analyse(table, COLD, recorder);
    for (int call = 0; call < WARM_UP; call++) {
      requireAnswer(SensitivityKernel.analyse(table, Goal.MINIMIZE, call));
    }
    for (int repetition = 0; repetition < bench.repetitions(); repetition++) {
      analyse(table, WARM, recorder);
    }
    List<Comparison> comparisons = new ArrayList<>();
    Measurement warm = recorder.of(WARM);
    comparisons.add(Comparison.atMost(WARM + ", wall", warm.wall(), 1, "s"));
    if (bench.python() != null) {
      Path csv = bench.fresh("design.csv");
      design.writeCsv(csv);
      double[] seconds =
          PeerOutput.seconds(bench.peer("optuna_fanova.py", csv.toString()).output());
      recorder.add(OPTUNA, seconds[0], seconds[1], 0);
      recorder.note(OPTUNA, "one call, start-up left out");
      comparisons.add(
          Comparison.shown("Optuna fANOVA / ours, CPU", warm.cpu(), recorder.of(OPTUNA).cpu()));
    }
    return new Result(recorder.measurements(), comparisons);
  }

  /** Counts the CPU time of this thread, on which the kernel runs; the compiler's is not in it. */
  private static void analyse(RunTable table, String step, Recorder recorder) {
    ThreadMXBean thread = ManagementFactory.getThreadMXBean();
    long wall = System.nanoTime();
    long cpu = thread.getCurrentThreadCpuTime();
    requireAnswer(SensitivityKernel.analyse(table, Goal.MINIMIZE, 1));
    recorder.add(
        step, (System.nanoTime() - wall) / 1e9, (thread.getCurrentThreadCpuTime() - cpu) / 1e9, 0);
  }

  private static void requireAnswer(Sensitivity answer) {
    if (answer.verdict().status() != Sensitivity.Status.ANSWERED) {
      throw new IllegalStateException("No answer: " + answer.verdict());
    }
  }
}
