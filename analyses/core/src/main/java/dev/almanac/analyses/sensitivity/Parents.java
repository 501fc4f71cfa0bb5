package dev.almanac.analyses.sensitivity;

import java.util.List;

/**
 * Find, for each param that is active in some runs only, the choice of another param that decides
 * it ({@code momentum} exists when {@code optimizer} is {@code sgd}).
 */
public final class Parents {
  private Parents() {}

  /** Return per param the index of its parent, or −1. */
  public static int[] of(List<ParamColumn> params) {
    int[] parents = new int[params.size()];
    for (int child = 0; child < parents.length; child++) {
      parents[child] = parentOf(child, params);
    }
    return parents;
  }

  private static int parentOf(int child, List<ParamColumn> params) {
    ParamColumn column = params.get(child);
    if (column.presentCount() == column.size()) {
      return -1;
    }
    for (int other = 0; other < params.size(); other++) {
      if (other != child && decides(params.get(other), column)) {
        return other;
      }
    }
    return -1;
  }

  private static boolean decides(ParamColumn parent, ParamColumn child) {
    if (parent.type().isNumeric() || parent.presentCount() < parent.size()) {
      return false;
    }
    int[] seen = new int[parent.space().choices().size()];
    for (int run = 0; run < child.size(); run++) {
      seen[(int) parent.value(run)] |= Double.isNaN(child.value(run)) ? 1 : 2;
    }
    for (int states : seen) {
      if (states == 3) {
        return false;
      }
    }
    return true;
  }

  /** Return the choices of a parent under which a child is active, joined for people. */
  static String activeWhen(ParamColumn parent, ParamColumn child) {
    StringBuilder text = new StringBuilder();
    for (int choice = 0; choice < parent.space().choices().size(); choice++) {
      if (activeUnder(parent, child, choice)) {
        text.append(text.isEmpty() ? "" : ", ").append(parent.category(choice));
      }
    }
    return text.toString();
  }

  private static boolean activeUnder(ParamColumn parent, ParamColumn child, int choice) {
    for (int run = 0; run < child.size(); run++) {
      if (parent.value(run) == choice && !Double.isNaN(child.value(run))) {
        return true;
      }
    }
    return false;
  }
}
