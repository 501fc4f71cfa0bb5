package dev.almanac.analyses.search;

import dev.almanac.analyses.sensitivity.ParamColumn;
import dev.almanac.analyses.sensitivity.RunTable;
import dev.almanac.analyses.sensitivity.ValueType;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * How much of the space was looked at.
 *
 * @param params of each param the share of ten cells of its range, or of its choices, with a run
 * @param pairs mean share of the cells of a pair of params (four a range) with a run; NaN without
 * @param pairsAtRandom the share that as many runs at random would be expected to reach
 */
record Coverage(double[] params, double pairs, double pairsAtRandom) {
  private static final int CELLS = 10;
  private static final int PAIR_CELLS = 4;

  /** Pairs beyond so many are not looked at: a mean of these is as good. */
  private static final int MOST_PAIRS = 500;

  static Coverage of(RunTable table) {
    List<ParamColumn> columns = table.params();
    double[] shares = new double[columns.size()];
    for (int param = 0; param < shares.length; param++) {
      shares[param] = share(columns.get(param), table.size());
    }
    double sum = 0;
    double random = 0;
    int pairs = 0;
    List<ParamColumn> first = new ArrayList<>(columns.subList(0, Math.min(columns.size(), 33)));
    for (int a = 0; a < first.size(); a++) {
      for (int b = a + 1; b < first.size() && pairs < MOST_PAIRS; b++) {
        ParamColumn one = first.get(a);
        ParamColumn other = first.get(b);
        int width = cells(other, PAIR_CELLS);
        int cells = cells(one, PAIR_CELLS) * width;
        BitSet hit = new BitSet();
        int both = 0;
        for (int run = 0; run < table.size(); run++) {
          if (!Double.isNaN(one.value(run)) && !Double.isNaN(other.value(run))) {
            hit.set(cell(one, run, PAIR_CELLS) * width + cell(other, run, PAIR_CELLS));
            both++;
          }
        }
        sum += (double) hit.cardinality() / cells;
        random += 1 - Math.pow(1 - 1.0 / cells, both);
        pairs++;
      }
    }
    return pairs == 0
        ? new Coverage(shares, Double.NaN, Double.NaN)
        : new Coverage(shares, sum / pairs, random / pairs);
  }

  private static double share(ParamColumn param, int runs) {
    BitSet hit = new BitSet();
    for (int run = 0; run < runs; run++) {
      if (!Double.isNaN(param.value(run))) {
        hit.set(cell(param, run, CELLS));
      }
    }
    return (double) hit.cardinality() / cells(param, CELLS);
  }

  private static int cells(ParamColumn param, int most) {
    if (!param.type().isNumeric()) {
      return param.space().choices().size();
    }
    double span = param.space().high() - param.space().low();
    return param.type() == ValueType.INT ? (int) Math.min(span + 1, most) : most;
  }

  private static int cell(ParamColumn param, int run, int most) {
    double value = param.value(run);
    if (!param.type().isNumeric()) {
      return (int) value;
    }
    int cells = cells(param, most);
    return Math.max(0, Math.min(cells - 1, (int) (Axis.of(param).position(value) * cells)));
  }
}
