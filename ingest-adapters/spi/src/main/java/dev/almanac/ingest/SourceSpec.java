package dev.almanac.ingest;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/**
 * Says which source to open.
 *
 * @param kind {@link RunSourceFactory#kind()}
 * @param format the generation or form within the kind, for people, for example {@code file store}
 * @param location where it is; {@code file:} URIs for local places
 * @param name short name that is unique in a warehouse: the configured one, or derived from path or
 *     host
 * @param options what {@code almanac.yaml} says about this source; never contains secrets in clear
 */
public record SourceSpec(
    String kind, String format, URI location, String name, Map<String, String> options) {

  /** Checks for null and copies the options. */
  public SourceSpec {
    requireNonNull(kind, "kind is null");
    requireNonNull(format, "format is null");
    requireNonNull(location, "location is null");
    requireNonNull(name, "name is null");
    options = Map.copyOf(options);
  }

  /** Returns the same source under another name. */
  public SourceSpec withName(String newName) {
    return new SourceSpec(kind, format, location, newName, options);
  }

  /**
   * Returns the location as a local path.
   *
   * @throws IllegalArgumentException if it is not a {@code file:} URI
   */
  public Path path() {
    return Path.of(location);
  }
}
