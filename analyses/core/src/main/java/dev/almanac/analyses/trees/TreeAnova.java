package dev.almanac.analyses.trees;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The exact functional ANOVA of a sum of trees (Hutter, Hoos &amp; Leyton-Brown, ICML 2014, of the
 * ensemble instead of tree by tree): every leaf is a box, so a marginal is a sum of step functions,
 * added up as differences and then summed once along the cells. Costs leaves × axes per path for
 * the curves; the total variance and total effects go over pairs of leaves.
 *
 * <p>An axis that hangs on another is judged where it exists: its curve is about the mean there,
 * and 0 where it is missing; the difference between existing and not belongs to its parent.
 */
public final class TreeAnova {
  private final double mean;
  private final double variance;
  private final double[][] curves;
  private final double[] first;
  private final List<Pair> pairs;
  private final double[] total;

  private TreeAnova(
      double mean,
      double variance,
      double[][] curves,
      double[] first,
      List<Pair> pairs,
      double[] total) {
    this.mean = mean;
    this.variance = variance;
    this.curves = curves;
    this.first = first;
    this.pairs = pairs;
    this.total = total;
  }

  /**
   * What two axes do only together.
   *
   * @param a an axis
   * @param b a later one
   * @param variance its variance
   * @param table deviation in each pair of cells: {@code [cell of a][cell of b]}
   */
  public record Pair(int a, int b, double variance, double[][] table) {}

  /** Split the variance of a sum of trees under a measure on the same axes. */
  public static TreeAnova of(TreeSum sum, CellMeasure measure) {
    return of(sum, measure, true);
  }

  /** Do so without total effects, in half the time: {@link #total} then adds up pairs only. */
  public static TreeAnova upToPairs(TreeSum sum, CellMeasure measure) {
    return of(sum, measure, false);
  }

  private static TreeAnova of(TreeSum sum, CellMeasure measure, boolean totals) {
    List<Box> boxes = Box.of(sum);
    Families families = new Families(measure, sum.axes().size());
    Marginals marginals = new Marginals(sum.axes(), measure, families);
    boxes.forEach(marginals::add);
    BoxProducts products = BoxProducts.of(boxes, sum.axes().size(), measure, families, totals);
    double mean = marginals.mean();
    double[][] curves = new double[sum.axes().size()][];
    double[] first = new double[curves.length];
    for (int axis = 0; axis < curves.length; axis++) {
      curves[axis] = marginals.curve(axis);
      for (int cell = 0; cell < curves[axis].length; cell++) {
        first[axis] += measure.weight(axis, cell) * curves[axis][cell] * curves[axis][cell];
      }
    }
    return new TreeAnova(
        sum.base() + mean,
        Math.max(0, products.square() - mean * mean),
        curves,
        first,
        marginals.pairs(),
        products.total());
  }

  /** Return the mean over the measure. */
  public double mean() {
    return mean;
  }

  /** Return the variance over the measure. */
  public double variance() {
    return variance;
  }

  /** Return the variance of the effect of one axis alone. */
  public double first(int axis) {
    return first[axis];
  }

  /**
   * Return the deviation from the mean in each cell of an axis, the others averaged out; a copy.
   */
  public double[] curve(int axis) {
    return curves[axis].clone();
  }

  /** Return the pairs that share a leaf, in order of their axes. */
  public List<Pair> pairs() {
    return pairs;
  }

  /**
   * Return the variance of all effects that an axis takes part in, of any order. For families of
   * hanging axes it is exact for the family only, so there it is the axis' own and its pairs'.
   */
  public double total(int axis) {
    return total[axis] >= 0 ? total[axis] : ownAndPairs(axis);
  }

  private double ownAndPairs(int axis) {
    double sum = first[axis];
    for (Pair pair : pairs) {
      sum += pair.a() == axis || pair.b() == axis ? pair.variance() : 0;
    }
    return sum;
  }

  /** Gathers conditional means. */
  private static final class Marginals {
    private final List<Axis> axes;
    private final CellMeasure measure;
    private final Families families;
    private final double[][] differences;
    private final double[] constant;
    private final Map<Integer, EffectTable> tables = new TreeMap<>();
    private double mean;

    Marginals(List<Axis> axes, CellMeasure measure, Families families) {
      this.axes = axes;
      this.measure = measure;
      this.families = families;
      this.constant = new double[axes.size()];
      this.differences = new double[axes.size()][];
      for (int axis = 0; axis < differences.length; axis++) {
        differences[axis] = new double[axes.get(axis).cells()];
      }
    }

