package dev.almanac.analyses.sensitivity;

import java.util.List;

/**
 * The normal equations of a fit, turned so that inside every effect the columns are uncorrelated
 * and their prior variances equal: column block X·D^½·V with V·Λ·Vᵀ = D^½·XᵀX·D^½. An effect can
 * then be updated, and its variance component integrated, coefficient by coefficient. Immutable.
 */
final class RidgeSystem {
  private final List<Effect> effects;
  private final double freedom;
  private final double[][] gram;
  private final double[] response;
  private final double responseSquare;
  private final double[][][] turns;

  private RidgeSystem(
      List<Effect> effects,
      double freedom,
      double[][] gram,
      double[] response,
      double responseSquare,
      double[][][] turns) {
    this.effects = effects;
    this.freedom = freedom;
    this.gram = gram;
    this.response = response;
    this.responseSquare = responseSquare;
    this.turns = turns;
  }

  /** Centre and turn the sums of products of some runs. */
  static RidgeSystem of(List<Effect> effects, Moments moments) {
    int columns = moments.columns();
    double[][] gram = new double[columns][columns];
    double[] response = new double[columns];
    for (int i = 0; i < columns; i++) {
      for (int j = i; j < columns; j++) {
        gram[i][j] = moments.centred(i, j);
        gram[j][i] = gram[i][j];
      }
      response[i] = moments.centred(i, columns + 1);
    }
    double[][][] turns = new double[effects.size()][][];
    for (int e = 0; e < turns.length; e++) {
      turns[e] = turn(effects.get(e), gram);
      turnColumns(effects.get(e), turns[e], gram);
    }
    for (int e = 0; e < turns.length; e++) {
      turnRows(effects.get(e), turns[e], gram, response);
    }
    double square = moments.centred(columns + 1, columns + 1);
    return new RidgeSystem(effects, moments.runs() - 1, gram, response, square, turns);
  }

  private static double[][] turn(Effect effect, double[][] gram) {
    int size = effect.size();
    double[] root = new double[size];
    for (int i = 0; i < size; i++) {
      root[i] = Math.sqrt(effect.shrinkage()[i]);
    }
    double[][] block = new double[size][size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        block[i][j] = root[i] * gram[effect.offset() + i][effect.offset() + j] * root[j];
      }
    }
    double[][] turn = SymmetricEigen.of(block).vectors();
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        turn[i][j] *= root[i];
      }
    }
    return turn;
  }

  /** Multiply by the turn from the right; only the columns of this effect change. */
  private static void turnColumns(Effect effect, double[][] turn, double[][] gram) {
    int size = effect.size();
    int offset = effect.offset();
    double[] mixed = new double[size];
    for (double[] row : gram) {
      for (int j = 0; j < size; j++) {
        double sum = 0;
        for (int k = 0; k < size; k++) {
          sum += row[offset + k] * turn[k][j];
        }
        mixed[j] = sum;
      }
      System.arraycopy(mixed, 0, row, offset, size);
    }
  }

  /** Multiply by the transposed turn from the left; only the rows of this effect change. */
  private static void turnRows(Effect effect, double[][] turn, double[][] gram, double[] response) {
    int size = effect.size();
    int offset = effect.offset();
    double[][] mixed = new double[size][gram.length];
    double[] mixedResponse = new double[size];
    for (int j = 0; j < size; j++) {
      for (int k = 0; k < size; k++) {
        double weight = turn[k][j];
        double[] row = gram[offset + k];
        for (int c = 0; c < row.length; c++) {
          mixed[j][c] += weight * row[c];
        }
        mixedResponse[j] += weight * response[offset + k];
      }
    }
    for (int j = 0; j < size; j++) {
      gram[offset + j] = mixed[j];
      response[offset + j] = mixedResponse[j];
    }
  }

  /** Return the effects in column order. */
  List<Effect> effects() {
    return effects;
  }

  /** Return the number of columns. */
  int columns() {
    return response.length;
  }

  /** Return the number of runs less one, for the mean. */
  double freedom() {
    return freedom;
  }

  /** Return one row of the turned XᵀX; not to be written to. */
  double[] gramRow(int column) {
    return gram[column];
  }

  /** Return the turned XᵀX of a column with itself. */
  double curvature(int column) {
    return Math.max(0, gram[column][column]);
  }

  /** Return the turned Xᵀy of a column. */
  double response(int column) {
    return response[column];
  }

  /** Return yᵀy about the mean. */
  double responseSquare() {
    return responseSquare;
  }

  /** Turn coefficients back: write those of the original columns. */
  void restore(double[] turned, double[] original) {
    for (int e = 0; e < turns.length; e++) {
      int offset = effects.get(e).offset();
      double[][] turn = turns[e];
      for (int i = 0; i < turn.length; i++) {
        double sum = 0;
        for (int j = 0; j < turn.length; j++) {
          sum += turn[i][j] * turned[offset + j];
        }
        original[offset + i] = sum;
      }
    }
  }
}
