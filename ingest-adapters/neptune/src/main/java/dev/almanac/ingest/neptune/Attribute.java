package dev.almanac.ingest.neptune;

import dev.almanac.ingest.read.json.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * An attribute of a run that has one value, not a series.
 *
 * @param kind what it holds
 * @param text the value as text; of a file where it is; of a set a JSON array
 * @param members members of a set, sorted; else empty
 * @param sizeBytes size of a file, or null
 * @param mimeType MIME type of a file, or null
 */
record Attribute(
    Kind kind,
    String text,
    List<String> members,
    @Nullable Long sizeBytes,
    @Nullable String mimeType) {

  /** The types that Neptune knows. */
  enum Kind {
    FLOAT,
    INT,
    BOOL,
    STRING,
    DATETIME,
    STRING_SET,
    FILE,
    FILE_SET,
    ARTIFACT,
    NULL;

    boolean isFile() {
      return this == FILE || this == FILE_SET || this == ARTIFACT;
    }
  }

  static Attribute of(Kind kind, String text) {
    return new Attribute(kind, text, List.of(), null, null);
  }

  static Attribute ofFloat(double value) {
    return of(Kind.FLOAT, FloatText.of(value));
  }

  static Attribute ofInt(long value) {
    return of(Kind.INT, Long.toString(value));
  }

  static Attribute ofBool(boolean value) {
    return of(Kind.BOOL, Boolean.toString(value));
  }

  static Attribute ofTime(Instant time) {
    return of(Kind.DATETIME, time.toString());
  }

  static Attribute ofSet(Iterable<String> values) {
    SortedSet<String> sorted = new TreeSet<>();
    values.forEach(sorted::add);
    List<JsonValue> elements = sorted.stream().<JsonValue>map(JsonValue.Text::new).toList();
    return new Attribute(
        Kind.STRING_SET, new JsonValue.Array(elements).toJson(), List.copyOf(sorted), null, null);
  }

  static Attribute ofFile(
      Kind kind, String where, @Nullable Long sizeBytes, @Nullable String mimeType) {
    return new Attribute(kind, where, List.of(), sizeBytes, mimeType);
  }
}
