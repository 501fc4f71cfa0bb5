package dev.almanac.bench.truth;

import dev.almanac.analyses.sensitivity.DeclaredSpace;
import dev.almanac.analyses.sensitivity.ParamColumn;
import dev.almanac.analyses.sensitivity.Scale;
import dev.almanac.analyses.sensitivity.SpaceOrigin;
import dev.almanac.analyses.sensitivity.ValueType;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * One param of a made-up space. Functions see it as a number in [0, 1): for whole numbers and
 * choices the middle of the cell.
 *
 * @param kind how its values look
 * @param levels number of whole numbers or choices, 0 for a continuum
 * @param parent index of the param under whose choice 0 it exists, −1 if it always does
 */
record SearchParam(Kind kind, int levels, int parent) {

  /** Name the kinds. */
  enum Kind {
    FLOAT,
    LOG,
    INT,
    CATEGORY
  }

  static SearchParam real() {
    return new SearchParam(Kind.FLOAT, 0, -1);
  }

  static SearchParam log() {
    return new SearchParam(Kind.LOG, 0, -1);
  }

  static SearchParam whole(int levels) {
    return new SearchParam(Kind.INT, levels, -1);
  }

  static SearchParam choice(int levels) {
    return new SearchParam(Kind.CATEGORY, levels, -1);
  }

  static SearchParam under(int parent) {
    return new SearchParam(Kind.FLOAT, 0, parent);
  }

  /** Rounds a uniform number to what functions see. */
  double seen(double unit) {
    return levels == 0 ? unit : (Math.floor(unit * levels) + .5) / levels;
  }

  /** Makes the column of the analysis; NaN where the param does not exist. */
  ParamColumn column(String name, double[] seen) {
    return switch (kind) {
      case FLOAT -> number(name, ValueType.FLOAT, Scale.LINEAR, 0, 1, seen);
      case LOG ->
          number(
              name,
              ValueType.FLOAT,
              Scale.LOG,
              1e-5,
              1e-1,
              Arrays.stream(seen).map(u -> 1e-5 * Math.pow(1e4, u)).toArray());
      case INT -> number(name, ValueType.INT, Scale.LINEAR, 0, levels - 1.0, cells(seen));
      case CATEGORY ->
          ParamColumn.of(
              name,
              DeclaredSpace.choices(
                  IntStream.range(0, levels).mapToObj(i -> "choice-" + i).toList()),
              SpaceOrigin.DECLARED,
              cells(seen));
    };
  }

  private double[] cells(double[] seen) {
    return Arrays.stream(seen).map(u -> Math.floor(u * levels)).toArray();
  }

  private static ParamColumn number(
      String name, ValueType type, Scale scale, double low, double high, double[] values) {
    return ParamColumn.of(
        name, DeclaredSpace.range(type, scale, low, high), SpaceOrigin.DECLARED, values);
  }
}
