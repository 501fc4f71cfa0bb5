package dev.almanac.analyses.pooling;

import dev.almanac.analyses.statistics.Ranks;
import java.util.Map;
import java.util.TreeMap;

/**
 * Spearman's correlation of a number with the result, up being better, as Fisher's z. Runs with
 * equal params count once, by their mean; diverged ones rank last.
 */
final class RankEffect {

  private static final int LEAST_CONFIGURATIONS = 8;

  /** Variance of z of a rank correlation: Fieller, Hartley and Pearson (Biometrika 44, 1957). */
  private static final double FIELLER = 1.06;

  private RankEffect() {}

  static StudyEffect of(ProjectFacts project, ParamFacts param) {
    if (!param.isNumeric()) {
      return StudyEffect.none(project, param, "is not a number there");
    }
    if (!project.hasDirection()) {
      return StudyEffect.none(project, param, "direction of the metric unknown");
    }
    Map<Long, double[]> means = means(project, param);
    if (means.size() < LEAST_CONFIGURATIONS) {
      return StudyEffect.none(
          project,
          param,
          means.size()
              + " configurations; "
              + LEAST_CONFIGURATIONS
              + " are the least for a rank correlation");
    }
    double[] x = means.values().stream().mapToDouble(mean -> mean[0]).toArray();
    double[] y = means.values().stream().mapToDouble(mean -> mean[1] / mean[2]).toArray();
    double correlation = Ranks.spearman(x, y);
    if (Double.isNaN(correlation)) {
      return StudyEffect.none(project, param, "the metric is the same in every run");
    }
    double most = 1 - 1 / (2.0 * x.length * x.length);
    double held = Math.max(-most, Math.min(most, correlation));
    double z = 0.5 * Math.log((1 + held) / (1 - held));
    return new StudyEffect(
        project,
        param.logged(),
        z,
        FIELLER / (x.length - 3),
        held == correlation ? null : "perfect correlation held just below 1");
  }

  /** The param, the sum of the outcomes and their number for each configuration. */
  private static Map<Long, double[]> means(ProjectFacts project, ParamFacts param) {
    Map<Long, double[]> means = new TreeMap<>();
    for (int run = 0; run < project.runs(); run++) {
      double number = param.number(run);
      if (Double.isFinite(number)) {
        double[] mean = means.computeIfAbsent(project.configuration(run), unused -> new double[3]);
        mean[0] = number;
        mean[1] += project.outcome(run);
        mean[2]++;
      }
    }
    return means;
  }
}
