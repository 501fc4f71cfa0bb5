package dev.almanac.analyses.sensitivity;

/** Describe a param in the result when nothing was fitted to it. */
final class ParamDescription {
  private ParamDescription() {}

  /**
   * Describe the space and use of a param alone.
   *
   * @param param the column
   * @param status word for the result
   * @param reason why nothing was fitted
   */
  static Sensitivity.ParamRow unfitted(ParamColumn param, String status, String reason) {
    return new Sensitivity.ParamRow(
        param.key(),
        param.type(),
        param.scale(),
        param.space().low(),
        param.space().high(),
        param.origin(),
        param.distinctCount(),
        param.presentCount(),
        param.size() == 0 ? 0 : (double) param.presentCount() / param.size(),
        Double.NaN,
        "",
        Double.NaN,
        Double.NaN,
        Sensitivity.Boundary.NONE,
        0,
        "",
        0,
        status,
        reason,
        Double.NaN,
        Double.NaN,
        Double.NaN,
        Double.NaN);
  }
}
