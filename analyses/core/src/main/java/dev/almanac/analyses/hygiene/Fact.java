package dev.almanac.analyses.hygiene;

/**
 * One fact of a run, as {@code hygiene_input.sql} yields it.
 *
 * @param via {@code own}, {@code linked} (another record of the same run) or {@code parent}
 * @param kind environment, package, param, tag, dataset, artifact, metrics and so on
 * @param name the fact's key; empty if it has none
 * @param text its value; empty if it has none
 * @param extra its kind within the kind; empty if it has none
 * @param count how many rows of the warehouse it stands for
 */
record Fact(String via, String kind, String name, String text, String extra, long count) {

  boolean isParents() {
    return via.equals("parent");
  }

  /** Returns the evidence's text with a word on where it is from, if that is not the run itself. */
  String said(String what) {
    return switch (via) {
      case "parent" -> what + " (of its parent run)";
      case "linked" -> what + " (from the other record of this run)";
      default -> what;
    };
  }
}
