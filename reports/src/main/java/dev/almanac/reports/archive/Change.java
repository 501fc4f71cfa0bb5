package dev.almanac.reports.archive;

import static java.util.Objects.requireNonNull;

/**
 * Something in which two archived reports differ.
 *
 * @param kind {@code number}, {@code text}, {@code row}, {@code finding}, {@code section}
 * @param section id of the section
 * @param what what it is about, in words
 * @param before what the first report says; empty if nothing
 * @param after what the second report says; empty if nothing
 * @param restated whether both speak of the same period, so that one of them has been corrected
 */
public record Change(
    String kind, String section, String what, String before, String after, boolean restated) {

  /** Checks for null. */
  public Change {
    requireNonNull(kind, "kind is null");
    requireNonNull(section, "section is null");
    requireNonNull(what, "what is null");
    requireNonNull(before, "before is null");
    requireNonNull(after, "after is null");
  }
}
