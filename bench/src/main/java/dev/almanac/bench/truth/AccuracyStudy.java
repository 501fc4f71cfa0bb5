package dev.almanac.bench.truth;

import dev.almanac.analyses.sensitivity.Goal;
import dev.almanac.analyses.sensitivity.RunTable;
import dev.almanac.analyses.sensitivity.Sensitivity;
import dev.almanac.analyses.sensitivity.SensitivityKernel;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Measures errors of shares, how often 90 % intervals hold, claims on noise, and time. Run by hand:
 * {@code AccuracyStudy RUNS SETS NOISE_SHARE [KIND...]}; a noise share of 1 leaves noise only.
 */
public final class AccuracyStudy {
  private static final double RELEVANT = .01;

  private final String kind;
  private final int runs;
  private final double noise;
  private double error;
  private int shares;
  private double correlation;
  private int sets;
  private int relevant;
  private int held;
  private double width;
  private int claims;
  private int chosenTrees;
  private double seconds;
  private int[] heldOf = new int[64];
  private int[] seenOf = new int[64];

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
    List<AccuracyStudy> studies = new ArrayList<>();
    for (String kind : kinds) {
      AccuracyStudy study = new AccuracyStudy(kind, runs, noise);
      for (int set = 0; set < sets; set++) {
        study.one(set);
      }
      out.println(study.line());
      studies.add(study);
    }
    AccuracyStudy all = new AccuracyStudy("all", runs, noise);
    studies.forEach(all::add);
    out.println(all.line());
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
    chosenTrees += trees ? 1 : 0;
    double[] estimate = new double[truth.length];
    for (Sensitivity.ImportanceRow row : result.importances()) {
      if (row.method().equals("anova_first") && subset(row)) {
        int param = Integer.parseInt(row.key().substring(1));
        estimate[param] = row.importance();
        error += Math.abs(row.importance() - truth[param]);
        shares++;
        if (Boolean.getBoolean("study.rows")) {
          System.out.println(
              String.join(
                  ",",
                  "ROW",
                  kind,
                  String.valueOf(set),
                  String.valueOf(param),
                  trees ? "trees" : "basis",
                  String.valueOf(truth[param]),
                  String.valueOf(row.importance()),
                  String.valueOf(row.low()),
                  String.valueOf(row.high())));
        }
        if (truth[param] > RELEVANT) {
          boolean holds = row.low() <= truth[param] && truth[param] <= row.high();
          relevant++;
          held += holds ? 1 : 0;
          heldOf[param] += holds ? 1 : 0;
          seenOf[param]++;
          width += row.high() - row.low();
        }
      }
    }
    correlation += correlation(truth, estimate);
  }

  /** Returns the CPU time of the whole process, the compiler's included, in nanoseconds. */
  private static long cpu() {
    return ProcessHandle.current()
        .info()
        .totalCpuDuration()
        .map(java.time.Duration::toNanos)
        .orElse(0L);
  }

  private static boolean subset(Sensitivity.ImportanceRow row) {
    return row.subset().equals("all");
  }

  /** Spearman's, ties sharing their mean rank. */
  private static double correlation(double[] a, double[] b) {
    double[] ra = ranks(a);
    double[] rb = ranks(b);
    double mean = (a.length - 1) / 2.0;
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (int i = 0; i < a.length; i++) {
      ab += (ra[i] - mean) * (rb[i] - mean);
      aa += (ra[i] - mean) * (ra[i] - mean);
      bb += (rb[i] - mean) * (rb[i] - mean);
    }
    return aa * bb > 0 ? ab / Math.sqrt(aa * bb) : 0;
  }

  private static double[] ranks(double[] values) {
    double[] ranks = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      for (double other : values) {
        // Truths that differ by less than their own error are ties.
        double difference = values[i] - other;
        ranks[i] += difference > 1e-3 ? 1 : difference > -1e-3 ? .5 : 0;
      }
      ranks[i] -= .5;
    }
    return ranks;
  }

  private void add(AccuracyStudy other) {
    error += other.error;
    shares += other.shares;
    correlation += other.correlation;
    sets += other.sets;
    relevant += other.relevant;
    held += other.held;
    width += other.width;
    claims += other.claims;
    chosenTrees += other.chosenTrees;
    seconds += other.seconds;
  }

  private String line() {
    double worst = 1;
    for (int param = 0; param < seenOf.length; param++) {
      if (seenOf[param] >= 5) {
        worst = Math.min(worst, (double) heldOf[param] / seenOf[param]);
      }
    }
    return String.format(
        Locale.ROOT,
        "%-12s n %6d noise %.1f sets %3d: error %.4f rank %.3f | held %.3f worst %.2f width %.3f |"
            + " claims %.2f trees %.2f | %.3f CPU s",
        kind,
        runs,
        noise,
        sets,
        error / Math.max(1, shares),
        correlation / sets,
        (double) held / Math.max(1, relevant),
        worst,
        width / Math.max(1, relevant),
        (double) claims / sets,
        (double) chosenTrees / sets,
        seconds / sets);
  }
}
