package dev.almanac.analyses.hygiene;

import static java.util.Objects.requireNonNull;

/**
 * Something that speaks for an item.
 *
 * @param credit how much of the item it is, above 0 and at most 1
 * @param text what was seen
 */
record Evidence(double credit, String text) {

  Evidence {
    requireNonNull(text, "text is null");
    if (!(credit > 0 && credit <= 1)) {
      throw new IllegalArgumentException("Evidence has a credit above 0 and up to 1: " + credit);
    }
  }

  static Evidence full(String text) {
    return new Evidence(1, text);
  }
}
