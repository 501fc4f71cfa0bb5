package dev.almanac.analyses.sensitivity;

import dev.almanac.analyses.sensitivity.Sensitivity.Grade;
import dev.almanac.analyses.sensitivity.Sensitivity.ImportanceRow;
import dev.almanac.analyses.sensitivity.Sensitivity.InteractionRow;
import dev.almanac.analyses.sensitivity.Sensitivity.ParamRow;
import dev.almanac.analyses.sensitivity.Sensitivity.Status;
import dev.almanac.analyses.sensitivity.Sensitivity.SurrogateRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Put a decomposition into rows: shares, ranks, curves, groups, and the grade over all. */
final class AnswerWriter {
  private static final String FIRST = "anova_first";
  private static final String TOTAL = "anova_total";
  private static final String GROUP = "anova_group";

  /** A share is told from noise when it is below 1 % with less than this probability. */
  private static final double NOISE_PROBABILITY = 0.05;

  /** Pairs that are noise by this probability are counted, not listed. */
  private static final double PAIR_NOISE = 0.9;

  private final RunTable runs;
  private final Goal goal;
  private final Response response;
  private final Replicates repeats;
  private final DesignCheck design;
  private final PreparedRuns prepared;
  private final Decomposition split;
  private final int[] place;
  private final ShareSummary first;
  private final Entanglement entanglement;
  private final Grading.Decision decision;
  private final @Nullable MarginalCurve[] curves;

  AnswerWriter(
      RunTable runs,
      Goal goal,
      Response response,
      Replicates repeats,
      DesignCheck design,
      PreparedRuns prepared,
      Decomposition split) {
    this.runs = runs;
    this.goal = goal;
    this.response = response;
    this.repeats = repeats;
    this.design = design;
    this.prepared = prepared;
    this.split = split;
    this.place = places(split.modelled());
    this.first = ShareSummary.of(modelled(split.first()));
    this.entanglement = Entanglement.of(runs.params(), split.modelled());
    this.decision =
        Grading.decide(
            runs.size(), runs.params().size(), split.fit(), first.topStability(), design);
    this.curves = new MarginalCurve[runs.params().size()];
    for (int param = 0; param < curves.length; param++) {
      if (split.modelled()[param]) {
        curves[param] = MarginalCurve.of(runs.params().get(param), param, split.curves());
      }
    }
  }

  /** Number the params that took part; the others have no shares. */
  private static int[] places(boolean[] modelled) {
    int[] places = new int[modelled.length];
    int next = 0;
    for (int param = 0; param < places.length; param++) {
      places[param] = modelled[param] ? next++ : -1;
    }
    return places;
  }

  private double[][] modelled(double[][] shares) {
    int[] kept =
        IntStream.range(0, place.length).filter(param -> split.modelled()[param]).toArray();
    return Arrays.stream(shares)
        .map(draw -> Arrays.stream(kept).mapToDouble(param -> draw[param]).toArray())
        .toArray(double[][]::new);
  }

  /** Write the whole answer. */
  Sensitivity write(String surrogate) {
    List<ImportanceRow> importances = new ArrayList<>();
    importances.addAll(importances(FIRST, first));
    importances.addAll(importances(TOTAL, ShareSummary.of(modelled(totals()))));
    importances.addAll(groupImportances());
    List<Sensitivity.MarginalRow> marginals = new ArrayList<>();
    for (MarginalCurve curve : curves) {
      if (curve != null) {
        marginals.addAll(curve.rows(response, design.kind()));
      }
    }
    return new Sensitivity(
        verdict(),
        List.of(surrogateRow(surrogate)),
        paramRows(),
        importances,
        interactions(),
        marginals,
        exclusions());
  }

  private Sensitivity.Verdict verdict() {
    return new Sensitivity.Verdict(
        decision.status(),
        decision.grade(),
        decision.reason(),
        runs.size(),
        repeats.configurations(),
        design.kind().name().toLowerCase(Locale.ROOT),
        design.evidence(),
        response.transform(),
        response.reason());
  }

  private SurrogateRow surrogateRow(String name) {
    double pairs = 0;
    for (Decomposition.PairDraws pair : split.pairs()) {
      pairs += Interval.of(pair.shares()).mean();
    }
    double unit = response.sd();
    return new SurrogateRow(
        name,
        split.fit().rSquared(),
        split.fit().zScore(),
        repeats.ceiling(),
        split.noiseSd() * unit,
        Interval.of(split.signal()).mean() * unit * unit,
        first.sum(),
        pairs,
        1 - first.sum(),
        design.measure(),
        split.pairs().size(),
        split.pairsLeftOut(),
        true);
  }

  private boolean ranked() {
    return decision.grade() != Grade.NONE;
  }

  private boolean withheld() {
    return design.kind() == DesignCheck.Kind.STEERED;
  }

  private double shown(double bound) {
    return withheld() ? Double.NaN : bound;
  }

