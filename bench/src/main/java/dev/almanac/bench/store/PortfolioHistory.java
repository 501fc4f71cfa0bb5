package dev.almanac.bench.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Invents what an organisation of many teams leaves behind: 50 projects of unequal size over 26
 * weeks and more, in which every tenth setting is run four times with other seeds, some runs
 * diverge into NaN and others end early for want of memory. Run number {@code i} depends on {@code
 * i} and the number of steps alone; 10,000 runs make 27 weeks. Stateless.
 *
 * @param steps steps of each of the 5 metrics of a run that ends
 */
record PortfolioHistory(int steps) implements RunHistory {

  private static final List<String> SUBJECTS =
      List.of(
          "images",
          "reviews",
          "prices",
          "speech",
          "clicks",
          "routes",
          "proteins",
          "invoices",
          "faults",
          "demand");

  private static final List<String> MODELS =
      List.of("mlp", "convnet", "transformer", "boosting", "gnn");

  /** 2026-01-05T08:00:00Z, a Monday. */
  private static final long FIRST_START = 1_767_600_000_000L;

  /** 27 weeks in 10,000 steps. */
  private static final long BETWEEN_STARTS = 1_632_960L;

  /** Of ten runs in a row the last four have one setting. */
  private static final int BLOCK = 10;

  private static final int FIRST_REPEAT = 6;

  @Override
  public List<String> experiments() {
    List<String> names = new ArrayList<>();
    for (String subject : SUBJECTS) {
      for (String model : MODELS) {
        names.add(subject + "-" + model);
      }
    }
    return List.copyOf(names);
  }

  @Override
  public SyntheticRun run(int index) {
    int position = index % BLOCK;
    int setting = position > FIRST_REPEAT ? index - position + FIRST_REPEAT : index;
    SplittableRandom shared = new SplittableRandom(0x5851_F42DL * (setting + 1));
    int experiment = project(shared.nextDouble());
    Settings settings = Settings.draw(shared);
    Map<String, String> params = new LinkedHashMap<>(settings.params(shared, index));
    params.put("seed", String.valueOf(Math.max(0, position - FIRST_REPEAT)));
    SplittableRandom own = new SplittableRandom(0x9E37_79B9L * (index + 1));
    String id = String.format(Locale.ROOT, "%016x%016x", own.nextLong(), own.nextLong());
    boolean outOfMemory = settings.batch() == 512 && settings.layers() > 5;
    int done = outOfMemory ? 1 + steps / 4 : steps;
    long start = FIRST_START + index * BETWEEN_STARTS;
    return new SyntheticRun(
        id,
        String.format(Locale.ROOT, "trial-%05d", index),
        experiment,
        start,
        outOfMemory || settings.diverges(),
        params,
        unlike(experiment, SyntheticHistory.curves(settings, done, own)),
        SyntheticHistory.times(start, done, own));
  }

  /** Spreads runs unevenly: the first of 50 projects gets 14 of 100, the last 1. */
  private int project(double uniform) {
    return (int) (SUBJECTS.size() * MODELS.size() * uniform * uniform);
  }

  /** Losses are in other units in each project. */
  private static Map<String, double[]> unlike(int experiment, Map<String, double[]> metrics) {
    double scale = 1 + experiment / 10.0;
    Map<String, double[]> scaled = new HashMap<>();
    for (String loss : List.of("train_loss", "val_loss")) {
      double[] values = metrics.getOrDefault(loss, new double[0]).clone();
      for (int step = 0; step < values.length; step++) {
        values[step] *= scale;
      }
      scaled.put(loss, values);
    }
    Map<String, double[]> ordered = new LinkedHashMap<>(metrics);
    ordered.putAll(scaled);
    return ordered;
  }
}
