package dev.almanac.analyses.importance;

import dev.almanac.analyses.ResultRows;
import dev.almanac.analyses.sensitivity.Entanglement;
import dev.almanac.analyses.sensitivity.Goal;
import dev.almanac.analyses.sensitivity.ParamColumn;
import dev.almanac.analyses.sensitivity.Parents;
import dev.almanac.analyses.sensitivity.RunTable;
import dev.almanac.analyses.trees.Forest;
import dev.almanac.analyses.trees.Growth;
import dev.almanac.analyses.trees.Tree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * What a random forest of the size of Optuna's (64 trees, grown out) says: mean decrease of
 * impurity, permutation importance, local importance around the best run, and the ways to it.
 */
final class ForestAnswers {
  /** As Optuna's {@code MeanDecreaseImpurityImportanceEvaluator}. */
  private static final int TREES = 64;

  private static final Growth GROWN_OUT = new Growth(64, 1, 0);

  /** Runs times params beyond this are thinned, so that time and memory stay bounded. */
  private static final long MOST_CELLS = 4_000_000;

  private static final int LEAST_RUNS = 10;

  /**
   * Among more params than this no groups that changed together are looked for, and ways to the
   * best run leave out what no tree asks about: each step tries all that are left.
   */
  private static final int MOST_COMPARED = 200;

  private final RunTable table;
  private final String[] keys;
  private final Goal goal;
  private final int[] runs;
  private final int thinnedFrom;
  private final double[] response;
  private final ForestInput input;
  private final Forest forest;
  private final SplittableRandom seeds;

  private ForestAnswers(RunTable table, String[] keys, Goal goal, int[] all, long seed) {
    this.table = table;
    this.keys = keys;
    this.goal = goal;
    this.thinnedFrom = all.length;
    this.runs = thinned(all, table.params().size(), best(table, goal, all));
    this.response = IntStream.of(runs).mapToDouble(table::metric).toArray();
    this.input = ForestInput.of(table.params(), runs);
    this.seeds = new SplittableRandom(seed);
    this.forest = Forest.grow(input.cells(), response, TREES, GROWN_OUT, seeds.nextLong());
  }

  /**
   * Ask a forest.
   *
   * @param table the runs that are fit
   * @param keys of each its key, in the order of the table
   * @param goal which end of the metric is good
   * @param seed source of all chance
   * @param rows takes the importances
   * @param remarks takes what is amiss
   * @param out takes the ways to the best run
   */
  static void add(
      RunTable table,
      String[] keys,
      Goal goal,
      long seed,
      List<ImportanceRow> rows,
      List<String> remarks,
      ResultRows out) {
    int[] fit =
        IntStream.range(0, table.size())
            .filter(run -> Double.isFinite(table.metric(run)))
            .toArray();
    double[] metric = IntStream.of(fit).mapToDouble(table::metric).toArray();
    boolean varies = Arrays.stream(metric).distinct().count() > 1;
    // Squares of larger numbers overflow, and a forest is about squares.
    boolean isUsable = Arrays.stream(metric).allMatch(value -> Math.abs(value) < 1e150);
    if (fit.length < LEAST_RUNS || table.params().isEmpty() || !varies) {
      return;
    }
    if (!isUsable) {
      remarks.add("values too large for a forest");
      return;
    }
    new ForestAnswers(table, keys, goal, fit, seed).addTo(rows, remarks, out);
  }

  private void addTo(List<ImportanceRow> rows, List<String> remarks, ResultRows out) {
    if (runs.length < thinnedFrom) {
      remarks.add("the forest saw %d of %d runs".formatted(runs.length, thinnedFrom));
    }
    if (!(forest.rSquared() > 0)) {
      remarks.add(
          String.format(
              Locale.ROOT,
              "the forest predicts unseen runs no better than their mean (R² %.2f)",
              forest.rSquared()));
    }
    addImpurity(rows);
    addPermutation(rows);
    if (goal != Goal.UNKNOWN) {
      addLocal(rows);
      Ablation ablation = new Ablation();
      ablation.write("first_run", firstRun(), out);
      ablation.write("previous_best", previousBest(), out);
      if (table.params().size() > MOST_COMPARED) {
        remarks.add("ways to the best run without the params that no tree asks about");
      }
    }
  }