  private double[][] totals() {
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

  private List<ImportanceRow> importances(String method, ShareSummary shares) {
    List<ImportanceRow> rows = new ArrayList<>();
    for (int param = 0; param < curves.length; param++) {
      MarginalCurve curve = curves[param];
      if (curve != null) {
        Interval interval = shares.interval(place[param]);
        boolean ordered = ranked() && !withheld();
        rows.add(
            new ImportanceRow(
                runs.params().get(param).key(),
                method,
                interval.mean(),
                shown(interval.low()),
                shown(interval.high()),
                shares.noise(place[param]),
                ranked() ? shares.rank(place[param]) : 0,
                ordered ? shares.rankLow(place[param]) : 0,
                ordered ? shares.rankHigh(place[param]) : 0,
                ordered ? shares.topThree(place[param]) : Double.NaN,
                curve.effectSign(),
                curve.effectSize(response),
                interval.mean() / shares.sum(),
                runs.size()));
      }
    }
    rows.sort(Comparator.comparingDouble(row -> -row.importance()));
    return rows;
  }

  private List<ImportanceRow> groupImportances() {
    List<ImportanceRow> rows = new ArrayList<>();
    for (List<Integer> members : entanglement.groups()) {
      double[] together = new double[split.first().length];
      for (int draw = 0; draw < together.length; draw++) {
        for (int member : members) {
          together[draw] += split.first()[draw][member];
        }
      }
      Interval interval = Interval.of(together);
      rows.add(
          new ImportanceRow(
              String.join(" + ", members.stream().map(i -> runs.params().get(i).key()).toList()),
              GROUP,
              interval.mean(),
              shown(interval.low()),
              shown(interval.high()),
              ShareSummary.probabilityBelow(together, Sensitivity.NOISE_SHARE),
              0,
              0,
              0,
              Double.NaN,
              0,
              Double.NaN,
              Double.NaN,
              runs.size()));
    }
    return rows;
  }

  private List<InteractionRow> interactions() {
    List<InteractionRow> rows = new ArrayList<>();
    for (Decomposition.PairDraws pair : split.pairs()) {
      double noise = ShareSummary.probabilityBelow(pair.shares(), Sensitivity.NOISE_SHARE);
      if (noise <= PAIR_NOISE) {
        Interval interval = Interval.of(pair.shares());
        rows.add(
            new InteractionRow(
                runs.params().get(pair.a()).key(),
                runs.params().get(pair.b()).key(),
                interval.mean(),
                shown(interval.low()),
                shown(interval.high()),
                noise,
                runs.size()));
      }
    }
    rows.sort(Comparator.comparingDouble(row -> -row.importance()));
    return rows;
  }

  private List<ParamRow> paramRows() {
    int[] groupOf = new int[curves.length];
    List<List<Integer>> groups = entanglement.groups();
    for (int group = 0; group < groups.size(); group++) {
      for (int member : groups.get(group)) {
        groupOf[member] = group + 1;
      }
    }
    List<ParamRow> rows = new ArrayList<>();
    for (int param = 0; param < curves.length; param++) {
      ParamColumn column = runs.params().get(param);
      MarginalCurve curve = curves[param];
      rows.add(
          curve == null
              ? ParamDescription.unfitted(
                  column,
                  "screened_out",
                  "too many params; others go together with the metric more")
              : fitted(param, column, curve, groupOf[param]));
    }
    return rows;
  }

  private ParamRow fitted(int param, ParamColumn column, MarginalCurve curve, int group) {
    MarginalCurve.Best best = curve.best(goal);
    int partner = entanglement.partner(param);
    boolean real = ranked() && first.noise(place[param]) < NOISE_PROBABILITY;
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
        partner < 0 ? "" : runs.params().get(partner).key(),
        entanglement.strength(param),
        real ? "distinguishable" : "noise",
        remark(param, column, group));
  }

  private String remark(int param, ParamColumn column, int group) {
    List<String> remarks = new ArrayList<>();
    if (group > 0) {
      remarks.add(
          "cannot be separated from " + runs.params().get(entanglement.partner(param)).key());
    }
    int parent = prepared.parents()[param];
    if (parent >= 0) {
      ParamColumn decider = runs.params().get(parent);
      remarks.add(
          "active only when "
              + decider.key()
              + " is "
              + Parents.activeWhen(decider, column)
              + "; being active counts for "
              + decider.key());
    }
    if (ranked() && first.noise(place[param]) >= NOISE_PROBABILITY) {
      remarks.add(
          String.format(
              Locale.ROOT, "share is below 1 %% with probability %.2f", first.noise(place[param])));
    }
    if (decision.status() == Status.NOT_DISTINGUISHABLE) {
      remarks.add("nothing is told from noise");
    }
    return String.join("; ", remarks);
  }

  private List<Exclusion> exclusions() {
    List<Exclusion> all = new ArrayList<>(runs.exclusions());
    int quiet =
        (int)
            split.pairs().stream()
                .filter(
                    p ->
                        ShareSummary.probabilityBelow(p.shares(), Sensitivity.NOISE_SHARE)
                            > PAIR_NOISE)
                .count();
    if (quiet > 0) {
      all.add(new Exclusion("", "pair_noise", "pairs fitted and found to be noise", quiet));
    }
    if (split.pairsLeftOut() > 0) {
      all.add(
          new Exclusion(
              "",
              "pair_not_fitted",
              "pairs of weaker params, not looked at",
              split.pairsLeftOut()));
    }
    int screened = 0;
    for (boolean modelled : split.modelled()) {
      screened += modelled ? 0 : 1;
    }
    if (screened > 0) {
      all.add(new Exclusion("", "param_screened_out", "more params than runs can tell", screened));
    }
    return all;
  }
}
