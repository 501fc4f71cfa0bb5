package dev.almanac.bench.scenario;

import dev.almanac.analyses.importance.PedAnova;
import dev.almanac.analyses.importance.PedOptions;
import dev.almanac.analyses.importance.PedParam;
import dev.almanac.bench.kernels.SyntheticDesign;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The PED-ANOVA kernel on 1,000 runs x 32 params, in this process and warm; beside it Optuna's. */
record PedAnovaScenario() implements Scenario {

  private static final String WARM = "PED-ANOVA 1,000 x 32, warm, 100 calls";
  private static final String OPTUNA = "peer: Optuna PED-ANOVA 1,000 x 32, warm";
  private static final int WARM_UP = 500;
  private static final int CALLS = 100;

  @Override
  public String name() {
    return "ped-anova";
  }

  @Override
  public String summary() {
    return "PED-ANOVA on 1,000 runs x 32 params";
  }

  @Override
  public Result run(Bench bench) throws IOException, InterruptedException {
    SyntheticDesign design = new SyntheticDesign(1_000, 32);
    double[] losses = design.losses();
    List<PedParam> params = design.pedParams();
    Recorder recorder = new Recorder();
    call(losses, params, WARM_UP);
    for (int repetition = 0; repetition < bench.repetitions(); repetition++) {
      ThreadMXBean thread = ManagementFactory.getThreadMXBean();
      long wall = System.nanoTime();
      long cpu = thread.getCurrentThreadCpuTime();
      call(losses, params, CALLS);
      recorder.add(
          WARM,
          (System.nanoTime() - wall) / 1e9,
          (thread.getCurrentThreadCpuTime() - cpu) / 1e9,
          0);
    }
    List<Comparison> comparisons = new ArrayList<>();
    if (bench.python() != null) {
      Path csv = bench.fresh("design.csv");
      design.writeCsv(csv);
      String output = bench.peer("optuna_ped_anova.py", csv.toString()).output();
      double[] seconds = PeerOutput.seconds(output);
      recorder.add(OPTUNA, seconds[0], seconds[1], 0);
      recorder.note(OPTUNA, "median of five calls, start-up left out");
      comparisons.add(
          Comparison.timesCheaper(
              "Optuna PED-ANOVA / ours, CPU",
              recorder.of(WARM).cpu() / CALLS,
              recorder.of(OPTUNA).cpu(),
              5));
      comparisons.add(
          Comparison.atMost(
              "largest relative difference of the figures",
              difference(losses, params, output) * 1e12,
              1,
              "e-12"));
    }
    return new Result(recorder.measurements(), comparisons);
  }

  private static void call(double[] losses, List<PedParam> params, int calls) {
    double sum = 0;
    for (int call = 0; call < calls; call++) {
      sum += PedAnova.importances(losses, params, PedOptions.DEFAULT).importances()[0];
    }
    if (!(sum > 0)) {
      throw new IllegalStateException("The first param has no importance: " + sum);
    }
  }

  private static double difference(double[] losses, List<PedParam> params, String output) {
    double[] ours = PedAnova.importances(losses, params, PedOptions.DEFAULT).importances();
    double most = 0;
    for (int param = 0; param < ours.length; param++) {
      double theirs = PeerOutput.number(output, "importance_" + params.get(param).key());
      most = Math.max(most, Math.abs(ours[param] - theirs) / Math.abs(theirs));
    }
    return most;
  }
}
