package dev.almanac.analyses.hygiene;

import java.util.Locale;

/**
 * One thing that should be known of every run. The weights add up to 100, so that a score is a sum
 * of points; they are this project's own judgement: a third for the code and what it ran on, as
 * much for what went in, the rest for what came out.
 */
public enum Item {
  /** The commit that ran, or a copy of the source. */
  CODE_COMMIT("code", 12, true, "code version"),
  /** Whether files were changed since the commit, and if so, how. */
  CODE_CHANGES("code", 4, true, "uncommitted changes"),
  /** The script or command that was started. */
  COMMAND("code", 3, false, "command"),
  /** The version of Python. */
  PYTHON("environment", 3, false, "Python version"),
  /** The packages with their versions. */
  PACKAGES("environment", 8, true, "package versions"),
  /** The processor or GPU. */
  HARDWARE("environment", 3, false, "hardware"),
  /** Which data in which version. */
  DATA_VERSION("data", 12, true, "data version"),
  /** What was trained on, validated on and tested on. */
  DATA_SPLITS("data", 4, false, "data splits"),
  /** The hyperparameters. */
  PARAMS("params", 12, true, "params"),
  /** What the randomness started from. */
  SEED("params", 8, true, "seed"),
  /** A metric with more than one point. */
  CURVE("metrics", 10, false, "metrics through training"),
  /** The model or a checkpoint of it. */
  MODEL("models", 10, false, "model"),
  /** When the run began and ended. */
  TIMING("timing", 7, false, "start and end"),
  /** Plots. */
  CHARTS("outputs", 2, false, "charts"),
  /** Predictions, generated texts, images and the like. */
  SAMPLES("outputs", 2, false, "sample outputs");

  private final String area;
  private final double weight;
  private final boolean essential;
  private final String label;

  Item(String area, double weight, boolean essential, String label) {
    this.area = area;
    this.weight = weight;
    this.essential = essential;
    this.label = label;
  }

  /** Returns the word that the tables hold, such as {@code code_commit}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns what it is about: code, environment, data, params, metrics, models, timing, outputs.
   */
  public String area() {
    return area;
  }

  /** Returns how many of the 100 points it is worth. */
  public double weight() {
    return weight;
  }

  /** Tells whether a run cannot be done again in the same way without it. */
  public boolean isEssential() {
    return essential;
  }

  /** Returns its name in sentences. */
  public String label() {
    return label;
  }
}
