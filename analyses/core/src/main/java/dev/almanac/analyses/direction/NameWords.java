package dev.almanac.analyses.direction;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The words of metric names that tell a direction: the metrics of scikit-learn, Keras, PyTorch
 * Metrics, Hugging Face Evaluate, XGBoost, LightGBM, CatBoost, Ultralytics and Stable-Baselines3.
 */
final class NameWords {

  /** A run of words that mean something else together than apart. */
  record Phrase(List<String> words, Direction direction) {}

  /** Checked before single words, first match wins; UNKNOWN ends the search. */
  static final List<Phrase> PHRASES =
      List.of(
          phrase(Direction.MIN, "neg", "log", "likelihood"),
          phrase(Direction.MIN, "negative", "log", "likelihood"),
          // In contrastive learning the loss over negative pairs, in scikit-learn's way of naming
          // scorers the negated loss: not to be told apart.
          phrase(Direction.UNKNOWN, "neg", "loss"),
          phrase(Direction.UNKNOWN, "learning", "rate"),
          phrase(Direction.UNKNOWN, "loss", "scale"),
          phrase(Direction.MAX, "explained", "variance"),
          phrase(Direction.MAX, "log", "likelihood"),
          phrase(Direction.MAX, "r", "squared"),
          phrase(Direction.MAX, "r", "2"),
          phrase(Direction.MAX, "f", "1"),
          phrase(Direction.MAX, "f", "beta"),
          phrase(Direction.MAX, "corr", "coef"),
          phrase(Direction.MAX, "area", "under"),
          phrase(Direction.MAX, "predictive", "value"),
          phrase(Direction.MAX, "true", "positive"),
          phrase(Direction.MAX, "true", "negative"),
          phrase(Direction.MIN, "false", "positive"),
          phrase(Direction.MIN, "false", "negative"),
          phrase(Direction.MAX, "true", "positives"),
          phrase(Direction.MAX, "true", "negatives"),
          phrase(Direction.MIN, "false", "positives"),
          phrase(Direction.MIN, "false", "negatives"),
          phrase(Direction.MIN, "false", "alarm"),
          phrase(Direction.MIN, "false", "discovery"),
          phrase(Direction.MIN, "cross", "entropy"),
          phrase(Direction.MIN, "bits", "per"),
          phrase(Direction.MAX, "inception", "score"),
          phrase(Direction.MIN, "calibration", "error"),
          phrase(Direction.MAX, "ep", "rew"));

  /** Words that turn the direction of what follows them; scikit-learn's scorers begin with neg_. */
  static final Set<String> REVERSING = Set.of("neg", "negative", "minus");

  /** A spread says nothing of quality: {@code std_test_score}, {@code accuracy_std}. */
  static final Set<String> SPREAD = Set.of("std", "stddev", "stdev", "var", "sem", "stderr", "iqr");

  /** As the last word these name another quantity: {@code mean_score_time}, {@code loss_weight}. */
  static final Set<String> OTHER_QUANTITY =
      Set.of(
          "time",
          "seconds",
          "sec",
          "secs",
          "ms",
          "runtime",
          "duration",
          "timestamp",
          "scale",
          "count",
          "size",
          "norm",
          "weight",
          "weights",
          "coef",
          "coefficient",
          "temperature",
          "threshold",
          "bar",
          "iteration",
          "iterations",
          "rank",
          "lr",
          "len",
          "length",
          "decay",
          "momentum",
          "samples",
          "support");

  /** Words that say how values were put together, not what they are. */
  static final Set<String> AGGREGATION =
      Set.of(
          "epoch",
          "step",
          "mean",
          "avg",
          "average",
          "best",
          "final",
          "last",
          "min",
          "max",
          "micro",
          "macro",
          "weighted",
          "total",
          "median",
          "ema",
          "smoothed",
          "overall",
          "batch");

  private static final Map<String, Direction> STRONG = new TreeMap<>();
  private static final Map<String, Direction> WEAK = new TreeMap<>();

  /** Endings of words written together: {@code trainloss}, {@code testaccuracy}. */
  private static final Map<String, Direction> ENDINGS =
      Map.of(
          "loss", Direction.MIN,
          "error", Direction.MIN,
          "perplexity", Direction.MIN,
          "accuracy", Direction.MAX,
          "reward", Direction.MAX);

  static {
    put(
        STRONG,
        Direction.MIN,
        "loss losses error errors err mse rmse mae mape smape wmape mase msle rmsle mdape medae"
            + " nmse nrmse nll nlpd crossentropy xent logloss mlogloss bce ce deviance perplexity"
            + " ppl bpc bpb wer cer mer ter eer der fid kid lpips brier ece mce hinge huber"
            + " regret cost latency misclassification merror fpr fnr fdr hamming hausdorff hd95"
            + " chamfer rmsd crps pinball quantileloss epe gap mistakes failures residual aic bic"
            + " rse wrmse absrel sqrel");
    put(
        STRONG,
        Direction.MAX,
        "accuracy acc precision recall f1 fbeta f2 fscore f1score auc auroc rocauc roc auprc aucpr"
            + " prauc ap map miou iou giou dice jaccard r2 rsquared bleu sacrebleu rouge rougel"
            + " rougelsum meteor chrf cider spice bertscore comet reward rewards rew return returns"
            + " mcc matthews kappa sensitivity specificity tpr tnr ppv npv ndcg dcg mrr hits hit"
            + " psnr ssim similarity correlation corrcoef corr pearson spearman kendall"
            + " pearsonr spearmanr loglikelihood loglik elbo evidence throughput fps gini lift"
            + " gmean purity nmi ari ami silhouette sharpe profit correct success win winrate"
            + " mota idf1 hota exactmatch squad pass informedness youden ks concordance cindex");
    put(WEAK, Direction.MAX, "score scores gain improvement em quality fitness");
    put(WEAK, Direction.MIN, "distance penalty violation violations");
  }

  private NameWords() {}

  /** Tells whether a lower-case word stands in the lists as it is or with digits after it. */
  static boolean isListed(String word) {
    return STRONG.containsKey(word)
        || STRONG.containsKey(withoutDigits(word))
        || WEAK.containsKey(word);
  }

  /** Returns the direction of a word that names a metric, with or without digits after it. */
  static Direction strong(String word) {
    Direction exact = STRONG.get(word);
    if (exact != null) {
      return exact;
    }
    Direction stripped = STRONG.get(withoutDigits(word));
    if (stripped != null) {
      return stripped;
    }
    for (Map.Entry<String, Direction> ending : ENDINGS.entrySet()) {
      if (word.endsWith(ending.getKey())) {
        return ending.getValue();
      }
    }
    return Direction.UNKNOWN;
  }

  /** Returns the direction of a word that only leans one way, such as score. */
  static Direction weak(String word) {
    return WEAK.getOrDefault(word, Direction.UNKNOWN);
  }

  private static String withoutDigits(String word) {
    int end = word.length();
    while (end > 0 && Character.isDigit(word.charAt(end - 1))) {
      end--;
    }
    return word.substring(0, end);
  }

  private static Phrase phrase(Direction direction, String... words) {
    return new Phrase(List.of(words), direction);
  }

  private static void put(Map<String, Direction> words, Direction direction, String text) {
    for (String word : text.split(" ", -1)) {
      words.put(word, direction);
    }
  }
}
