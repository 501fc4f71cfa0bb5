package dev.almanac.analyses.importance;

import dev.almanac.analyses.sensitivity.ParamColumn;
import dev.almanac.analyses.sensitivity.Scale;
import dev.almanac.analyses.sensitivity.ValueType;
import dev.almanac.analyses.trees.Axis;
import dev.almanac.analyses.trees.Binning;
import dev.almanac.analyses.trees.Cells;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Runs as trees see them: each param in at most 63 cells, choices as such, and a cell for runs that
 * do not have it.
 *
 * @param params the columns
 * @param cells the cell of each run
 * @param binnings bins of numbers; empty for choices
 */
record ForestInput(List<ParamColumn> params, Cells cells, List<Optional<Binning>> binnings) {
  /** Points of a range at which a forest is asked; as DeepCAVE's local importance. */
  private static final int GRID = 500;

  static ForestInput of(List<ParamColumn> params, int[] runs) {
    List<Axis> axes = new ArrayList<>();
    List<Optional<Binning>> binnings = new ArrayList<>();
    byte[][] cells = new byte[params.size()][runs.length];
    for (int index = 0; index < cells.length; index++) {
      ParamColumn param = params.get(index);
      double[] values = new double[runs.length];
      boolean missing = false;
      for (int i = 0; i < runs.length; i++) {
        values[i] = param.value(runs[i]);
        missing |= Double.isNaN(values[i]);
      }
      boolean isNumber = param.type().isNumeric();
      Optional<Binning> binning =
          isNumber ? Optional.of(Binning.of(values, Axis.MOST_BINS)) : Optional.empty();
      int bins =
          binning
              .map(Binning::bins)
              .orElse(Math.min(Axis.MOST_BINS, param.space().choices().size()));
      axes.add(new Axis(bins, isNumber, missing));
      binnings.add(binning);
      for (int i = 0; i < runs.length; i++) {
        cells[index][i] = (byte) cell(values[i], binning, bins);
      }
    }
    return new ForestInput(List.copyOf(params), new Cells(axes, cells), List.copyOf(binnings));
  }

  /** Choices beyond the number of bins share the last one. */
  private static int cell(double value, Optional<Binning> binning, int bins) {
    if (Double.isNaN(value)) {
      return bins;
    }
    return binning.map(b -> b.bin(value)).orElseGet(() -> Math.min(bins - 1, (int) value));
  }

  /**
   * Return how much of a param's space, evenly drawn on its scale, lies in each bin: every whole
   * number or choice counts alike, a continuum by 500 points.
   */
  double[] weights(int param) {
    ParamColumn column = params.get(param);
    int bins = cells.axes().get(param).bins();
    double[] weights = new double[bins];
    if (!column.type().isNumeric()) {
      for (int choice = 0; choice < column.space().choices().size(); choice++) {
        weights[Math.min(bins - 1, choice)]++;
      }
      return weights;
    }
    double low = column.space().low();
    double high = column.space().high();
    boolean isShort = column.type() == ValueType.INT && high - low < GRID;
    int points = isShort ? (int) (high - low) + 1 : GRID;
    for (int point = 0; point < points; point++) {
      double part = (double) point / Math.max(1, points - 1);
      double value =
          column.scale() == Scale.LOG && !isShort
              ? low * Math.pow(high / low, part)
              : low + part * (high - low);
      weights[cell(value, binnings.get(param), bins)]++;
    }
    return weights;
  }
}
