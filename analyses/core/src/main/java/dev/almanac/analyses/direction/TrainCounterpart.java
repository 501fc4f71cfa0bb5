package dev.almanac.analyses.direction;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the training metric that belongs to a validation metric, for overfitting and gaps. */
public final class TrainCounterpart {

  private TrainCounterpart() {}

  /**
   * Returns the metric that measures the same on training data: {@code train_loss} for {@code
   * val_loss}, else the unmarked {@code loss} (Keras), or empty.
   *
   * <p>Of several the one that is logged by epoch comes first, then the shortest name.
   *
   * @param metric a validation or test metric; others have no counterpart
   * @param all all metrics of the project
   */
  public static Optional<MetricName> of(MetricName metric, Collection<MetricName> all) {
    if (metric.role() != SplitRole.VALIDATION && metric.role() != SplitRole.TEST) {
      return Optional.empty();
    }
    return all.stream()
        .filter(other -> other.role() == SplitRole.TRAIN || other.role() == SplitRole.UNMARKED)
        .filter(other -> other.stem().equals(metric.stem()) && !other.stem().isEmpty())
        .min(
            Comparator.comparing((MetricName other) -> other.role() == SplitRole.TRAIN ? 0 : 1)
                .thenComparing(other -> other.words().contains("step") ? 1 : 0)
                .thenComparing(other -> other.key().length())
                .thenComparing(MetricName::key));
  }
}
