package dev.almanac.ingest.read.yaml;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A YAML value that keeps what was written: scalars as text with their tag, mappings in their
 * order. Immutable. What a plain scalar means depends on who reads it (YAML 1.1 and 1.2 disagree
 * about {@code on}, {@code 1e-3} and {@code 0o7}), so that is left to the reader.
 */
public sealed interface YamlValue {

  /**
   * A scalar.
   *
   * @param value the text
   * @param isPlain whether it was written without quotes, so that it may mean a number
   * @param tag its tag as written, for example {@code !!python/tuple}, or null
   */
  record Scalar(String value, boolean isPlain, @Nullable String tag) implements YamlValue {

    /** Tells whether a reader of YAML 1.1 takes it for nothing. */
    public boolean isNull() {
      return isPlain
          && switch (value) {
            case "", "~", "null", "Null", "NULL" -> true;
            default -> false;
          };
    }
  }

  /** A sequence. */
  record Sequence(List<YamlValue> values, @Nullable String tag) implements YamlValue {
    /** Wraps the list. */
    public Sequence {
      values = Collections.unmodifiableList(new ArrayList<>(values));
    }
  }

  /** A mapping; of keys that occur twice the last one holds. Keys that are no scalars are left. */
  record Mapping(Map<String, YamlValue> fields, @Nullable String tag) implements YamlValue {
    /** Wraps the map. */
    public Mapping {
      fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }
  }

  /** Nothing. */
  YamlValue NULL = new Scalar("", true, null);

  /** Returns a field of a mapping; {@link #NULL} if this is none, or has no such field. */
  default YamlValue get(String field) {
    return this instanceof Mapping mapping ? mapping.fields().getOrDefault(field, NULL) : NULL;
  }

  /** Returns the elements of a sequence; none if this is no sequence. */
  default List<YamlValue> elements() {
    return this instanceof Sequence sequence ? sequence.values() : List.of();
  }

  /** Returns the fields of a mapping in their order; none if this is no mapping. */
  default Map<String, YamlValue> entries() {
    return this instanceof Mapping mapping ? mapping.fields() : Map.of();
  }

  /** Returns a scalar's text; null if this is no scalar, or nothing. */
  default @Nullable String text() {
    return this instanceof Scalar scalar && !scalar.isNull() ? scalar.value() : null;
  }

  /** Returns the value as a param shows it: a scalar's text, anything else as JSON. */
  default String asText() {
    if (this instanceof Scalar scalar) {
      return scalar.isNull() ? "null" : scalar.value();
    }
    return YamlText.toJson(this);
  }
}