  private void addImpurity(List<ImportanceRow> rows) {
    double[] shares = forest.sum().impurityDecrease();
    for (int param = 0; param < shares.length; param++) {
      rows.add(row(key(param), "mdi", shares[param], shares[param], note("in-sample")));
    }
  }

  private void addPermutation(List<ImportanceRow> rows) {
    int params = table.params().size();
    double[] drops = new double[params];
    for (int param = 0; param < params; param++) {
      drops[param] =
          PermutationImportance.of(
              input.cells(), response, forest, new int[] {param}, seeds.nextLong());
    }
    double sum = Arrays.stream(drops).map(drop -> Math.max(0, drop)).sum();
    for (int param = 0; param < params; param++) {
      double share = sum > 0 ? Math.max(0, drops[param]) / sum : Double.NaN;
      rows.add(row(key(param), "permutation", drops[param], share, note("drop of R²")));
    }
    if (params > MOST_COMPARED) {
      return;
    }
    boolean[] all = new boolean[params];
    Arrays.fill(all, true);
    List<ParamColumn> columns = table.params();
    for (List<Integer> group : Entanglement.of(columns, all, Parents.of(columns)).groups()) {
      int[] together = group.stream().mapToInt(Integer::intValue).toArray();
      rows.add(
          row(
              joined(together, this::key, " + "),
              "permutation_group",
              PermutationImportance.of(input.cells(), response, forest, together, seeds.nextLong()),
              Double.NaN,
              note("drop of R²; changed together, not to be told apart")));
    }
  }

  private void addLocal(List<ImportanceRow> rows) {
    int[] at = cells(bestRun());
    double[][] weights = new double[at.length][];
    for (int param = 0; param < at.length; param++) {
      boolean isActive = at[param] < input.cells().axes().get(param).bins();
      weights[param] = isActive ? input.weights(param) : new double[0];
    }
    double[] shares = LocalImportance.of(forest.sum().trees(), at, weights);
    for (int param = 0; param < at.length; param++) {
      String where =
          weights[param].length == 0
              ? "the best run does not have it"
              : "around " + keys[runs[bestRun()]];
      rows.add(row(key(param), "lpi", shares[param], shares[param], note(where)));
    }
  }

  private ImportanceRow row(
      String key, String method, double importance, double share, String note) {
    return new ImportanceRow(
        key,
        method,
        "all",
        importance,
        Double.NaN,
        Double.NaN,
        Double.NaN,
        0,
        Double.NaN,
        share,
        runs.length,
        note);
  }

  private String note(String what) {
    return String.format(Locale.ROOT, "%s; out-of-bag R² %.2f", what, forest.rSquared());
  }

  private String key(int param) {
    return table.params().get(param).key();
  }

  private static String joined(int[] members, IntFunction<String> text, String between) {
    return String.join(between, IntStream.of(members).mapToObj(text).toList());
  }

  /** The best run, the first of several; an index into {@link #runs}. */
  private int bestRun() {
    int[] places = IntStream.range(0, runs.length).toArray();
    return Arrays.stream(places)
        .reduce((one, other) -> goal.prefers(response[other], response[one]) ? other : one)
        .orElseThrow();
  }

  /** The best of the runs that began before the best one; −1 if it was the first. */
  private int previousBest() {
    int best = bestRun();
    int found = -1;
    for (int place = 0; place < runs.length; place++) {
      boolean isBefore = table.start(runs[place]) < table.start(runs[best]);
      if (isBefore && (found < 0 || goal.prefers(response[place], response[found]))) {
        found = place;
      }
    }
    return found;
  }

