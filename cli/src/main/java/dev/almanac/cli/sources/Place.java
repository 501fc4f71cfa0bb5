package dev.almanac.cli.sources;

import static java.util.Objects.requireNonNull;

import dev.almanac.ingest.SourceOptions;
import org.jspecify.annotations.Nullable;

/**
 * A place to look for sources in.
 *
 * @param text path or URI as the user wrote it
 * @param name what to call the source there, or null to derive it
 * @param kind the kind or tracker to look for, or null for any
 * @param options what the user says about the sources there
 */
public record Place(
    String text, @Nullable String name, @Nullable String kind, SourceOptions options) {

  /** Checks for null. */
  public Place {
    requireNonNull(text, "text is null");
    requireNonNull(options, "options is null");
  }
}
