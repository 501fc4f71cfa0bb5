package dev.almanac.cli;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * A place to look for sources in.
 *
 * @param text path or URI as the user wrote it
 * @param name what to call the source there, or null to derive it
 * @param kind the kind to look for, or null for any
 */
record Place(String text, @Nullable String name, @Nullable String kind) {

  Place {
    requireNonNull(text, "text is null");
  }
}
