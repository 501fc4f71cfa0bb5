package dev.almanac.analyses.sensitivity;

import dev.almanac.analyses.sensitivity.Sensitivity.ParamRow;
import dev.almanac.analyses.sensitivity.Sensitivity.SurrogateRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Put a judged decomposition into rows. */
final class AnswerWriter {
  private static final String SAMPLED = "runs_sampled";

  private final Answer answer;
  private final @Nullable MarginalCurve[] curves;
  private final MeasureShares.Both shares;

  private AnswerWriter(Answer answer) {
    this.answer = answer;
    this.curves = new MarginalCurve[answer.params()];
    for (int param = 0; param < curves.length; param++) {
      if (answer.split().modelled()[param]) {
        curves[param] =
            MarginalCurve.of(answer.runs().params().get(param), param, answer.split().curves());
      }
    }
    this.shares = MeasureShares.of(answer, curves);
  }

  /**
   * Write the whole result.
   *
   * @param answer what was found
   * @param choice the models that were compared
   * @param seed source of chance for the subsets
   */
  static Sensitivity write(Answer answer, SurrogateChoice choice, long seed) {
    AnswerWriter writer = new AnswerWriter(answer);
    List<Sensitivity.InteractionRow> pairs = ShareRows.interactions(answer);
    return new Sensitivity(
        writer.verdict(),
        List.of(writer.surrogateRow(choice), writer.otherRow(choice)),
        writer.paramRows(),
        writer.importances(seed),
        pairs,
        writer.marginals(),
        PairSurfaces.of(answer, pairs),
        writer.exclusions(choice.trees() > 0));
  }

  /** Shares of all runs, then of the subsets, which are split side by side. */
  private List<Sensitivity.ImportanceRow> importances(long seed) {
    List<Sensitivity.ImportanceRow> rows = new ArrayList<>(ShareRows.importances(answer, curves));
    List<TopRuns> asked =
        Stream.of(TopRuns.HALF, TopRuns.TENTH).filter(top -> top.asked(answer)).toList();
    asked.parallelStream()
        .map(
            top ->
                SubsetRows.of(answer, top, top.decompose(answer.prepared(), answer.goal(), seed)))
        .toList()
        .forEach(rows::addAll);
    return rows;
  }

  private Sensitivity.Verdict verdict() {
    return new Sensitivity.Verdict(
        answer.decision().status(),
        answer.decision().grade(),
        answer.decision().reason(),
        answer.runs().size(),
        answer.repeats().configurations(),
        answer.design().kind().name().toLowerCase(Locale.ROOT),
        answer.design().evidence(),
        answer.response().transform(),
        answer.response().reason());
  }

  private SurrogateRow surrogateRow(SurrogateChoice choice) {
    Decomposition split = answer.split();
    double pairs = 0;
    for (Decomposition.PairDraws pair : split.pairs()) {
      pairs += Interval.of(pair.shares()).mean();
    }
    double unit = answer.response().sd();
    double firstOrder = answer.first().summary().sum();
    return new SurrogateRow(
        choice.name(),
        split.fit().rSquared(),
        split.fit().zScore(),
        answer.repeats().ceiling(),
        split.noiseSd() * unit,
        Interval.of(split.signal()).mean() * unit * unit,
        firstOrder,
        pairs,
        1 - firstOrder,
        answer.design().measure(),
        split.pairs().size(),
        split.pairsLeftOut(),
        choice.trees(),
        true);
  }

  /** The model that was not chosen: only how well it predicts is known. */
  private SurrogateRow otherRow(SurrogateChoice choice) {
    double unknown = Double.NaN;
    return new SurrogateRow(
        choice.otherName(),
        choice.otherFit().rSquared(),
        choice.otherFit().zScore(),
        answer.repeats().ceiling(),
        unknown,
        unknown,
        unknown,
        unknown,
        unknown,
        answer.design().measure(),
        0,
        0,
        choice.otherTrees(),
        false);
  }

  private List<Sensitivity.MarginalRow> marginals() {
    List<Sensitivity.MarginalRow> marginals = new ArrayList<>();
    for (int param = 0; param < curves.length; param++) {
      MarginalCurve curve = curves[param];
      if (curve != null) {
        marginals.addAll(curve.rows(answer.response(), answer.design().kind()));
        marginals.addAll(AccumulatedEffects.rows(answer, param));
      }
    }
    return marginals;
  }

