package dev.almanac.ingest;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the user says about a source: {@code options:} of its entry in {@code almanac.yaml}, by
 * name. Values may be references to secrets ({@code ${env:NAME}}, {@code ${file:PATH}}, {@code
 * ${cmd:COMMAND}}); those are looked up by {@link #secret} at the moment of use and are never kept.
 *
 * @param values texts by name, as written
 */
public record SourceOptions(Map<String, String> values) {

  /** The option that says in which time zone times without one were written. */
  public static final String ZONE = "zone";

  /** Says nothing. */
  public static final SourceOptions NONE = new SourceOptions(Map.of());

  /** Copies the map, in the order of names. */
  public SourceOptions {
    values = java.util.Collections.unmodifiableMap(new TreeMap<>(values));
  }

  /** Returns an option as written, or null. */
  public @Nullable String text(String name) {
    return values.get(name);
  }

  /** Returns an option as written, or what is used without it. */
  public String text(String name, String otherwise) {
    return values.getOrDefault(name, otherwise);
  }

  /** Returns the same with one more option. */
  public SourceOptions with(String name, String value) {
    Map<String, String> more = new TreeMap<>(values);
    more.put(name, value);
    return new SourceOptions(more);
  }

  /**
   * Returns the value of a secret: a reference is resolved, anything else is taken as it stands.
   *
   * @return the secret, or null if the option is not there
   * @throws IOException if the reference leads nowhere; the message names it, never its value
   */
  public @Nullable Secret secret(String name) throws IOException {
    String text = values.get(name);
    return text == null ? null : Secret.resolve(text);
  }

  /**
   * Returns the zone in which times without one were written: option {@value #ZONE}, else UTC.
   *
   * @throws IOException if there is no such zone
   */
  public ZoneId zone() throws IOException {
    String text = values.get(ZONE);
    if (text == null) {
      return ZoneOffset.UTC;
    }
    try {
      return ZoneId.of(text);
    } catch (DateTimeException unknown) {
      throw new IOException(
          "Cannot use the option zone: there is no time zone "
              + text
              + "; write it like"
              + " Europe/Berlin",
          unknown);
    }
  }

  /** Shows names only; values may be secrets. */
  @Override
  public String toString() {
    return values.keySet().toString();
  }
}
