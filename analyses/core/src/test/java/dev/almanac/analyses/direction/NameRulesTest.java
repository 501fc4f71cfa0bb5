package dev.almanac.analyses.direction;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names as scikit-learn, Keras, Lightning, XGBoost, YOLO, SB3 and others log them. */
final class NameRulesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "loss",
        "val_loss",
        "train/loss",
        "training_loss",
        "train_loss_epoch",
        "lossTrain",
        "valLoss",
        "trainloss",
        "top1_error",
        "err@1",
        "error_rate",
        "rmse",
        "val/RMSE",
        "mean_absolute_error",
        "training_mean_squared_error",
        "validation_0-mlogloss",
        "log_loss",
        "test_log_loss",
        "crossEntropy",
        "cross_entropy_loss",
        "perplexity",
        "eval/perplexity",
        "wer",
        "eval_cer",
        "nll",
        "negative_log_likelihood",
        "neg_log_likelihood",
        "negative_log_likelihood_loss",
        "dice_loss",
        "iou_loss",
        "train/box_loss",
        "FID",
        "brier_score",
        "brier_score_loss",
        "false_positive_rate",
        "false_negatives",
        "lpips",
        "bits_per_byte",
        "latency_p95",
        "regret",
        "hausdorff95",
        "losses/value_loss",
        "expected_calibration_error",
        "MAPE",
        "min_val_loss",
        "accuracy_loss",
        "neg_explained_variance"
      })
  void lessIsBetter(String key) {
    assertThat(direction(key)).isEqualTo(Direction.MIN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "accuracy",
        "acc",
        "val/acc",
        "val_accuracy",
        "valAcc",
        "testAUC",
        "balanced_accuracy",
        "top5_acc",
        "acc@1",
        "f1",
        "f1_score",
        "f1-macro",
        "F1",
        "training_f1_score",
        "precision_score",
        "recall@5",
        "roc_auc",
        "training_roc_auc",
        "valid_0-auc",
        "r2",
        "r2_score",
        "R2",
        "r_squared",
        "explained_variance",
        "train/explained_variance",
        "mIoU",
        "val_meanIoU",
        "metrics/mAP50-95(B)",
        "metrics/mAP_0.5",
        "dice",
        "bleu",
        "bleu4",
        "rougeL",
        "eval/rouge1",
        "ndcg@10",
        "mrr",
        "ep_rew_mean",
        "rollout/ep_rew_mean",
        "episode_reward",
        "mean_return",
        "success_rate",
        "win_rate",
        "neg_mean_squared_error",
        "neg_log_loss",
        "neg_brier_score",
        "neg_root_mean_squared_error",
        "log_likelihood",
        "mcc",
        "cohen_kappa",
        "psnr",
        "ssim",
        "true_positive_rate",
        "score",
        "best_cv_score",
        "test_score",
        "mean_test_score",
        "elbo",
        "spearmanr",
        "matthews_corr_coef",
        "average_precision"
      })
  void moreIsBetter(String key) {
    assertThat(direction(key)).isEqualTo(Direction.MAX);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "lr",
        "learning_rate",
        "learning_rate/loss_group",
        "epoch",
        "step",
        "grad_norm",
        "loss_scale",
        "train/loss_weight",
        "std_test_score",
        "accuracy_std",
        "mean_score_time",
        "fit_time",
        "rollout/ep_len_mean",
        "train_samples_per_second",
        "momentum",
        "x",
        "",
        "损失",
        "neg_loss",
        "train/approx_kl",
        "n_updates",
        "temperature",
        "bestepoch"
      })
  void otherNamesSayNothing(String key) {
    assertThat(direction(key)).isEqualTo(Direction.UNKNOWN);
  }

  @Test
  void reasonNamesTheWordThatDecided() {
    assertThat(NameRules.infer(MetricName.of("val/dice_loss")))
        .isEqualTo(
            new StatedDirection(
                Direction.MIN, Basis.INFERRED_NAME, "Inferred from \"loss\" in the name."));
    assertThat(NameRules.infer(MetricName.of("neg_log_loss")).reason())
        .contains("\"loss\"")
        .contains("negation");
    assertThat(NameRules.infer(MetricName.of("accuracy_std")).reason()).contains("\"std\"");
  }

  private static Direction direction(String key) {
    return NameRules.infer(MetricName.of(key)).direction();
  }
}
