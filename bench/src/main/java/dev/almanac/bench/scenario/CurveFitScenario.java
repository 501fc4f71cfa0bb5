package dev.almanac.bench.scenario;

import dev.almanac.analyses.curvefit.ManyCurves;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Curve families fitted by variable projection to 10,000 curves of 100 points, on two threads and
 * warm; beside them SciPy's {@code curve_fit} of the power law, warm in its own process.
 */
record CurveFitScenario() implements Scenario {

  private static final int CURVES = 10_000;
  private static final int POINTS = 100;
  private static final int THREADS = 2;
  private static final String PEER = "peer: SciPy curve_fit, pow3, 10,000 x 100";

  @Override
  public String name() {
    return "curve-fit";
  }

  @Override
  public String summary() {
    return "families of curves fitted to 10,000 curves of 100 points, on two threads";
  }

  @Override
  public Result run(Bench bench) throws IOException, InterruptedException {
    ManyCurves curves = ManyCurves.draw(CURVES, POINTS);
    Recorder recorder = new Recorder();
    List<Comparison> comparisons = new ArrayList<>();
    for (String family : List.of("pow3", "exp3", "ilog2", "pow4", "mmf4", "wbl4", "vap3")) {
      String step = family + ", 10,000 x 100, warm";
      curves.fitAll(family, THREADS);
      for (int repetition = 0; repetition < bench.repetitions(); repetition++) {
        measure(curves, family, step, recorder);
      }
      comparisons.add(Comparison.atMost(step + ", wall", recorder.of(step).wall(), 0.6, "s"));
    }
    if (bench.python() != null) {
      Path csv = bench.fresh("curves.csv");
      curves.writeCsv(csv);
      double[] seconds =
          PeerOutput.seconds(bench.peer("scipy_curve_fit.py", csv.toString()).output());
      recorder.add(PEER, seconds[0], seconds[1], (long) CURVES * POINTS);
      comparisons.add(
          Comparison.shown(
              "SciPy curve_fit / ours, pow3, CPU",
              recorder.of("pow3, 10,000 x 100, warm").cpu(),
              recorder.of(PEER).cpu()));
    }
    return new Result(recorder.measurements(), comparisons);
  }

  private static void measure(ManyCurves curves, String family, String step, Recorder recorder) {
    double[] error = new double[1];
    ProcessTimer.measure(
        recorder, step, (long) CURVES * POINTS, () -> error[0] = curves.fitAll(family, THREADS));
    recorder.note(step, "median error of the asymptote " + (float) error[0]);
  }
}
