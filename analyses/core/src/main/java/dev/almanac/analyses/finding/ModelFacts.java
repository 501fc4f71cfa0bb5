package dev.almanac.analyses.finding;

import java.util.List;

/**
 * What the sensitivity and search analyses say of the primary metric, over all runs.
 *
 * @param grade none, weak, fair or firm
 * @param runs runs that it rests on
 * @param shares each param's share, greatest first
 * @param params the params that vary, by name
 * @param groups params that cannot be told apart
 * @param edges ends of ranges to move
 */
record ModelFacts(
    String grade,
    long runs,
    List<Share> shares,
    List<Param> params,
    List<Group> groups,
    List<Edge> edges) {

  static final ModelFacts NONE =
      new ModelFacts("none", 0, List.of(), List.of(), List.of(), List.of());

  /**
   * A param's share of the explained variance, by itself.
   *
   * @param low lower end of its 90 % interval
   * @param high upper end
   */
  record Share(String param, double share, double low, double high) {}

  /**
   * A param that varies.
   *
   * @param bestAt low or high if the best lies at that end; else empty
   * @param status distinguishable, noise and so on
   * @param type float, int, categorical or bool
   * @param noise probability that its share is noise; NaN if unknown
   * @param low lower end of the searched range
   * @param high upper end
   * @param distinct different values used
   */
  record Param(
      String param,
      String bestAt,
      String status,
      String type,
      double noise,
      double low,
      double high,
      long distinct) {}

  /**
   * Params that cannot be told apart.
   *
   * @param params their names, joined
   * @param share their share together
   * @param low lower end of its 90 % interval
   * @param noise probability that it is noise; NaN if unknown
   */
  record Group(String params, double share, double low, double noise) {}

  /**
   * An end of a range against which the best runs press.
   *
   * @param end low or high
   * @param moveTo where to move it
   */
  record Edge(String param, String end, double moveTo) {}

  ModelFacts {
    shares = List.copyOf(shares);
    params = List.copyOf(params);
    groups = List.copyOf(groups);
    edges = List.copyOf(edges);
  }

  /** Tells whether it is good enough to say which params matter. */
  boolean isSound() {
    return grade.equals("fair") || grade.equals("firm");
  }
}
