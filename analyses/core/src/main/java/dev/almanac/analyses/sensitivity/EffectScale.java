package dev.almanac.analyses.sensitivity;

import java.util.List;
import java.util.SplittableRandom;

/**
 * What the data say about the scale τ of one effect, its coefficients integrated out: half-Cauchy
 * prior on τ (Gelman, Bayesian Analysis 1(3), 2006) times the normal likelihood of the turned
 * columns, as a function of ln τ. Reused for one effect after another, for one thread.
 *
 * <p>Integrating the coefficients out before τ is drawn (a partially collapsed Gibbs step, van Dyk
 * &amp; Park, JASA 103, 2008) lets τ travel between "no effect" and "large effect" in one step,
 * which drawing it given the coefficients cannot.
 */
final class EffectScale {
  /** Scale of the prior of a main effect, for a standardised metric (chosen by measurement). */
  static final double MAIN_WIDTH = 0.02;

  /** From this many params on, a main effect's scale shrinks so that their sum does not grow. */
  private static final double MANY_MAINS = 32;

  /** Scale of the prior of all pairs together: each gets an equal part (chosen by measurement). */
  private static final double PAIRS_WIDTH = 0.1;

  private static final double LOWEST = Math.log(1e-5);
  private static final double HIGHEST = Math.log(30);
  private static final double STEP = 1.5;
  private static final int MAX_STEPS = 10;

  private final double mainWidth;
  private final double pairWidth;
  private double width;
  private int size;
  private double[] information = new double[16];
  private double[] evidence = new double[16];

  /** Make the prior for a fit with the given effects. */
  EffectScale(List<Effect> effects) {
    long mains = effects.stream().filter(effect -> effect.isMain() && effect.size() > 0).count();
    long pairs = effects.size() - effects.stream().filter(Effect::isMain).count();
    this.mainWidth = MAIN_WIDTH * Math.min(1, MANY_MAINS / Math.max(1, mains));
    this.pairWidth = Math.min(MAIN_WIDTH, PAIRS_WIDTH / Math.max(1, pairs));
  }

  /** Take up the effect as the state sees it with its own columns taken out. */
  void load(Effect effect, FitState state) {
    size = effect.size();
    width = effect.isMain() ? mainWidth : pairWidth;
    if (information.length < size) {
      information = new double[size];
      evidence = new double[size];
    }
    double noise = state.noise();
    for (int i = 0; i < size; i++) {
      double pull = state.pull(effect.offset() + i) / noise;
      information[i] = state.system().curvature(effect.offset() + i) / noise;
      evidence[i] = pull * pull;
    }
  }

  /** Return the log density of ln τ, up to a constant. */
  double logDensity(double logScale) {
    double variance = Math.exp(2 * logScale);
    double gain = 0;
    double determinant = 1;
    double logDeterminant = 0;
    for (int i = 0; i < size; i++) {
      double factor = 1 + variance * information[i];
      gain += evidence[i] * variance / factor;
      determinant *= factor;
      if (determinant > 1e200) {
        logDeterminant += Math.log(determinant);
        determinant = 1;
      }
    }
    double prior = 1 + variance / (width * width);
    logDeterminant += Math.log(determinant * prior * prior);
    return logScale + 0.5 * (gain - logDeterminant);
  }

  /** Draw ln τ by slice sampling with stepping out (Neal, Annals of Statistics 31, 2003). */
  double draw(double current, SplittableRandom random) {
    double floor = logDensity(current) + Math.log(1 - random.nextDouble());
    double left = current - STEP * random.nextDouble();
    double right = left + STEP;
    for (int i = 0; i < MAX_STEPS && left > LOWEST && logDensity(left) > floor; i++) {
      left -= STEP;
    }
    for (int i = 0; i < MAX_STEPS && right < HIGHEST && logDensity(right) > floor; i++) {
      right += STEP;
    }
    left = Math.max(left, LOWEST);
    right = Math.min(right, HIGHEST);
    while (true) {
      double candidate = left + (right - left) * random.nextDouble();
      if (logDensity(candidate) >= floor || right - left < 1e-9) {
        return candidate;
      }
      if (candidate < current) {
        left = candidate;
      } else {
        right = candidate;
      }
    }
  }

  /** Return the posterior mean of a coefficient for a given τ² and its pull on the residual. */
  static double mean(double pull, double curvature, double noise, double variance) {
    return pull / (curvature + noise / variance);
  }

  /** Return the posterior variance of a coefficient for a given τ². */
  static double variance(double curvature, double noise, double variance) {
    return noise / (curvature + noise / variance);
  }
}