    void add(Box box) {
      int[] roots = families.touched(box);
      double[] chance = new double[roots.length];
      EffectTable.Steps[][] steps = new EffectTable.Steps[roots.length][];
      double all = 1;
      for (int f = 0; f < roots.length; f++) {
        chance[f] = families.probability(box, roots[f]);
        all *= chance[f];
        int[] members = families.of(roots[f]);
        steps[f] = new EffectTable.Steps[members.length];
        for (int m = 0; m < members.length; m++) {
          steps[f][m] =
              EffectTable.Steps.of(families.given(box, members[m], axes.get(members[m]).cells()));
        }
      }
      mean += box.value() * all;
      for (int f = 0; f < roots.length; f++) {
        double rest = box.value() * others(chance, f, -1);
        int[] members = families.of(roots[f]);
        for (int m = 0; m < members.length; m++) {
          constant[members[m]] += box.value() * all;
          EffectTable.Steps own = steps[f][m];
          for (int i = 0; i < own.count(); i++) {
            differences[members[m]][own.at()[i]] += rest * own.step()[i];
          }
          for (int g = f + 1; g < roots.length; g++) {
            double both = box.value() * others(chance, f, g);
            int[] partners = families.of(roots[g]);
            for (int n = 0; n < partners.length; n++) {
              addPair(both, members[m], own, partners[n], steps[g][n]);
            }
          }
        }
      }
    }

    private void addPair(double value, int a, EffectTable.Steps ofA, int b, EffectTable.Steps ofB) {
      boolean inOrder = a < b;
      int key = Math.min(a, b) * axes.size() + Math.max(a, b);
      EffectTable table =
          tables.computeIfAbsent(
              key,
              k ->
                  new EffectTable(
                      axes.get(Math.min(a, b)).cells(), axes.get(Math.max(a, b)).cells()));
      table.add(value, inOrder ? ofA : ofB, inOrder ? ofB : ofA);
    }

    private static double others(double[] chance, int f, int g) {
      double product = 1;
      for (int h = 0; h < chance.length; h++) {
        product *= h == f || h == g ? 1 : chance[h];
      }
      return product;
    }

    double mean() {
      return mean;
    }

    double[] curve(int axis) {
      double[] values = differences[axis].clone();
      double run = mean - constant[axis];
      for (int cell = 0; cell < values.length; cell++) {
        run += values[cell];
        values[cell] = run;
      }
      centre(values, counted(axis));
      return values;
    }

    /** Weights an axis' effects are centred under: a hanging axis counts where it exists. */
    private double[] counted(int axis) {
      double[] weights = new double[axes.get(axis).cells()];
      for (int cell = 0; cell < weights.length; cell++) {
        boolean elsewhere = measure.parent(axis) >= 0 && cell == axes.get(axis).bins();
        weights[cell] = elsewhere ? 0 : measure.weight(axis, cell);
      }
      return weights;
    }

    /** Take off the mean; cells without weight carry no effect. */
    private static void centre(double[] values, double[] weights) {
      double weight = Arrays.stream(weights).sum();
      double sum = 0;
      for (int cell = 0; cell < values.length; cell++) {
        sum += weights[cell] * values[cell];
      }
      for (int cell = 0; cell < values.length; cell++) {
        values[cell] = weights[cell] > 0 ? values[cell] - sum / weight : 0;
      }
    }

    List<Pair> pairs() {
      List<Pair> pairs = new ArrayList<>();
      tables.forEach((key, table) -> pairs.add(pair(key / axes.size(), key % axes.size(), table)));
      return List.copyOf(pairs);
    }

    private Pair pair(int a, int b, EffectTable gathered) {
      double[][] table = gathered.summed();
      double[] weightsA = counted(a);
      double[] weightsB = counted(b);
      for (double[] row : table) {
        centre(row, weightsB);
      }
      double[] column = new double[table.length];
      double variance = 0;
      for (int j = 0; j < weightsB.length; j++) {
        for (int i = 0; i < column.length; i++) {
          column[i] = table[i][j];
        }
        centre(column, weightsA);
        for (int i = 0; i < column.length; i++) {
          table[i][j] = column[i];
          variance += weightsA[i] * weightsB[j] * column[i] * column[i];
        }
      }
      return new Pair(a, b, variance, table);
    }
  }
}