  private List<ParamRow> paramRows() {
    int[] groupOf = new int[curves.length];
    List<List<Integer>> groups = answer.entanglement().groups();
    for (int group = 0; group < groups.size(); group++) {
      for (int member : groups.get(group)) {
        groupOf[member] = group + 1;
      }
    }
    List<ParamRow> rows = new ArrayList<>();
    for (int param = 0; param < curves.length; param++) {
      MarginalCurve curve = curves[param];
      rows.add(
          curve == null
              ? ParamDescription.unfitted(
                  answer.runs().params().get(param),
                  "screened_out",
                  "too many params; others go together with the metric more")
              : fitted(param, curve, groupOf[param]));
    }
    return rows;
  }

  private ParamRow fitted(int param, MarginalCurve curve, int group) {
    ParamColumn column = answer.runs().params().get(param);
    MarginalCurve.Best best = curve.best(answer.goal());
    MarginalSlope slope = curve.slope(answer.response());
    int partner = answer.entanglement().partner(param);
    boolean real = answer.distinguishable(param);
    return new ParamRow(
        column.key(),
        column.type(),
        column.scale(),
        column.space().low(),
        column.space().high(),
        column.origin(),
        column.distinctCount(),
        column.presentCount(),
        (double) column.presentCount() / column.size(),
        curve.coverage(),
        best.text(),
        best.low(),
        best.high(),
        real ? best.boundary() : Sensitivity.Boundary.NONE,
        group,
        partner < 0 ? "" : answer.key(partner),
        answer.entanglement().strength(param),
        real ? "distinguishable" : "noise",
        remark(param, column, group),
        shares.uniform()[param],
        shares.empirical()[param],
        slope.mean(),
        answer.shown(slope.sd()));
  }

  private String remark(int param, ParamColumn column, int group) {
    List<String> remarks = new ArrayList<>();
    if (group > 0) {
      remarks.add("cannot be separated from " + answer.key(answer.entanglement().partner(param)));
    }
    int parent = answer.prepared().parents()[param];
    if (parent >= 0) {
      String decider = answer.key(parent);
      String choices = Parents.activeWhen(answer.runs().params().get(parent), column);
      remarks.add(
          "active only when "
              + decider
              + " is "
              + choices
              + "; being active counts for "
              + decider);
    }
    if (!answer.ranked()) {
      remarks.add("nothing is told from noise");
    } else if (!answer.distinguishable(param)) {
      double noise = answer.first().noise(param);
      remarks.add(String.format(Locale.ROOT, "share is below 1 %% with probability %.2f", noise));
    }
    return String.join("; ", remarks);
  }

  private List<Exclusion> exclusions(boolean trees) {
    List<Exclusion> all = new ArrayList<>(answer.runs().exclusions());
    Decomposition split = answer.split();
    int screened = 0;
    for (boolean modelled : split.modelled()) {
      screened += modelled ? 0 : 1;
    }
    add(all, "pair_noise", "pairs fitted and found to be noise", ShareRows.quietPairs(split));
    add(all, "pair_not_fitted", "pairs of weaker params, not looked at", split.pairsLeftOut());
    add(all, "param_screened_out", "more params than runs can tell apart", screened);
    int runs = answer.runs().size();
    if (trees) {
      String why = "every tree, and each fit behind an interval, sees other runs, not these";
      add(all, SAMPLED, why, runs - BoostedTrees.MOST_RUNS);
    }
    String steps = "steps are looked for in evenly chosen runs, not in these";
    add(all, SAMPLED, steps, runs - StepSearch.sampled(runs));
    if (TopRuns.HALF.asked(answer)) {
      String top = "what matters among good runs is told from evenly chosen runs, not from these";
      add(all, SAMPLED, top, runs - TopRuns.sampled(answer.prepared()));
    }
    String together = "params are compared for being changed together in other runs, not in these";
    add(all, SAMPLED, together, runs - Entanglement.sampled(runs));
    return all;
  }

  private static void add(List<Exclusion> all, String reason, String detail, int count) {
    if (count > 0) {
      all.add(new Exclusion("", reason, detail, count));
    }
  }
}
