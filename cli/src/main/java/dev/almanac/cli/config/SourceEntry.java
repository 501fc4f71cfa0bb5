package dev.almanac.cli.config;

import static java.util.Objects.requireNonNull;

import dev.almanac.ingest.SourceOptions;
import org.jspecify.annotations.Nullable;

/**
 * One entry of {@code sources:} in {@code almanac.yaml}.
 *
 * @param place path, relative to the file, or URI
 * @param name the source's name in the warehouse, or null to derive it
 * @param kind the kind to open it as, or null to find out
 * @param options what else is said about it, by name
 */
public record SourceEntry(
    String place, @Nullable String name, @Nullable String kind, SourceOptions options) {

  /** Checks for null. */
  public SourceEntry {
    requireNonNull(place, "place is null");
    requireNonNull(options, "options is null");
  }
}
