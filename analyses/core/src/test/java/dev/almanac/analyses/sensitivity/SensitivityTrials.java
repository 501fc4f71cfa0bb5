package dev.almanac.analyses.sensitivity;

import dev.almanac.analyses.statistics.Ranks;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Measure the kernel against made-up functions of known truth: error, coverage, claims on noise,
 * time. Not a test: run it by hand, {@code SensitivityTrials RUNS PARAMS SETS NOISE_SHARE}.
 */
final class SensitivityTrials {
  private final int sets;
  private double error;
  private double rankCorrelation;
  private double width;
  private int held;
  private int relevant;
  private int graded;
  private int claiming;
  private double milliseconds;

  private SensitivityTrials(int sets) {
    this.sets = sets;
  }

  /** Run the trials that the arguments name and print one line. */
  public static void main(String[] arguments) {
    int runs = Integer.parseInt(arguments[0]);
    int params = Integer.parseInt(arguments[1]);
    SensitivityTrials trials = new SensitivityTrials(Integer.parseInt(arguments[2]));
    double noise = Double.parseDouble(arguments[3]);
    for (int set = 0; set < trials.sets; set++) {
      trials.one(SyntheticRuns.mixed(runs, params, noise, 5000 + set), set);
    }
    new PrintStream(System.out, true, StandardCharsets.UTF_8)
        .println(trials.line(runs, params, noise));
  }

  private void one(SyntheticRuns runs, int set) {
    long started = System.nanoTime();
    Sensitivity result = SensitivityKernel.analyse(runs.table(), Goal.MINIMIZE, set);
    if (2 * set >= sets) {
      milliseconds += (System.nanoTime() - started) / 1e6 / (sets - sets / 2);
    }
    graded += result.verdict().grade() == Sensitivity.Grade.NONE ? 0 : 1;
    claiming +=
        result.params().stream().anyMatch(row -> row.status().equals("distinguishable")) ? 1 : 0;
    List<Sensitivity.ImportanceRow> rows =
        result.importances().stream()
            .filter(row -> row.method().equals("anova_first") && row.subset().equals("all"))
            .sorted(Comparator.comparing(Sensitivity.ImportanceRow::key))
            .toList();
    double[] estimate = rows.stream().mapToDouble(Sensitivity.ImportanceRow::importance).toArray();
    if (estimate.length > 0) {
      rankCorrelation += Ranks.correlation(estimate, runs.first()) / sets;
    }
    for (int param = 0; param < estimate.length; param++) {
      double truth = runs.first()[param];
      error += Math.abs(estimate[param] - truth) / estimate.length / sets;
      if (truth > Sensitivity.NOISE_SHARE) {
        relevant++;
        width += rows.get(param).high() - rows.get(param).low();
        held += rows.get(param).low() <= truth && truth <= rows.get(param).high() ? 1 : 0;
      }
    }
  }

  private String line(int runs, int params, double noise) {
    return String.format(
        Locale.ROOT,
        "runs %d params %d noise %.2f: mean absolute error %.4f, rank correlation %.3f, 90 %% intervals"
            + " hold %.3f at width %.3f, graded %.3f, with a param told from noise %.3f, %.0f ms",
        runs,
        params,
        noise,
        error,
        rankCorrelation,
        (double) held / relevant,
        width / relevant,
        (double) graded / sets,
        (double) claiming / sets,
        milliseconds);
  }
}
