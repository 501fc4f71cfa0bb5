package dev.almanac.ingest.mlflow;

/**
 * Finds the point that MLflow calls the latest: the greatest by step, then time, then value; NaN
 * counts as 0 ({@code SqlAlchemyStore._update_latest_metric_if_necessary}).
 */
final class LatestPoint {

  private boolean present;
  private long step;
  private long timeMillis;
  private double value;

  /** Takes a point into account. */
  void offer(long otherStep, long otherTimeMillis, double otherValue) {
    if (!present || isLater(otherStep, otherTimeMillis, otherValue)) {
      present = true;
      step = otherStep;
      timeMillis = otherTimeMillis;
      value = otherValue;
    }
  }

  private boolean isLater(long otherStep, long otherTimeMillis, double otherValue) {
    if (otherStep != step) {
      return otherStep > step;
    }
    if (otherTimeMillis != timeMillis) {
      return otherTimeMillis > timeMillis;
    }
    return rank(otherValue) > rank(value);
  }

  private static double rank(double value) {
    return Double.isNaN(value) ? 0 : value;
  }

  /** Tells whether there was any point. */
  boolean isPresent() {
    return present;
  }

  /** Returns the value of the latest point. */
  double value() {
    return value;
  }
}
