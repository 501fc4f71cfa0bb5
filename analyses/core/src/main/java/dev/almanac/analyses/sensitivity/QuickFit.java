package dev.almanac.analyses.sensitivity;

/**
 * Fit the model without drawing: each effect in turn takes its posterior mean given the means of
 * the others, its scale integrated over a grid (mean-field variational Bayes with coefficients and
 * scale of an effect kept together). It finds where the draws will be and serves cross-validation;
 * its spread is too narrow for intervals, so none is taken from it.
 */
final class QuickFit {
  private static final int MAX_SWEEPS = 60;
  private static final double TOLERANCE = 1e-3;
  private static final int GRID = 14;
  private static final double GRID_LOW = Math.log(1e-3);
  private static final double GRID_STEP = (Math.log(3) - GRID_LOW) / (GRID - 1);

  private final double[] weights = new double[GRID];

  /**
   * Fit some of the effects.
   *
   * @param system the normal equations
   * @param active which effects take part
   */
  FitState fit(RidgeSystem system, boolean[] active) {
    FitState state = new FitState(system);
    EffectScale scale = new EffectScale(system.effects());
    for (int sweep = 0; sweep < MAX_SWEEPS; sweep++) {
      double moved = 0;
      double spread = 0;
      for (int e = 0; e < active.length; e++) {
        if (active[e]) {
          Effect effect = system.effects().get(e);
          weigh(effect, state, scale);
          for (int column = effect.offset(); column < effect.offset() + effect.size(); column++) {
            double before = state.coefficient(column);
            spread += update(column, state);
            double change = state.coefficient(column) - before;
            moved += change * change * system.curvature(column);
          }
        }
      }
      state.noise(
          Math.max(NoiseModel.LOWEST, (state.residualSquare() + spread) / system.freedom()));
      if (moved < TOLERANCE * TOLERANCE * system.responseSquare()) {
        break;
      }
    }
    return state;
  }

  private void weigh(Effect effect, FitState state, EffectScale scale) {
    scale.load(effect, state);
    double top = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < GRID; i++) {
      weights[i] = scale.logDensity(GRID_LOW + i * GRID_STEP);
      top = Math.max(top, weights[i]);
    }
    double total = 0;
    for (int i = 0; i < GRID; i++) {
      weights[i] = Math.exp(weights[i] - top);
      total += weights[i];
    }
    for (int i = 0; i < GRID; i++) {
      weights[i] /= total;
    }
  }

  /** Move a column to its mean; return its share of the expected residual. */
  private double update(int column, FitState state) {
    double pull = state.pull(column);
    double curvature = state.system().curvature(column);
    double noise = state.noise();
    double mean = 0;
    double square = 0;
    for (int i = 0; i < GRID; i++) {
      double variance = Math.exp(2 * (GRID_LOW + i * GRID_STEP));
      double at = EffectScale.mean(pull, curvature, noise, variance);
      mean += weights[i] * at;
      square += weights[i] * (at * at + EffectScale.variance(curvature, noise, variance));
    }
    state.move(column, mean);
    return curvature * Math.max(0, square - mean * mean);
  }
}
