package dev.almanac.analyses.pooling;

import java.util.List;

/**
 * The slope of the curve that sensitivity found for a number, in standard deviations of the
 * project's metric, up being better: per doubling, or over the searched range.
 */
final class SlopeEffect {

  private static final int LEAST_POINTS = 2;

  private SlopeEffect() {}

  /**
   * Fits a line to the curve, each point weighing as many runs as are near.
   *
   * <p>The standard error is that of the slope's own draws, and of the standard deviation that it
   * is measured in, where the project searched the param on the scale that effects are measured on.
   * Elsewhere only the sizes of the points' errors are known, not how they go together, and it is
   * the largest possible: exact when the uncertainty is all in the tilt of a straight line, and too
   * large otherwise.
   */
  static StudyEffect of(ParamAcross across, ProjectFacts project, ParamFacts param) {
    double spread = project.spread();
    if (!param.isNumeric()) {
      return StudyEffect.none(project, param, "is not a number there");
    }
    if (!project.hasDirection() || Double.isNaN(spread)) {
      return StudyEffect.none(
          project,
          param,
          project.hasDirection() ? "the metric does not vary" : "direction of the metric unknown");
    }
    if (param.isEntangled()) {
      return StudyEffect.none(
          project, param, "cannot be separated from a param that was changed together with it");
    }
    List<CurvePoint> points = param.supported();
    double weight = 0;
    double centre = 0;
    for (CurvePoint point : points) {
      weight += point.runs();
      centre += point.runs() * place(across, param, point);
    }
    centre /= weight;
    double squares = 0;
    double tilt = 0;
    double error = 0;
    for (CurvePoint point : points) {
      double lever = point.runs() * (place(across, param, point) - centre);
      squares += lever * (place(across, param, point) - centre);
      tilt += lever * project.better() * point.y() / spread;
      error += Math.abs(lever) * point.sd() / spread;
    }
    if (points.size() < LEAST_POINTS || !(squares > 0)) {
      return StudyEffect.none(project, param, "no curve along the param");
    }
    double slope = tilt / squares;
    double most = error / squares;
    double own =
        Math.hypot(param.slopeSd() / spread / range(across, param), slope * project.spreadError());
    return StudyEffect.of(project, param, slope, own > 0 ? own : most);
  }

  /** Returns the length of the searched range in units of the effect; NaN on another scale. */
  private static double range(ParamAcross across, ParamFacts param) {
    if (across.isLog() != param.isLog()) {
      return Double.NaN;
    }
    return across.isLog() ? across.onAxis(param.high()) - across.onAxis(param.low()) : 1;
  }

  private static double place(ParamAcross across, ParamFacts param, CurvePoint point) {
    double at = across.onAxis(point.x());
    return across.isLog() ? at : (at - param.low()) / (param.high() - param.low());
  }
}
