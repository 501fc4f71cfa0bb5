package dev.almanac.analyses.stopping;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * Asynchronous successive halving as Optuna's {@code SuccessiveHalvingPruner} (5.0) does it, after
 * Li et al., "A System for Massively Parallel Hyperparameter Tuning" (MLSys 2020): at each rung, at
 * {@code least} times a power of {@code factor}, a run goes on if it is among the best of so many
 * parts of those that came so far. With brackets it is Hyperband (Li et al., JMLR 18, 2018), runs
 * being dealt to brackets by CRC-32 of the study's name and their number, as Optuna's {@code
 * HyperbandPruner} does.
 *
 * @param least x of the first rung
 * @param factor of how many runs one goes on
 * @param brackets how many brackets; the first rung of bracket b is b powers later. 1 is plain
 *     halving
 * @param study name of the study, which decides on the brackets
 */
record HalvingRule(double least, int factor, int brackets, String study) implements StopRule {

  static HalvingRule halving(double least, int factor) {
    return new HalvingRule(least, factor, 1, "");
  }

  /** Brackets as Optuna counts them between two x. */
  static HalvingRule hyperband(double least, double most, int factor, String study) {
    // A little more, since the logarithm of a power is rarely whole.
    int brackets = (int) Math.floor(Math.log(most / least) / Math.log(factor) + 1e-9) + 1;
    return new HalvingRule(least, factor, Math.max(1, brackets), study);
  }

  @Override
  public String family() {
    return brackets == 1 ? "halving" : "hyperband";
  }

  @Override
  public String name() {
    return brackets == 1
        ? "successive halving (from " + Numbers.plain(least) + ", 1 of " + factor + ")"
        : "Hyperband (from "
            + Numbers.plain(least)
            + ", 1 of "
            + factor
            + ", "
            + brackets
            + " brackets)";
  }

  @Override
  public String options() {
    return String.format(
        Locale.ROOT,
        "{\"brackets\":%d,\"factor\":%d,\"min_x\":%s}",
        brackets,
        factor,
        Numbers.plain(least));
  }

  @Override
  public State begin(double[] places) {
    return new Rungs();
  }

  /** Returns how many runs begin in each bracket: {@code ceil(B * factor^s / (s + 1))}. */
  int[] budgets() {
    int[] budgets = new int[brackets];
    for (int bracket = 0; bracket < brackets; bracket++) {
      int s = brackets - 1 - bracket;
      budgets[bracket] = (int) Math.ceil(brackets * Math.pow(factor, s) / (s + 1));
    }
    return budgets;
  }

  /** Deals a run to a bracket in proportion to the {@link #budgets()}. */
  int bracketOf(int number) {
    if (brackets == 1) {
      return 0;
    }
    int[] budgets = budgets();
    int total = Arrays.stream(budgets).sum();
    CRC32 crc = new CRC32();
    crc.update((study + "_" + number).getBytes(StandardCharsets.UTF_8));
    long rest = crc.getValue() % total;
    int bracket = 0;
    while (rest >= budgets[bracket]) {
      rest -= budgets[bracket++];
    }
    return bracket;
  }

  private final class Rungs implements State {

    private final List<List<SortedValues>> rungs = new ArrayList<>();
    private final Map<Integer, Integer> rungOfRun = new HashMap<>();

    Rungs() {
      for (int bracket = 0; bracket < brackets; bracket++) {
        rungs.add(new ArrayList<>());
      }
    }

    @Override
    public boolean stops(ReplayedRun run, int place) {
      int bracket = bracketOf(run.number());
      List<SortedValues> ladder = rungs.get(bracket);
      int rung = rungOfRun.getOrDefault(run.number(), 0);
      double value = run.value(place);
      while (run.xAt(place) >= least * Math.pow(factor, bracket + rung)) {
        if (value == Double.POSITIVE_INFINITY) {
          return true;
        }
        if (rung == ladder.size()) {
          ladder.add(new SortedValues());
        }
        SortedValues values = ladder.get(rung);
        values.add(value);
        rungOfRun.put(run.number(), ++rung);
        if (value > values.get(Math.max(1, values.size() / factor) - 1)) {
          return true;
        }
      }
      return false;
    }

    @Override
    public void completed(ReplayedRun run) {}
  }
}
