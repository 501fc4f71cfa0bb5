package dev.almanac.analyses.sensitivity;

import dev.almanac.analyses.sensitivity.Sensitivity.ImportanceRow;
import dev.almanac.analyses.sensitivity.Sensitivity.InteractionRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Write the rows of shares: of params alone, with their pairs, of inseparable groups, of pairs. */
final class ShareRows {
  /** Share of a param alone. */
  static final String FIRST = "anova_first";

  private static final String TOTAL = "anova_total";
  private static final String GROUP = "anova_group";

  /** Pairs that are noise by this probability are counted, not listed. */
  private static final double PAIR_NOISE = 0.9;

  private ShareRows() {}

  /** Write the shares of params and groups, largest first within each method. */
  static List<ImportanceRow> importances(Answer answer, @Nullable MarginalCurve[] curves) {
    List<ImportanceRow> rows = new ArrayList<>();
    rows.addAll(ofParams(FIRST, answer.first(), answer, curves));
    ModelledShares totals = ModelledShares.of(totals(answer.split()), answer.split().modelled());
    rows.addAll(ofParams(TOTAL, totals, answer, curves));
    rows.addAll(ofGroups(answer));
    return rows;
  }

  private static double[][] totals(Decomposition split) {
    double[][] totals = new double[split.first().length][];
    for (int draw = 0; draw < totals.length; draw++) {
      totals[draw] = split.first()[draw].clone();
      for (Decomposition.PairDraws pair : split.pairs()) {
        totals[draw][pair.a()] += pair.shares()[draw];
        totals[draw][pair.b()] += pair.shares()[draw];
      }
    }
    return totals;
  }

  private static List<ImportanceRow> ofParams(
      String method, ModelledShares shares, Answer answer, @Nullable MarginalCurve[] curves) {
    List<ImportanceRow> rows = new ArrayList<>();
    double[] adjusted = answer.split().nullTest().adjusted();
    for (int param = 0; param < curves.length; param++) {
      MarginalCurve curve = curves[param];
      if (curve != null) {
        rows.add(ofParam(method, param, shares, answer, curve, adjusted));
      }
    }
    rows.sort(Comparator.comparingDouble(row -> -row.importance()));
    return rows;
  }

  private static ImportanceRow ofParam(
      String method,
      int param,
      ModelledShares shares,
      Answer answer,
      MarginalCurve curve,
      double[] adjusted) {
    boolean alone = method.equals(FIRST);
    ShareSummary summary = shares.summary();
    int place = shares.place()[param];
    Interval interval = summary.interval(place);
    boolean ordered = answer.ranked() && !answer.withheld();
    return new ImportanceRow(
        answer.key(param),
        method,
        "all",
        interval.mean(),
        answer.shown(interval.low()),
        answer.shown(interval.high()),
        alone ? answer.split().nullTest().upperShare(param) : Double.NaN,
        alone ? adjusted[param] : Double.NaN,
        summary.noise(place),
        answer.ranked() ? summary.rank(place) : 0,
        ordered ? summary.rankLow(place) : 0,
        ordered ? summary.rankHigh(place) : 0,
        ordered ? summary.topThree(place) : Double.NaN,
        curve.effectSign(),
        curve.effectSize(answer.response()),
        interval.mean() / summary.sum(),
        answer.runs().size());
  }

  private static List<ImportanceRow> ofGroups(Answer answer) {
    double[][] first = answer.split().first();
    List<ImportanceRow> rows = new ArrayList<>();
    for (List<Integer> members : answer.entanglement().groups()) {
      double[] together = new double[first.length];
      for (int draw = 0; draw < together.length; draw++) {
        for (int member : members) {
          together[draw] += first[draw][member];
        }
      }
      Interval interval = Interval.ofShare(together);
      rows.add(
          new ImportanceRow(
              String.join(" + ", members.stream().map(answer::key).toList()),
              GROUP,
              "all",
              interval.mean(),
              answer.shown(interval.low()),
              answer.shown(interval.high()),
              Double.NaN,
              Double.NaN,
              ShareSummary.probabilityBelow(together, Sensitivity.NOISE_SHARE),
              0,
              0,
              0,
              Double.NaN,
              0,
              Double.NaN,
              Double.NaN,
              answer.runs().size()));
    }
    return rows;
  }

  /** Write the shares of the pairs that may not be noise, largest first. */
  static List<InteractionRow> interactions(Answer answer) {
    List<InteractionRow> rows = new ArrayList<>();
    for (Decomposition.PairDraws pair : answer.split().pairs()) {
      double noise = noise(pair);
      if (noise <= PAIR_NOISE) {
        Interval interval = Interval.ofShare(pair.shares());
        rows.add(
            new InteractionRow(
                answer.key(pair.a()),
                answer.key(pair.b()),
                interval.mean(),
                answer.shown(interval.low()),
                answer.shown(interval.high()),
                noise,
                answer.runs().size()));
      }
    }
    rows.sort(Comparator.comparingDouble(row -> -row.importance()));
    return rows;
  }

  /** Return how many fitted pairs are not listed as they are noise. */
  static int quietPairs(Decomposition split) {
    return (int) split.pairs().stream().filter(pair -> noise(pair) > PAIR_NOISE).count();
  }

  private static double noise(Decomposition.PairDraws pair) {
    return ShareSummary.probabilityBelow(pair.shares(), Sensitivity.NOISE_SHARE);
  }
}
