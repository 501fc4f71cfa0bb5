package dev.almanac.analyses.sensitivity;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Find what smooth curves of single params miss: grows, on the residual of a fit of the main
 * effects, a tree of one split for every param next to its polynomials (the model trees of Quinlan,
 * AI '92, turned round), and offers the split, or more degrees where they take away more, to the
 * basis; then fits again, while something is found.
 */
final class StepSearch {
  /** Runs that are looked at: a step that they do not show changes no share. */
  private static final int MOST_RUNS = 3000;

  private static final int MOST_COLUMNS = 400;
  private static final int ROUNDS = 4;

  /** Standard errors from which a split is no chance, the best of all places and params. */
  private static final double LEAST_ERRORS = 5;

  /** Share of the metric's variance below which it does not matter. */
  private static final double LEAST_SHARE = 5e-4;

  private static final int LEAST_SIDE = 8;
  private static final int EXTRA_DEGREES = 8;
  private static final int MOST_EXTRA = 16;

  private final PreparedRuns runs;
  private final int[] sample;
  private final int degree;
  private final Refinement[] found;

  /** Return how many of so many runs are looked at. */
  static int sampled(int runs) {
    int step = stride(runs);
    return (runs + step - 1) / step;
  }

  private static int stride(int runs) {
    return Math.max(1, runs / MOST_RUNS);
  }

  private StepSearch(PreparedRuns runs) {
    this.runs = runs;
    int step = stride(runs.size());
    this.sample = IntStream.range(0, runs.size()).filter(run -> run % step == 0).toArray();
    this.degree = BasisChoice.degreeFor(runs.size());
    this.found = Refinement.none(runs.params().size());
  }

  /** Return what each param needs. */
  static Refinement[] of(PreparedRuns runs) {
    StepSearch search = new StepSearch(runs);
    for (int round = 0; round < ROUNDS && search.improve(); round++) {
      // Each round fits again with what the last one found.
    }
    return search.found;
  }

  private boolean improve() {
    List<Basis> bases = EffectPlan.bases(runs, degree, found);
    if (bases.stream().mapToInt(Basis::size).sum() > MOST_COLUMNS) {
      return false;
    }
    double[] residual = residual(bases);
    double square = 0;
    for (double r : residual) {
      square += r * r;
    }
    double noise = square / Math.max(1, residual.length - 1);
    boolean better = false;
    for (int param = 0; param < found.length; param++) {
      if (runs.params().get(param).type().isNumeric() && bases.get(param).size() > 0) {
        better |= refine(param, bases.get(param), residual, noise);
      }
    }
    return better;
  }

  private double[] residual(List<Basis> bases) {
    BitSet all = new BitSet();
    all.set(0, bases.size());
    BitSet[] kept = {all};
    EffectPlan plan = EffectPlan.complete(bases, kept, List.of(), 1);
    EffectLayout layout = plan.layout();
    double[] metric = new double[runs.size()];
    int[] taken = new int[runs.size()];
    Arrays.fill(taken, 1);
    for (int run : sample) {
      taken[run] = 0;
    }
    System.arraycopy(runs.metric(), 0, metric, 0, metric.length);
    Moments moments = Moments.byFold(layout, runs.params(), metric, taken, 1)[0];
    RidgeSystem system = RidgeSystem.of(layout.effects(), moments);
    FitState state = new QuickFit().fit(system, plan.active()[0]);
    double[] coefficients = new double[system.columns()];
    system.restore(state.coefficients(), coefficients);
    double[] row = new double[layout.columns() + 2];
    double[] residual = new double[sample.length];
    double mean = 0;
    for (int i = 0; i < sample.length; i++) {
      layout.row(runs.params(), sample[i], row);
      double fitted = 0;
      for (int column = 0; column < coefficients.length; column++) {
        fitted += coefficients[column] * row[column];
      }
      residual[i] = metric[sample[i]] - fitted;
      mean += residual[i] / sample.length;
    }
    for (int i = 0; i < residual.length; i++) {
      residual[i] -= mean;
    }
    return residual;
  }

  /**
   * Makes functions orthogonal to the constant and to one another over these runs, as they are only
   * under the measure: what a step has beyond them is little, and drowns in the difference.
   */
  private static void orthogonalise(double[][] rows, int size) {
    for (int f = 0; f < size; f++) {
      double before = square(rows, f, f);
      // Once more for what rounding left.
      for (int pass = 0; pass < 2; pass++) {
        centre(rows, f);
        for (int g = 0; g < f; g++) {
          double own = square(rows, g, g);
          double part = own > 0 ? square(rows, f, g) / own : 0;
          for (double[] row : rows) {
            row[f] -= part * row[g];
          }
        }
      }
      if (square(rows, f, f) <= 1e-9 * before) {
        for (double[] row : rows) {
          row[f] = 0;
        }
      }
    }
  }

  private static void centre(double[][] rows, int f) {
    double mean = 0;
    for (double[] row : rows) {
      mean += row[f] / rows.length;
    }
    for (double[] row : rows) {
      row[f] -= mean;
    }
  }

  private static double square(double[][] rows, int f, int g) {
    double sum = 0;
    for (double[] row : rows) {
      sum += row[f] * row[g];
    }
    return sum;
  }

  private boolean refine(int param, Basis basis, double[] residual, double noise) {
    ParamColumn column = runs.params().get(param);
    int[] order =
        IntStream.range(0, sample.length)
            .filter(i -> !Double.isNaN(column.coordinate(sample[i])))
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> column.coordinate(sample[i])))
            .mapToInt(Integer::intValue)
            .toArray();
    int size = basis.size();
    double[][] functions = new double[order.length][size];
    double[] pull = new double[size];
    double[] square = new double[size];
    double sum = 0;
    for (int i = 0; i < order.length; i++) {
      basis.evaluate(column.coordinate(sample[order[i]]), functions[i], 0);
      sum += residual[order[i]];
    }
    orthogonalise(functions, size);
    for (int i = 0; i < order.length; i++) {
      for (int f = 0; f < size; f++) {
        pull[f] += functions[i][f] * residual[order[i]];
        square[f] += functions[i][f] * functions[i][f];
      }
    }
    double best = 0;
    double cut = Double.NaN;
    double[] below = new double[size];
    double belowSum = 0;
    int count = order.length;
    for (int i = 0; i + 1 < count; i++) {
      belowSum += residual[order[i]];
      for (int f = 0; f < size; f++) {
        below[f] += functions[i][f];
      }
      double here = column.coordinate(sample[order[i]]);
      double next = column.coordinate(sample[order[i + 1]]);
      if (next > here && i + 1 >= LEAST_SIDE && count - i - 1 >= LEAST_SIDE) {
        double share = (i + 1.0) / count;
        double score = belowSum - share * sum;
        double variance = count * share * (1 - share);
        for (int f = 0; f < size; f++) {
          if (square[f] > 0) {
            score -= below[f] * pull[f] / square[f];
            variance -= below[f] * below[f] / square[f];
          }
        }
        if (variance > 1e-3 * count && score * score / variance > best) {
          best = score * score / variance;
          cut = here + (next - here) / 2;
        }
      }
    }
    double wanted = Math.max(LEAST_ERRORS * LEAST_ERRORS * noise, LEAST_SHARE * sample.length);
    double smooth = extraDegrees(param, column, order, residual) - EXTRA_DEGREES * noise;
    boolean more =
        smooth > best - noise && found[param].extraDegree() + EXTRA_DEGREES <= MOST_EXTRA;
    if ((more ? Math.max(best, smooth) : best) < wanted) {
      return false;
    }
    if (more) {
      found[param] = found[param].withDegrees(EXTRA_DEGREES);
    } else if (found[param].cuts().length < ROUNDS) {
      found[param] = found[param].withCut(cut);
    }
    return true;
  }

  /** Return the squared error that so many more degrees would take away. */
  private double extraDegrees(int param, ParamColumn column, int[] order, double[] residual) {
    Refinement wider = found[param].withDegrees(EXTRA_DEGREES);
    Activity activity = runs.parents()[param] < 0 ? Activity.OWN : Activity.DECIDED;
    Basis basis = BasisChoice.choose(column, runs.measure(), degree, activity, wider);
    double[] values = new double[basis.size()];
    double[] pull = new double[values.length];
    double[] square = new double[values.length];
    for (int i : order) {
      basis.evaluate(column.coordinate(sample[i]), values, 0);
      for (int f = 0; f < values.length; f++) {
        pull[f] += values[f] * residual[i];
        square[f] += values[f] * values[f];
      }
    }
    double gain = 0;
    for (int f = Math.max(0, values.length - EXTRA_DEGREES); f < values.length; f++) {
      gain += square[f] > 0 ? pull[f] * pull[f] / square[f] : 0;
    }
    return gain;
  }
}
