package dev.almanac.analyses.sensitivity;

import java.util.ArrayList;
import java.util.List;

/**
 * Lay the columns of all effects side by side: first the main effects in the order of the params,
 * then the pairs, whose columns are products of their params' first functions. Immutable.
 */
final class EffectLayout {
  private final List<Basis> bases;
  private final List<Effect> effects;
  private final List<int[]> factors;
  private final int columns;
  private final int mainColumns;

  private EffectLayout(
      List<Basis> bases, List<Effect> effects, List<int[]> factors, int mainColumns, int columns) {
    this.bases = List.copyOf(bases);
    this.effects = List.copyOf(effects);
    this.factors = List.copyOf(factors);
    this.mainColumns = mainColumns;
    this.columns = columns;
  }

  /**
   * Lay out main effects and the given pairs.
   *
   * @param bases one per param
   * @param pairs pairs of param indexes
   * @param pairDegree highest degree of a param's functions inside a pair
   */
  static EffectLayout of(List<Basis> bases, List<int[]> pairs, int pairDegree) {
    List<Effect> effects = new ArrayList<>();
    int offset = 0;
    for (int param = 0; param < bases.size(); param++) {
      Basis basis = bases.get(param);
      double[] shrinkage = new double[basis.size()];
      for (int i = 0; i < shrinkage.length; i++) {
        shrinkage[i] = 1.0 / ((double) basis.degree(i) * basis.degree(i));
      }
      effects.add(new Effect(param, -1, offset, shrinkage));
      offset += shrinkage.length;
    }
    int mainColumns = offset;
    List<int[]> factors = new ArrayList<>();
    for (int[] pair : pairs) {
      Effect a = effects.get(pair[0]);
      Effect b = effects.get(pair[1]);
      int sizeA = pairSize(bases.get(pair[0]), pairDegree);
      int sizeB = pairSize(bases.get(pair[1]), pairDegree);
      double[] shrinkage = new double[sizeA * sizeB];
      for (int i = 0; i < sizeA; i++) {
        for (int j = 0; j < sizeB; j++) {
          shrinkage[i * sizeB + j] = a.shrinkage()[i] * b.shrinkage()[j];
          factors.add(new int[] {a.offset() + i, b.offset() + j});
        }
      }
      effects.add(new Effect(pair[0], pair[1], offset, shrinkage));
      offset += shrinkage.length;
    }
    return new EffectLayout(bases, effects, factors, mainColumns, offset);
  }

  /** Return how many functions of a basis enter a pair: those up to a degree. */
  static int pairSize(Basis basis, int pairDegree) {
    int size = 0;
    while (size < basis.size() && basis.degree(size) <= pairDegree) {
      size++;
    }
    return size;
  }

  /** Return the effects in column order. */
  List<Effect> effects() {
    return effects;
  }

  /** Return the value of a pair, given the columns of its main effects in {@code row}. */
  double pairValue(Effect pair, double[] coefficients, double[] row) {
    double sum = 0;
    for (int column = pair.offset(); column < pair.offset() + pair.size(); column++) {
      int[] factor = factors.get(column - mainColumns);
      sum += coefficients[column] * row[factor[0]] * row[factor[1]];
    }
    return sum;
  }

  /** Return the number of columns. */
  int columns() {
    return columns;
  }

  /** Return the basis of a param. */
  Basis basis(int param) {
    return bases.get(param);
  }

  /** Return the number of params. */
  int params() {
    return bases.size();
  }

  /**
   * Write the columns of one run.
   *
   * @param params the columns the bases were made for
   * @param run which run
   * @param out receives {@link #columns()} values from index 0
   */
  void row(List<ParamColumn> params, int run, double[] out) {
    for (int param = 0; param < bases.size(); param++) {
      bases
          .get(param)
          .evaluate(params.get(param).coordinate(run), out, effects.get(param).offset());
    }
    for (int i = 0; i < factors.size(); i++) {
      int[] factor = factors.get(i);
      out[mainColumns + i] = out[factor[0]] * out[factor[1]];
    }
  }
}
