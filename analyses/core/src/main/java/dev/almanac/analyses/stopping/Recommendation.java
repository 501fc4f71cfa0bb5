package dev.almanac.analyses.stopping;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rule that saves most with a regret within the noise, and how sure that is.
 *
 * @param rule index of the rule; -1 if none can be recommended
 * @param regretHigh for each rule the 95 % quantile of its regret over the parts and all runs; NaN
 *     if there are no parts
 * @param chosenShare share of the parts on which the same rule is the choice; NaN without a rule
 * @param heldOutSaved mean of what the choice on a part saves on the other; NaN if there are none
 * @param heldOutRegret 95 % quantile of its regret there; NaN if there are none
 * @param reason why no rule can be recommended
 */
@SuppressWarnings("ArrayRecordComponent") // read-only by contract
record Recommendation(
    int rule,
    double[] regretHigh,
    double chosenShare,
    double heldOutSaved,
    double heldOutRegret,
    @Nullable String reason) {

  private static final double LEVEL = 0.95;

  /**
   * Chooses.
   *
   * @param scores what each rule did on all runs
   * @param noise the regret that does not matter
   */
  static Recommendation of(
      List<StopRule> rules, List<ReplayScore> scores, Parts parts, double noise) {
    double[] regretHigh = new double[rules.size()];
    Arrays.fill(regretHigh, Double.NaN);
    if (parts.divisions().isEmpty()) {
      return new Recommendation(
          -1,
          regretHigh,
          Double.NaN,
          Double.NaN,
          Double.NaN,
          "Fewer than " + Parts.LEAST_RUNS + " runs ended by themselves.");
    }
    int count = parts.divisions().size();
    ReplayScore[][] chosenOn = new ReplayScore[count][];
    ReplayScore[][] triedOn = new ReplayScore[count][];
    for (int part = 0; part < count; part++) {
      chosenOn[part] = scores(parts.divisions().get(part).chosenOn(), rules);
      triedOn[part] = scores(parts.divisions().get(part).triedOn(), rules);
    }
    for (int rule = 0; rule < rules.size(); rule++) {
      double[] regrets = new double[count + 1];
      regrets[count] = regret(scores.get(rule));
      for (int part = 0; part < count; part++) {
        regrets[part] = regret(triedOn[part][rule]);
      }
      regretHigh[rule] = Math.max(regret(scores.get(rule)), quantile(regrets));
    }
    int best = best(scores, regretHigh, noise);
    int same = 0;
    double saved = 0;
    List<Double> regrets = new ArrayList<>();
    for (int part = 0; part < count; part++) {
      double[] own = Arrays.stream(chosenOn[part]).mapToDouble(Recommendation::regret).toArray();
      int choice = best(Arrays.asList(chosenOn[part]), own, noise);
      same += choice == best ? 1 : 0;
      saved += choice < 0 ? 0 : triedOn[part][choice].savedShare();
      regrets.add(choice < 0 ? 0 : regret(triedOn[part][choice]));
    }
    return new Recommendation(
        best,
        regretHigh,
        best < 0 ? Double.NaN : (double) same / count,
        saved / count,
        quantile(regrets.stream().mapToDouble(each -> each).toArray()),
        best < 0 ? "No rule that saves anything keeps its regret within the noise." : null);
  }

  private static int best(List<ReplayScore> scores, double[] regrets, double noise) {
    int best = -1;
    double most = 0;
    for (int rule = 0; rule < regrets.length; rule++) {
      double saved = scores.get(rule).savedShare();
      if (regrets[rule] <= noise && saved > most) {
        most = saved;
        best = rule;
      }
    }
    return best;
  }

  private static ReplayScore[] scores(Replay replay, List<StopRule> rules) {
    return rules.stream().map(rule -> ReplayScore.of(replay, rule)).toArray(ReplayScore[]::new);
  }

  /** A rule that leaves no run is not worth its saving. */
  private static double regret(ReplayScore score) {
    return Double.isNaN(score.regret()) ? Double.POSITIVE_INFINITY : score.regret();
  }

  /** Takes the higher neighbour: an infinite one must not be averaged. */
  private static double quantile(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[(int) Math.ceil(LEVEL * (sorted.length - 1))];
  }
}
