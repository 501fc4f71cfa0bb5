package dev.almanac.analyses.pooling;

/** The importance share of a param in one project, as log odds. */
final class ShareEffect {

  /** Shares nearer to 0 or 1 are held here: log odds have no end, and no share is known so well. */
  private static final double NEAREST = 1e-4;

  private ShareEffect() {}

  static StudyEffect of(ProjectFacts project, ParamFacts param) {
    double share = param.share();
    if (!Double.isFinite(share)) {
      return StudyEffect.none(project, param, "no importance share: " + why(project));
    }
    if (project.grade().equals("none")) {
      return StudyEffect.none(project, param, "sensitivity tells nothing from noise there");
    }
    if (param.isEntangled()) {
      return StudyEffect.none(
          project, param, "cannot be separated from a param that was changed together with it");
    }
    double error = (logit(param.shareHigh()) - logit(param.shareLow())) / (2 * ParamFacts.Z90);
    StudyEffect effect = StudyEffect.of(project, param, logit(share), error);
    boolean held = share < NEAREST || share > 1 - NEAREST;
    return held && effect.isPoolable()
        ? new StudyEffect(
            project,
            param.logged(),
            effect.value(),
            effect.variance(),
            "share held at 0.01 % from its end")
        : effect;
  }

  private static String why(ProjectFacts project) {
    return project.grade().isEmpty()
        ? "sensitivity was not computed"
        : "sensitivity could not fit the param";
  }

  private static double logit(double share) {
    double held = Math.min(1 - NEAREST, Math.max(NEAREST, share));
    return Double.isNaN(share) ? Double.NaN : Math.log(held / (1 - held));
  }
}
