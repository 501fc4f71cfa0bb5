package dev.almanac.bench.truth;

import java.util.Arrays;
import java.util.Locale;

/** What other tools say of hyperparameters, and how it is held against the truth. */
enum PeerMethod {
  OPTUNA_FANOVA("Optuna fANOVA", Figure.SHARE),
  DEEPCAVE_FANOVA("DeepCAVE fANOVA", Figure.SHARE),
  SALIB_RBD_FAST("SALib RBD-FAST", Figure.OF_ALL),
  OPTUNA_PED_ANOVA("Optuna PED-ANOVA", Figure.RELATIVE),
  OPTUNA_MDI("Optuna MDI", Figure.RELATIVE),
  FOREST_MDI("scikit-learn forest, MDI", Figure.RELATIVE),
  FOREST_PERMUTATION("scikit-learn forest, permutation", Figure.RELATIVE);

  private enum Figure {
    /** Share of the variance of the model. */
    SHARE,
    /** Share of all variance, noise included. */
    OF_ALL,
    /** The figures of all params sum to 1. */
    RELATIVE
  }

  private final String title;
  private final Figure figure;

  PeerMethod(String title, Figure figure) {
    this.title = title;
    this.figure = figure;
  }

  /** Returns its name for people. */
  String title() {
    return title;
  }

  /** Returns the name under which the scripts print it. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Adds an answer. A share of all variance is divided by the share that is no noise, which its
   * users would not know; figures that sum to 1 are held against true shares that sum to 1.
   */
  void score(ShareScore score, double[] truth, Estimate estimate, double noiseShare) {
    switch (figure) {
      case SHARE -> score.add(truth, estimate);
      case OF_ALL -> score.add(truth, estimate.times(1 / (1 - noiseShare)));
      case RELATIVE -> score.add(scaled(truth), estimate.times(1 / positive(estimate.share())));
    }
  }

  private static double positive(double[] shares) {
    double sum = 0;
    for (double share : shares) {
      sum += share;
    }
    return sum > 0 ? sum : 1;
  }

  private static double[] scaled(double[] truth) {
    double sum = positive(truth);
    return Arrays.stream(truth).map(share -> share / sum).toArray();
  }
}
