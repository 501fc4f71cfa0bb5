package dev.almanac.analyses.sensitivity;

/** Name the kinds of hyperparameter that are told apart. */
public enum ValueType {
  /** Any real number. */
  FLOAT,
  /** Whole numbers only. */
  INT,
  /** One of a few texts, without an order. */
  CATEGORICAL,
  /** True or false. */
  BOOL;

  /** Tell whether values have an order and a distance. */
  public boolean isNumeric() {
    return this == FLOAT || this == INT;
  }
}
