package dev.almanac.analyses.sensitivity;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Hold one hyperparameter over all runs, with the space it was searched in. Immutable.
 *
 * <p>A value is the number itself for numeric params and the index of the category otherwise; NaN
 * says that the run does not have the param (it was inactive, {@code None}, or never logged).
 */
public final class ParamColumn {
  /** Widest integer range that is treated value by value; wider ones are as good as continuous. */
  private static final int MAX_INTEGER_NODES = 1000;

  /** Up to so many distinct values an undeclared numeric param is read as a grid of choices. */
  private static final int MAX_GRID_NODES = 12;

  private final String key;
  private final DeclaredSpace space;
  private final SpaceOrigin origin;
  private final double[] values;
  private final double[] distinct;
  private final double[] coordinates;
  private final double[] support;
  private final int present;

  private ParamColumn(String key, DeclaredSpace space, SpaceOrigin origin, double[] values) {
    this.key = key;
    this.space = space;
    this.origin = origin;
    this.values = values;
    this.distinct =
        Arrays.stream(values).filter(v -> !Double.isNaN(v)).sorted().distinct().toArray();
    this.present = (int) Arrays.stream(values).filter(v -> !Double.isNaN(v)).count();
    boolean numeric = space.type().isNumeric();
    this.coordinates = numeric ? Arrays.stream(values).map(this::toUnit).toArray() : values;
    this.support = numeric ? findSupport() : new double[0];
  }

  /**
   * Make a column.
   *
   * @param key the param's name
   * @param space the range or the choices; for {@link ValueType#BOOL} the choices are the two words
   * @param origin whether the space was declared
   * @param values one per run; numeric values outside the space widen nothing: make the space hold
   *     them first
   */
  public static ParamColumn of(
      String key, DeclaredSpace space, SpaceOrigin origin, double[] values) {
    for (double value : values) {
      if (Double.isInfinite(value)) {
        throw new IllegalArgumentException(
            "Cannot use param " + key + ": the value " + value + " is not finite.");
      }
    }
    return new ParamColumn(key, space, origin, values.clone());
  }

  /** Return the param's name. */
  public String key() {
    return key;
  }

  /** Return the kind of value. */
  public ValueType type() {
    return space.type();
  }

  /** Return the axis; {@link Scale#LINEAR} when not numeric. */
  public Scale scale() {
    return space.scale();
  }

  /** Return the searched space. */
  public DeclaredSpace space() {
    return space;
  }

  /** Return where the space comes from. */
  public SpaceOrigin origin() {
    return origin;
  }

  /** Return the number of runs. */
  public int size() {
    return values.length;
  }

  /** Return the value of a run; NaN when inactive. */
  public double value(int run) {
    return values[run];
  }

  /** Return the number of distinct values that runs used. */
  public int distinctCount() {
    return distinct.length;
  }

  /** Return the number of runs that have the param. */
  public int presentCount() {
    return present;
  }

  /**
   * Return the position of a numeric value in its space: 0 at low, 1 at high, on its scale; NaN for
   * a run that does not have the param, also where the space is a single value.
   */
  double toUnit(double value) {
    if (Double.isNaN(value)) {
      return Double.NaN;
    }
    double low = onAxis(space.low());
    double high = onAxis(space.high());
    return high > low ? (onAxis(value) - low) / (high - low) : 0.5;
  }

  /** Return the numeric value at a position of the unit interval. */
  double fromUnit(double unit) {
    if (unit <= 0) {
      return space.low();
    }
    if (unit >= 1) {
      return space.high();
    }
    double low = onAxis(space.low());
    double at = low + unit * (onAxis(space.high()) - low);
    return space.scale() == Scale.LOG ? Math.exp(at) : at;
  }

  private double onAxis(double value) {
    return space.scale() == Scale.LOG ? Math.log(value) : value;
  }

  /** Return the coordinate a basis works on: unit position, category index, or NaN if inactive. */
  double coordinate(int run) {
    return coordinates[run];
  }

  /** Return the text of a category. */
  String category(int index) {
    return space.choices().get(index);
  }

  /**
   * Return the unit positions that a numeric param can take, or an empty array for a continuum:
   * every whole number of an integer range, the values seen of an undeclared grid. Not to be
   * written to.
   */
  double[] support() {
    return support;
  }

  private double[] findSupport() {
    boolean grid =
        origin == SpaceOrigin.INFERRED
            && distinct.length <= MAX_GRID_NODES
            && distinct.length * 3 <= values.length;
    if (grid) {
      return Arrays.stream(distinct).map(this::toUnit).toArray();
    }
    double span = space.high() - space.low();
    if (type() == ValueType.INT && span <= MAX_INTEGER_NODES) {
      double[] nodes = new double[(int) span + 1];
      for (int i = 0; i < nodes.length; i++) {
        nodes[i] = toUnit(space.low() + i);
      }
      return nodes;
    }
    return new double[0];
  }

  /**
   * Return the weight of each support position: equal, except that a log integer weighs as the
   * sampler draws it, ln((i + ½) / (i − ½)), the length of its cell (Optuna's log int).
   */
  double[] supportWeights(double[] support) {
    double[] weights = new double[support.length];
    Arrays.fill(weights, 1.0);
    boolean everyInteger =
        type() == ValueType.INT && support.length == space.high() - space.low() + 1;
    if (everyInteger && scale() == Scale.LOG) {
      for (int i = 0; i < weights.length; i++) {
        double value = space.low() + i;
        weights[i] = Math.log((value + 0.5) / (value - 0.5));
      }
    }
    return weights;
  }

  /** Return the same column with its runs in another order. */
  ParamColumn reordered(int[] order) {
    double[] moved = new double[order.length];
    for (int i = 0; i < order.length; i++) {
      moved[i] = values[order[i]];
    }
    return new ParamColumn(key, space, origin, moved);
  }

  /** Return every so many-th run, so that at most a given number is left. */
  ParamColumn thinned(int most) {
    int step = (values.length + most - 1) / most;
    return step <= 1
        ? this
        : reordered(IntStream.iterate(0, run -> run < values.length, run -> run + step).toArray());
  }

  /**
   * Return the same column with its categories numbered by first use, so that their names and the
   * order of a declaration have no say in the result. Numeric columns are returned as they are.
   */
  ParamColumn withCategoriesByFirstUse() {
    if (type().isNumeric()) {
      return this;
    }
    int[] newIndex = new int[space.choices().size()];
    Arrays.fill(newIndex, -1);
    String[] names = new String[newIndex.length];
    int next = 0;
    double[] moved = values.clone();
    for (int run = 0; run < moved.length; run++) {
      if (!Double.isNaN(moved[run])) {
        int old = (int) moved[run];
        if (newIndex[old] < 0) {
          newIndex[old] = next;
          names[next++] = category(old);
        }
        moved[run] = newIndex[old];
      }
    }
    for (int old = 0; old < newIndex.length; old++) {
      if (newIndex[old] < 0) {
        names[next++] = category(old);
      }
    }
    DeclaredSpace renumbered =
        new DeclaredSpace(type(), Scale.LINEAR, Double.NaN, Double.NaN, List.of(names));
    return new ParamColumn(key, renumbered, origin, moved);
  }
}
