package dev.almanac.bench.truth;

import dev.almanac.analyses.sensitivity.Goal;
import dev.almanac.analyses.sensitivity.RunTable;
import dev.almanac.analyses.sensitivity.Sensitivity;
import dev.almanac.analyses.sensitivity.SensitivityKernel;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Measures errors of shares, how often 90 % intervals hold, claims on noise, and time. Run by hand:
 * {@code AccuracyStudy RUNS SETS NOISE_SHARE [KIND...]}; a noise share of 1 leaves noise only.
 */
public final class AccuracyStudy {
  private final String kind;
  private final int runs;
  private final double noise;
  private final ShareScore score = new ShareScore();
  private final ShareScore treeScore = new ShareScore();
  private int sets;
  private int claims;
  private double seconds;

  private AccuracyStudy(String kind, int runs, double noise) {
    this.kind = kind;
    this.runs = runs;
    this.noise = noise;
  }

  /** Prints one line a kind and one over all. */
  public static void main(String[] arguments) {
    int runs = Integer.parseInt(arguments[0]);
    int sets = Integer.parseInt(arguments[1]);
    double noise = Double.parseDouble(arguments[2]);
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    List<String> kinds =
        arguments.length > 3
            ? Arrays.asList(arguments).subList(3, arguments.length)
            : TruthSuite.kinds();
    AccuracyStudy all = new AccuracyStudy("all", runs, noise);
    for (String kind : kinds) {
      AccuracyStudy study = new AccuracyStudy(kind, runs, noise);
      for (int set = 0; set < sets; set++) {
        study.one(set);
      }
      out.println(study.line());
      all.add(study);
    }
    out.println(all.line());
    if (all.treeScore.sets() > 0) {
      out.println("where trees were chosen: " + all.treeScore.text());
    }
  }

  private void one(int set) {
    TruthFunction function = TruthSuite.of(kind, set);
    double[] truth = function.first();
    RunTable table = function.runs(runs, noise, new SplittableRandom(1000 + set));
    long started = cpu();
    Sensitivity result = SensitivityKernel.analyse(table, Goal.MINIMIZE, set);
    seconds += (cpu() - started) / 1e9;
    sets++;
    boolean claim =
        result.params().stream().anyMatch(row -> row.status().equals("distinguishable"));
    claims += claim ? 1 : 0;
    boolean trees =
        result.surrogates().stream()
            .anyMatch(row -> row.chosen() && row.surrogate().contains("tree"));
    Estimate estimate = Estimate.of(result, truth.length);
    score.add(truth, estimate);
    if (trees) {
      treeScore.add(truth, estimate);
    }
    if (Boolean.getBoolean("study.rows")) {
      for (int param = 0; param < truth.length; param++) {
        System.out.printf(
            Locale.ROOT,
            "ROW,%s,%d,%d,%s,%.4f,%.4f,%.4f,%.4f%n",
            kind,
            set,
            param,
            trees ? "trees" : "basis",
            truth[param],
            estimate.share()[param],
            estimate.low()[param],
            estimate.high()[param]);
      }
    }
  }

  /** Returns the CPU time of the whole process, the compiler's included, in nanoseconds. */
  private static long cpu() {
    return ProcessHandle.current()
        .info()
        .totalCpuDuration()
        .map(java.time.Duration::toNanos)
        .orElse(0L);
  }

  private void add(AccuracyStudy other) {
    score.add(other.score);
    treeScore.add(other.treeScore);
    sets += other.sets;
    claims += other.claims;
    seconds += other.seconds;
  }

  private String line() {
    return String.format(
        Locale.ROOT,
        "%-12s n %6d noise %.1f %s | claims %.2f trees %.2f | %.3f CPU s",
        kind,
        runs,
        noise,
        score.text(),
        (double) claims / sets,
        (double) treeScore.sets() / sets,
        seconds / sets);
  }
}
