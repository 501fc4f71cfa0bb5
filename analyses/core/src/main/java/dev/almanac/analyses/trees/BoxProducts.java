package dev.almanac.analyses.trees;

import java.util.List;

/**
 * Sums over pairs of leaves of value × value × probability of their overlap: the mean square of the
 * function and, with one axis drawn anew for one of the two, the total effect of that axis. Costs
 * the square of the number of leaves: meant for boosted trees, not for deep forests.
 */
final class BoxProducts {
  private final CellMeasure measure;
  private final Families families;
  private final boolean totals;
  private final boolean[] alone;
  private final double[] total;
  private final int[] axisOf;
  private final double[] together;
  private final double[] apart;
  private double square;

  private BoxProducts(int axes, CellMeasure measure, Families families, boolean totals) {
    this.measure = measure;
    this.totals = totals;
    this.families = families;
    this.alone = new boolean[axes];
    this.total = new double[axes];
    this.axisOf = new int[axes];
    this.together = new double[axes];
    this.apart = new double[axes];
    for (int axis = 0; axis < axes; axis++) {
      alone[axis] = families.single(measure.root(axis));
    }
  }

  /** Go over all pairs. */
  static BoxProducts of(
      List<Box> boxes, int axes, CellMeasure measure, Families families, boolean totals) {
    BoxProducts products = new BoxProducts(axes, measure, families, totals);
    boolean plain = true;
    for (boolean single : products.alone) {
      plain &= single;
    }
    double[][] chances = new double[boxes.size()][];
    for (int l = 0; l < chances.length; l++) {
      chances[l] = products.chances(boxes.get(l));
    }
    for (int l = 0; l < chances.length; l++) {
      for (int m = l; m < chances.length; m++) {
        double weight = (l == m ? 1 : 2) * boxes.get(l).value() * boxes.get(m).value();
        if (plain) {
          products.add(weight, boxes.get(l), chances[l], boxes.get(m), chances[m]);
        } else {
          products.addFamilies(weight, boxes.get(l), chances[l], boxes.get(m), chances[m]);
        }
      }
    }
    return products;
  }

  private double[] chances(Box box) {
    double[] chances = new double[box.axes().length];
    for (int i = 0; i < chances.length; i++) {
      chances[i] = measure.weight(box.axes()[i], box.cells()[i]);
    }
    return chances;
  }

  private void add(double weight, Box one, double[] oneChance, Box two, double[] twoChance) {
    int count = 0;
    int i = 0;
    int j = 0;
    double product = 1;
    while (i < oneChance.length || j < twoChance.length) {
      int a = i < oneChance.length ? one.axes()[i] : Integer.MAX_VALUE;
      int b = j < twoChance.length ? two.axes()[j] : Integer.MAX_VALUE;
      axisOf[count] = Math.min(a, b);
      apart[count] = (a <= b ? oneChance[i] : 1) * (b <= a ? twoChance[j] : 1);
      together[count] = a == b ? measure.weight(a, one.cells()[i] & two.cells()[j]) : apart[count];
      product *= together[count++];
      i += a <= b ? 1 : 0;
      j += b <= a ? 1 : 0;
    }
    square += weight * product;
    if (totals) {
      addTotals(weight, product, count);
    }
  }

  /** Only axes that both boxes bound can make a difference. */
  private void addTotals(double weight, double product, int count) {
    for (int k = 0; k < count; k++) {
      if (alone[axisOf[k]] && together[k] != apart[k]) {
        double redrawn = apart[k];
        for (int other = 0; other < count; other++) {
          redrawn *= other == k ? 1 : together[other];
        }
        total[axisOf[k]] += weight * (product - redrawn);
      }
    }
  }

  private void addFamilies(
      double weight, Box one, double[] oneChance, Box two, double[] twoChance) {
    Box both = one;
    for (int i = 0; i < two.axes().length; i++) {
      both = both.narrowed(two.axes()[i], two.cells()[i]);
    }
    int count = 0;
    double product = 1;
    for (int root : families.touched(both)) {
      axisOf[count] = root;
      together[count] = families.probability(both, root);
      apart[count] = chance(one, oneChance, root) * chance(two, twoChance, root);
      product *= together[count++];
    }
    square += weight * product;
    if (totals) {
      addTotals(weight, product, count);
    }
  }

  private static double chance(Box box, double[] chances, int axis) {
    for (int i = 0; i < chances.length; i++) {
      if (box.axes()[i] == axis) {
        return chances[i];
      }
    }
    return 1;
  }

  /** Return the mean square of the sum of trees without its base. */
  double square() {
    return square;
  }

  /** Return the variance of all effects of each axis; −1 where it is not known. */
  double[] total() {
    double[] result = new double[total.length];
    for (int axis = 0; axis < result.length; axis++) {
      result[axis] = totals && alone[axis] ? Math.max(0, total[axis]) : -1;
    }
    return result;
  }
}