  private int firstRun() {
    int found = -1;
    for (int place = 0; place < runs.length; place++) {
      if (found < 0 || table.start(runs[place]) < table.start(runs[found])) {
        found = place;
      }
    }
    return found;
  }

  private int[] cells(int place) {
    return IntStream.range(0, input.cells().axes().size())
        .map(axis -> input.cells().cell(axis, place))
        .toArray();
  }

  private static int best(RunTable table, Goal goal, int[] all) {
    return Arrays.stream(all)
        .reduce((one, other) -> goal.prefers(table.metric(other), table.metric(one)) ? other : one)
        .orElseThrow();
  }

  /** Every so-manieth run, and the best one. */
  private static int[] thinned(int[] all, int params, int best) {
    long most = Math.max(1000, MOST_CELLS / Math.max(1, params));
    if (all.length <= most) {
      return all;
    }
    int stride = (int) Math.ceil((double) all.length / most);
    return IntStream.range(0, all.length)
        .filter(place -> place % stride == 0 || all[place] == best)
        .map(place -> all[place])
        .toArray();
  }

  /** Ways from an earlier run to the best one. */
  private final class Ablation {
    private final int best = bestRun();
    private final int[] parents = Parents.of(table.params());

    void write(String path, int start, ResultRows out) {
      if (start < 0 || start == best) {
        return;
      }
      int[] from = cells(start);
      int[] to = cells(best);
      List<int[]> groups = groups(start);
      List<Tree> trees = forest.sum().trees();
      Function<int[], double[]> predict =
          at -> trees.stream().mapToDouble(tree -> tree.predict(axis -> at[axis])).toArray();
      List<AblationPath.Step> steps =
          AblationPath.walk(predict, from, to, groups, goal == Goal.MINIMIZE);
      for (int step = 0; step < steps.size(); step++) {
        AblationPath.Step each = steps.get(step);
        int[] changed = each.group() < 0 ? new int[0] : groups.get(each.group());
        out.add(
            ImportanceTables.ABLATION,
            path,
            step,
            step == 0 ? null : joined(changed, ForestAnswers.this::key, " + "),
            step == 0 ? null : joined(changed, param -> text(param, runs[start]), " + "),
            step == 0 ? null : joined(changed, param -> text(param, runs[best]), " + "),
            each.after(),
            step == 0 ? null : each.gain(),
            step == 0 ? null : each.gainSd(),
            keys[runs[start]],
            keys[runs[best]]);
      }
    }

    /** Params that differ; those that exist only under a choice that changes, with that choice. */
    private List<int[]> groups(int start) {
      TreeMap<Integer, List<Integer>> members = new TreeMap<>();
      for (int param = 0; param < parents.length; param++) {
        double one = table.params().get(param).value(runs[start]);
        double other = table.params().get(param).value(runs[best]);
        if (Double.compare(one, other) != 0) {
          boolean appears = Double.isNaN(one) != Double.isNaN(other);
          int leader = appears && parents[param] >= 0 ? parents[param] : param;
          members.computeIfAbsent(leader, absent -> new ArrayList<>()).add(param);
        }
      }
      double[] asked = forest.sum().impurityDecrease();
      return members.values().stream()
          .map(list -> list.stream().mapToInt(Integer::intValue).toArray())
          .filter(
              group ->
                  parents.length <= MOST_COMPARED
                      || Arrays.stream(group).anyMatch(param -> asked[param] > 0))
          .toList();
    }

    private String text(int param, int run) {
      ParamColumn column = table.params().get(param);
      double value = column.value(run);
      if (Double.isNaN(value)) {
        return "(inactive)";
      }
      if (!column.type().isNumeric()) {
        return column.space().choices().get((int) value);
      }
      boolean isWhole = value == Math.rint(value) && Math.abs(value) < 1e15;
      return isWhole ? Long.toString((long) value) : Double.toString(value);
    }
  }
}
