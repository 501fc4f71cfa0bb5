package dev.almanac.analyses.curvefit;

import java.util.List;
import java.util.Locale;

/**
 * The families of learning curves, from Domhan, Springenberg and Hutter, "Speeding up automatic
 * hyperparameter optimization of deep neural networks by extrapolation of learning curves" (IJCAI
 * 2015), and Mohr, Viering, Loog and van Rijn, "LCDB 1.0" (ECML PKDD 2022). All but {@link #LAST1}
 * and {@link #VAP3} are {@code A + B·phi(u)}: an asymptote, an amplitude and a shape that has at
 * most two parameters of its own. The shapes fall from about 1 to 0 over {@code u >= 1}.
 */
public enum Family {
  /** The last value, for ever. The baseline that every other family must beat. */
  LAST1(0, 1),
  /** {@code A + B·u^-p3}. */
  POW3(1, 3),
  /** {@code A + B·(1 + (u - u1)/p4)^-p3}, u1 being the first u. */
  POW4(2, 4),
  /** Morgan, Mercer and Flodin: {@code A + B/(1 + (u/p4)^p3)}. */
  MMF4(2, 4),
  /** Weibull: {@code A + B·exp(-(u/p4)^p3)}. */
  WBL4(2, 4),
  /** {@code A + B·exp(-p3·(u - u1))}. */
  EXP3(1, 3),
  /** {@code A + B/ln(u + 1)}. */
  ILOG2(0, 2),
  /** Vapour pressure: {@code exp(p1 + p2/u + p3·ln u)}; for positive values alone. */
  VAP3(0, 3);

  /** All that extrapolate. */
  public static final List<Family> EXTRAPOLATING =
      List.of(POW3, POW4, MMF4, WBL4, EXP3, ILOG2, VAP3);

  /** Beyond this a power is as good as infinite, and its reciprocal as good as 0. */
  private static final double HUGE = 1e100;

  private static final double UNDERFLOW = 700;

  private final int shapeParameters;
  private final int parameters;

  Family(int shapeParameters, int parameters) {
    this.shapeParameters = shapeParameters;
    this.parameters = parameters;
  }

  /** Returns the word that the tables hold. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns how many parameters enter non-linearly, 0 to 2. */
  int shapeParameters() {
    return shapeParameters;
  }

  /** Returns how many parameters there are, the noise not counted. */
  int parameters() {
    return parameters;
  }

  /**
   * Computes the shape at some places and its derivatives by the logarithms of its parameters.
   *
   * @param u the places, at least 1, rising
   * @param logU their logarithms
   * @param eta logarithms of p3 and p4; the second is read where there is one
   * @param shape takes the shape
   * @param derivatives take its derivatives, one array a shape parameter
   * @param first u1, the first place of the curve that is fitted
   */
  void shape(
      double[] u,
      double[] logU,
      double[] eta,
      double first,
      double[] shape,
      double[][] derivatives) {
    switch (this) {
      case POW3 -> pow3(logU, Math.exp(eta[0]), shape, derivatives[0]);
      case EXP3 -> exp3(u, Math.exp(eta[0]), first, shape, derivatives[0]);
      case POW4 -> pow4(u, Math.exp(eta[0]), Math.exp(eta[1]), first, shape, derivatives);
      case MMF4, WBL4 -> sigmoid(logU, Math.exp(eta[0]), eta[1], shape, derivatives);
      case ILOG2 -> {
        for (int index = 0; index < u.length; index++) {
          shape[index] = 1 / Math.log1p(u[index]);
        }
      }
      case LAST1, VAP3 -> throw new IllegalStateException(this + " has no shape");
    }
  }

  private static void pow3(double[] logU, double power, double[] shape, double[] derivative) {
    for (int index = 0; index < logU.length; index++) {
      double exponent = power * logU[index];
      double value = Math.exp(-exponent);
      shape[index] = value;
      derivative[index] = -exponent * value;
    }
  }

  private static void exp3(
      double[] u, double rate, double first, double[] shape, double[] derivative) {
    for (int index = 0; index < u.length; index++) {
      double exponent = rate * (u[index] - first);
      double value = Math.exp(-exponent);
      shape[index] = value;
      derivative[index] = -exponent * value;
    }
  }

  private static void pow4(
      double[] u,
      double power,
      double scale,
      double first,
      double[] shape,
      double[][] derivatives) {
    for (int index = 0; index < u.length; index++) {
      double way = (u[index] - first) / scale;
      double logarithm = Math.log1p(way);
      double value = Math.exp(-power * logarithm);
      shape[index] = value;
      derivatives[0][index] = -power * logarithm * value;
      derivatives[1][index] = power * way / (1 + way) * value;
    }
  }

  private void sigmoid(
      double[] logU, double power, double logScale, double[] shape, double[][] derivatives) {
    for (int index = 0; index < logU.length; index++) {
      double exponent = power * (logU[index] - logScale);
      double z = Math.exp(exponent);
      if (z > (this == WBL4 ? UNDERFLOW : HUGE)) {
        shape[index] = 0;
        derivatives[0][index] = 0;
        derivatives[1][index] = 0;
        continue;
      }
      double value = this == WBL4 ? Math.exp(-z) : 1 / (1 + z);
      double slope = this == WBL4 ? -value : -value * value;
      shape[index] = value;
      derivatives[0][index] = slope * z * exponent;
      derivatives[1][index] = -slope * z * power;
    }
  }
}
