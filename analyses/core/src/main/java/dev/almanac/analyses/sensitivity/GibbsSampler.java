package dev.almanac.analyses.sensitivity;

import java.util.List;
import java.util.SplittableRandom;

/**
 * Draw coefficients from their posterior: effect by effect the scale, then the coefficients; then
 * the noise. One sweep costs the square of the number of columns, whatever the number of runs.
 */
final class GibbsSampler {
  private final FitState state;
  private final SplittableRandom random;
  private final double[] logScales;
  private final EffectScale scale;
  private final boolean[] active;

  /**
   * Start from a quick fit.
   *
   * @param start where to start; changed by the draws
   * @param active which effects take part
   * @param random source of chance
   */
  GibbsSampler(FitState start, boolean[] active, SplittableRandom random) {
    this.state = start;
    this.active = active.clone();
    this.random = random;
    this.scale = new EffectScale(start.system().effects());
    this.logScales = new double[active.length];
    for (int e = 0; e < active.length; e++) {
      logScales[e] = Math.log(startScale(start.system().effects().get(e), start));
    }
  }

  private static double startScale(Effect effect, FitState state) {
    double square = 0;
    for (int column = effect.offset(); column < effect.offset() + effect.size(); column++) {
      square += state.coefficient(column) * state.coefficient(column);
    }
    return Math.max(EffectScale.MAIN_WIDTH / 4, Math.sqrt(square / Math.max(1, effect.size())));
  }

  /** Draw every effect and the noise once. */
  void sweep() {
    List<Effect> effects = state.system().effects();
    for (int e = 0; e < active.length; e++) {
      if (active[e] && effects.get(e).size() > 0) {
        drawEffect(e, effects.get(e));
      }
    }
    state.noise(NoiseModel.draw(state.residualSquare(), state.system().freedom(), random));
  }

  private void drawEffect(int index, Effect effect) {
    scale.load(effect, state);
    logScales[index] = scale.draw(logScales[index], random);
    double variance = Math.exp(2 * logScales[index]);
    double noise = state.noise();
    for (int column = effect.offset(); column < effect.offset() + effect.size(); column++) {
      double curvature = state.system().curvature(column);
      double mean = EffectScale.mean(state.pull(column), curvature, noise, variance);
      double sd = Math.sqrt(EffectScale.variance(curvature, noise, variance));
      state.move(column, mean + sd * random.nextGaussian());
    }
  }

  /** Return the noise variance of the last draw. */
  double noise() {
    return state.noise();
  }

  /** Write the coefficients of the last draw, in original columns. */
  void coefficients(double[] out) {
    state.system().restore(state.coefficients(), out);
  }
}
