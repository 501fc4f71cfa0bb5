package dev.almanac.analyses.sensitivity;

import dev.almanac.analyses.trees.Axis;
import dev.almanac.analyses.trees.Binning;
import dev.almanac.analyses.trees.CellMeasure;
import dev.almanac.analyses.trees.Cells;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The runs as trees see them: each param in cells, with the weight of every cell under the measure.
 *
 * @param cells cell of each run on each param
 * @param measure weights of the cells
 * @param binnings bins of the numeric params, null for categories
 */
record TreeCells(Cells cells, CellMeasure measure, @Nullable Binning[] binnings) {

  /** Runs from which the edges of bins are taken: a bin has 1.6 % of the runs to within .1 %. */
  private static final int MOST_FOR_EDGES = 20_000;

  /** Put runs into cells. */
  static TreeCells of(PreparedRuns runs) {
    int params = runs.params().size();
    List<Axis> axes = new ArrayList<>();
    byte[][] columns = new byte[params][];
    double[][] weights = new double[params][];
    @Nullable Binning[] binnings = new Binning[params];
    long[] active = new long[params];
    IntStream.range(0, params)
        .parallel()
        .filter(param -> runs.params().get(param).type().isNumeric())
        .forEach(
            param ->
                binnings[param] = Binning.of(edgesFrom(runs.params().get(param)), Axis.MOST_BINS));
    for (int param = 0; param < params; param++) {
      ParamColumn column = runs.params().get(param);
      double[] at = coordinates(column);
      boolean numeric = column.type().isNumeric();
      @Nullable Binning binning = binnings[param];
      int bins =
          binning != null ? binning.bins() : Math.min(Axis.MOST_BINS, column.distinctCount());
      boolean missing = column.presentCount() < column.size();
      axes.add(new Axis(bins, numeric, missing));
      columns[param] = cells(at, binning, bins);
      weights[param] = weights(column, runs.measure(), binning, bins, columns[param], missing);
    }
    for (int param = 0; param < params; param++) {
      int parent = runs.parents()[param];
      if (parent >= 0) {
        active[param] = activeUnder(columns[param], axes.get(param).bins(), columns[parent]);
      }
    }
    CellMeasure measure = CellMeasure.nested(axes, weights, runs.parents(), active);
    return new TreeCells(new Cells(axes, columns), measure, binnings);
  }

  /** Quantiles of many values are those of some of them; few different ones are all looked at. */
  private static double[] edgesFrom(ParamColumn column) {
    boolean many = column.distinctCount() > Axis.MOST_BINS;
    return coordinates(many ? column.thinned(MOST_FOR_EDGES) : column);
  }

  private static double[] coordinates(ParamColumn column) {
    double[] at = new double[column.size()];
    Arrays.setAll(at, column::coordinate);
    return at;
  }

  /** Choices beyond the number of bins, in the order of first use, share the last one. */
  private static byte[] cells(double[] at, @Nullable Binning binning, int bins) {
    byte[] cells = new byte[at.length];
    for (int run = 0; run < cells.length; run++) {
      cells[run] = (byte) cell(at[run], binning, bins);
    }
    return cells;
  }

  private static int cell(double at, @Nullable Binning binning, int bins) {
    if (Double.isNaN(at)) {
      return bins;
    }
    return binning != null ? binning.bin(at) : Math.min(bins - 1, (int) at);
  }

  /** Return the cell of a coordinate of a param. */
  int cell(int param, double coordinate) {
    return cell(coordinate, binnings[param], cells.axes().get(param).bins());
  }

  private static double[] weights(
      ParamColumn column,
      Measure measure,
      @Nullable Binning binning,
      int bins,
      byte[] cells,
      boolean missing) {
    double[] weights = new double[bins + (missing ? 1 : 0)];
    if (measure == Measure.EMPIRICAL) {
      for (byte cell : cells) {
        weights[cell]++;
      }
      return weights;
    }
    double[] support = column.support();
    if (binning == null) {
      for (int choice = 0; choice < column.distinctCount(); choice++) {
        weights[Math.min(bins - 1, choice)]++;
      }
    } else if (support.length > 0) {
      double[] own = column.supportWeights(support);
      for (int i = 0; i < support.length; i++) {
        weights[binning.bin(support[i])] += own[i];
      }
    } else {
      double[] edges = binning.edges();
      for (int bin = 0; bin < bins; bin++) {
        double low = bin == 0 ? 0 : Math.max(0, Math.min(1, edges[bin - 1]));
        double high = bin == edges.length ? 1 : Math.max(0, Math.min(1, edges[bin]));
        weights[bin] = high - low;
      }
    }
    if (missing) {
      double present = Arrays.stream(weights).sum();
      double share = (double) column.presentCount() / column.size();
      weights[bins] = share > 0 ? present * (1 - share) / share : 1;
    }
    return weights;
  }

  private static long activeUnder(byte[] child, int missing, byte[] parent) {
    long active = 0;
    for (int run = 0; run < child.length; run++) {
      active |= child[run] < missing ? 1L << parent[run] : 0;
    }
    return active;
  }
}
