package dev.almanac.bench.store;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Invents training runs: 20 params of which some matter, and 5 metrics that follow power-law
 * learning curves with noise. Run number {@code i} depends on {@code i} and the number of steps
 * alone, so a longer history begins with the shorter one. Uses {@link StrictMath} throughout, so
 * that every machine gets the same bits. Stateless.
 *
 * @param steps steps of each metric
 * @param experiments names of the experiments that runs are dealt to, one after another
 * @param metrics which of the 5 metrics are kept
 * @param betweenStarts milliseconds from one start to the next
 */
record SyntheticHistory(
    int steps, List<String> experiments, List<String> metrics, long betweenStarts)
    implements RunHistory {

  /** The experiments that runs are spread over. */
  static final List<String> EXPERIMENTS =
      List.of("digits-mlp", "reviews-transformer", "prices-boosting", "images-convnet");

  /** 2026-01-05T08:00:00Z, a Monday. */
  private static final long FIRST_START = 1_767_600_000_000L;

  private static final List<String> METRICS =
      List.of("train_loss", "val_loss", "val_accuracy", "grad_norm", "learning_rate");

  private static final long BETWEEN_STARTS = 2_220_000L;

  private static final long YEAR = 364 * 86_400_000L;

  /** All 5 metrics in 4 experiments, a run every 37 minutes. */
  SyntheticHistory(int steps) {
    this(steps, EXPERIMENTS, METRICS, BETWEEN_STARTS);
  }

  /** Spreads runs evenly over a year of 52 weeks and many experiments, with 3 metrics each. */
  static SyntheticHistory year(int steps, int projects, int runs) {
    List<String> names =
        IntStream.rangeClosed(1, projects)
            .mapToObj(number -> String.format(Locale.ROOT, "project-%02d", number))
            .toList();
    return new SyntheticHistory(steps, names, METRICS.subList(0, 3), YEAR / runs);
  }

  @Override
  public SyntheticRun run(int index) {
    SplittableRandom random = new SplittableRandom(0x9E37_79B9L * (index + 1));
    String id = hex(random.nextLong()) + hex(random.nextLong());
    Settings settings = Settings.draw(random);
    long start = FIRST_START + index * betweenStarts;
    Map<String, double[]> kept = curves(settings, steps, random);
    kept.keySet().retainAll(metrics);
    return new SyntheticRun(
        id,
        String.format(Locale.ROOT, "trial-%05d", index),
        index % experiments.size(),
        start,
        settings.diverges(),
        settings.params(random, index),
        kept,
        times(start, steps, random));
  }

  static long[] times(long start, int steps, SplittableRandom random) {
    long[] times = new long[steps];
    long now = start + 400;
    for (int step = 0; step < steps; step++) {
      times[step] = now;
      now += 900 + random.nextInt(600);
    }
    return times;
  }

  static Map<String, double[]> curves(Settings settings, int steps, SplittableRandom random) {
    double[] trainLoss = new double[steps];
    double[] validationLoss = new double[steps];
    double[] accuracy = new double[steps];
    double[] gradientNorm = new double[steps];
    double[] rate = new double[steps];
    int divergence = settings.diverges() ? 5 + random.nextInt(60) : Integer.MAX_VALUE;
    for (int step = 0; step < steps; step++) {
      boolean diverged = step >= divergence;
      double fall = StrictMath.pow(step + 1.0, -settings.speed());
      double loss = settings.floor() + 2.2 * fall;
      double overfit = settings.overfitting() * step / (steps + 40.0);
      trainLoss[step] = diverged ? Double.NaN : loss * noise(random, .03);
      validationLoss[step] = diverged ? Double.NaN : (loss + overfit) * noise(random, .02);
      accuracy[step] = diverged ? .1 : StrictMath.exp(-.55 * (loss + overfit)) * noise(random, .01);
      gradientNorm[step] = diverged ? Double.NaN : (.4 + 6 * fall) * noise(random, .2);
      rate[step] = settings.rateAt(step, steps);
    }
    Map<String, double[]> metrics = new LinkedHashMap<>();
    metrics.put("train_loss", trainLoss);
    metrics.put("val_loss", validationLoss);
    metrics.put("val_accuracy", accuracy);
    metrics.put("grad_norm", gradientNorm);
    metrics.put("learning_rate", rate);
    return metrics;
  }

  private static double noise(SplittableRandom random, double scale) {
    double sum = random.nextDouble() + random.nextDouble() + random.nextDouble() - 1.5;
    return StrictMath.max(.05, 1 + 2 * scale * sum);
  }

  private static String hex(long bits) {
    return String.format(Locale.ROOT, "%016x", bits);
  }
}
