package dev.almanac.analyses.projection;

import dev.almanac.analyses.direction.MetricName;
import java.util.Set;

/** Names of metrics that are shares, so that their values lie between 0 and 1, or 100. */
public final class ShareNames {

  private static final Set<String> WORDS =
      Set.of(
          "accuracy",
          "acc",
          "precision",
          "recall",
          "f1",
          "auc",
          "auroc",
          "rocauc",
          "auprc",
          "aucpr",
          "prauc",
          "map",
          "ap",
          "miou",
          "iou",
          "dice",
          "jaccard",
          "sensitivity",
          "specificity",
          "tpr",
          "tnr",
          "fpr",
          "fnr",
          "ssim",
          "success",
          "winrate",
          "exactmatch",
          "brier",
          "ece");

  private ShareNames() {}

  /** Tells whether a metric's name says that it is a share. */
  public static boolean contains(String metricKey) {
    return MetricName.of(metricKey).words().stream().anyMatch(WORDS::contains);
  }
}
