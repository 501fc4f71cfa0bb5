package dev.almanac.analyses.sensitivity;

/** Predict each fold from the others, from sums of products alone. */
final class CrossValidation {
  private CrossValidation() {}

  /** Fit without each fold in turn and compare. */
  static Decomposition.HeldOutFit of(EffectPlan plan, Moments[] folds, Moments all) {
    double error = 0;
    double baseline = 0;
    double agreement = 0;
    double predicted = 0;
    double[] errors = new double[folds.length];
    for (int fold = 0; fold < folds.length; fold++) {
      Moments held = folds[fold];
      if (held.runs() == 0) {
        continue;
      }
      Moments training = all.without(held);
      RidgeSystem system = RidgeSystem.of(plan.layout().effects(), training);
      FitState state = new QuickFit().fit(system, plan.active()[fold]);
      double[] prediction = deviation(system, state, training);
      double[] truth = new double[prediction.length];
      truth[truth.length - 1] = 1;
      truth[truth.length - 2] = -training.mean(training.columns() + 1);
      double square = held.product(prediction, prediction);
      double cross = held.product(prediction, truth);
      double own = held.product(truth, truth);
      errors[fold] = own - 2 * cross + square;
      error += errors[fold];
      baseline += own;
      agreement += cross;
      predicted += square;
    }
    double rSquared = baseline > 0 ? 1 - error / baseline : 0;
    double scale = Math.sqrt(predicted * baseline);
    double correlation = scale > 0 ? agreement / scale : 0;
    return new Decomposition.HeldOutFit(rSquared, correlation * Math.sqrt(all.runs()), errors);
  }

  /** Return weights over columns, constant and metric of the predicted deviation from the mean. */
  private static double[] deviation(RidgeSystem system, FitState state, Moments training) {
    int columns = system.columns();
    double[] weights = new double[columns + 2];
    system.restore(state.coefficients(), weights);
    for (int i = 0; i < columns; i++) {
      weights[columns] -= weights[i] * training.mean(i);
    }
    return weights;
  }
}
