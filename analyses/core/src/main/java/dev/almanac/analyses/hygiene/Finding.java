package dev.almanac.analyses.hygiene;

import static java.util.Objects.requireNonNull;

/**
 * What was found of one item in one run.
 *
 * @param item the item
 * @param standing how it stands
 * @param credit the share of the item's weight that it earns, 0 to 1
 * @param evidence what was seen, or why there is nothing to see
 */
record Finding(Item item, Standing standing, double credit, String evidence) {

  Finding {
    requireNonNull(item, "item is null");
    requireNonNull(standing, "standing is null");
    requireNonNull(evidence, "evidence is null");
    if (!(credit >= 0 && credit <= 1)) {
      throw new IllegalArgumentException("A credit is a share of 1: " + credit);
    }
  }
}
