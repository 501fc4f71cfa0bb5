package dev.almanac.analyses.importance;

import java.io.Serializable;

/**
 * What PED-ANOVA asks: how a param decides whether a trial is among the best {@code
 * targetQuantile}, within the best {@code regionQuantile}.
 *
 * @param targetQuantile share of the trials that counts as good, γ′
 * @param regionQuantile share of the trials that is looked at, γ; above the target
 * @param onLocal whether good trials are compared with where the region's trials were ({@code
 *     evaluate_on_local}) or with the whole search space
 */
public record PedOptions(double targetQuantile, double regionQuantile, boolean onLocal)
    implements Serializable {
  /** Optuna's. */
  public static final PedOptions DEFAULT = new PedOptions(0.1, 1, true);

  /** Refuses quantiles that do not satisfy 0 &lt; target &lt; region ≤ 1. */
  public PedOptions {
    if (!(targetQuantile > 0 && targetQuantile < regionQuantile && regionQuantile <= 1)) {
      throw new IllegalArgumentException(
          "Cannot use target quantile "
              + targetQuantile
              + " and region quantile "
              + regionQuantile
              + ": it takes 0 < target < region <= 1.");
    }
  }
}
