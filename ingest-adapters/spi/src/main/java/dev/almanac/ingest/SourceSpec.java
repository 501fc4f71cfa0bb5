package dev.almanac.ingest;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.nio.file.Path;
import java.util.Set;

/**
 * Says which source to open.
 *
 * @param kind {@link RunSourceFactory#kind()}
 * @param format the generation or form within the kind, for people, for example {@code file store}
 * @param location where it is, without user and password; {@code file:} URIs for local places
 * @param name short name that is unique in a warehouse: the configured one, or derived from path or
 *     host
 * @param options what the user says about this source
 * @param claimed folders below the location that belong to other sources and must be left to them;
 *     only sources that gather have any
 */
public record SourceSpec(
    String kind,
    String format,
    URI location,
    String name,
    SourceOptions options,
    Set<Path> claimed) {

  /** The option that holds the trackers to look for, separated by commas; all without it. */
  public static final String TRACKERS = "trackers";

  /** Checks for null and copies the set. */
  public SourceSpec {
    requireNonNull(kind, "kind is null");
    requireNonNull(format, "format is null");
    requireNonNull(location, "location is null");
    requireNonNull(name, "name is null");
    requireNonNull(options, "options is null");
    claimed = Set.copyOf(claimed);
  }

  /** Creates a source of which the user says nothing. */
  public SourceSpec(String kind, String format, URI location, String name) {
    this(kind, format, location, name, SourceOptions.NONE, Set.of());
  }

  /** Returns the same source under another name. */
  public SourceSpec withName(String newName) {
    return new SourceSpec(kind, format, location, newName, options, claimed);
  }

  /** Returns the same source with what the user says about it. */
  public SourceSpec withOptions(SourceOptions newOptions) {
    return new SourceSpec(kind, format, location, name, newOptions, claimed);
  }

  /** Returns the same source without the folders that belong to others. */
  public SourceSpec withClaimed(Set<Path> newClaimed) {
    return new SourceSpec(kind, format, location, name, options, newClaimed);
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
