package dev.almanac.ingest.read.json;

import dev.almanac.ingest.read.text.NumberText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A JSON value that keeps what was written: numbers as their own text, objects in their order.
 * Immutable.
 */
public sealed interface JsonValue {

  /** A text. */
  record Text(String value) implements JsonValue {}

  /**
   * A number, or one of Python's {@code NaN}, {@code Infinity}, {@code -Infinity}.
   *
   * @param token the number as written
   */
  record Num(String token) implements JsonValue {

    /** Returns the nearest double; the sign of {@code -0} survives. */
    public double value() {
      return switch (token) {
        case "NaN", "-NaN" -> Double.NaN;
        case "Infinity", "+Infinity" -> Double.POSITIVE_INFINITY;
        case "-Infinity" -> Double.NEGATIVE_INFINITY;
        default -> Double.parseDouble(token);
      };
    }

    /** Returns the number as a long, or null if it is no whole number of that size. */
    public @Nullable Long exactLong() {
      try {
        return Long.valueOf(token);
      } catch (NumberFormatException notPlain) {
        double value = value();
        boolean whole = value == Math.rint(value) && Math.abs(value) < 0x1p63;
        return whole ? (Long) (long) value : null;
      }
    }

    /** Tells whether it is written as a whole number. */
    public boolean isInteger() {
      for (int i = token.startsWith("-") ? 1 : 0; i < token.length(); i++) {
        if (token.charAt(i) < '0' || token.charAt(i) > '9') {
          return false;
        }
      }
      return true;
    }
  }

  /** A truth value. */
  record Bool(boolean value) implements JsonValue {}

  /** Nothing. */
  record Null() implements JsonValue {}

  /** An array. */
  record Array(List<JsonValue> values) implements JsonValue {
    /** Wraps the list. */
    public Array {
      values = Collections.unmodifiableList(new ArrayList<>(values));
    }
  }

  /** An object; of keys that occur twice the last one holds, as in Python. */
  record Obj(Map<String, JsonValue> fields) implements JsonValue {
    /** Wraps the map. */
    public Obj {
      fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }
  }

  /** Nothing. */
  JsonValue NULL = new Null();

  /** Returns a field of an object; {@link #NULL} if this is none, or has no such field. */
  default JsonValue get(String field) {
    return this instanceof Obj object ? object.fields().getOrDefault(field, NULL) : NULL;
  }

  /** Returns the elements of an array; none if this is no array. */
  default List<JsonValue> elements() {
    return this instanceof Array array ? array.values() : List.of();
  }

  /** Returns the fields of an object in their order; none if this is no object. */
  default Map<String, JsonValue> entries() {
    return this instanceof Obj object ? object.fields() : Map.of();
  }

  /** Tells whether this is nothing. */
  default boolean isNull() {
    return this instanceof Null;
  }

  /** Returns a text's content, or null if this is no text. */
  default @Nullable String text() {
    return this instanceof Text text ? text.value() : null;
  }

  /**
   * Returns the value as a param or tag shows it: a text's content, a number as written, {@code
   * true}, {@code null}; arrays and objects as JSON.
   */
  default String asText() {
    return this instanceof Text text ? text.value() : toJson();
  }

  /**
   * Returns a number, also one that is written as a text ({@code "NaN"}, {@code "0.5"}), or null.
   */
  default @Nullable Double number() {
    if (this instanceof Num number) {
      return number.value();
    }
    if (this instanceof Text text) {
      byte[] bytes = text.value().strip().getBytes(StandardCharsets.UTF_8);
      return NumberText.real(bytes, 0, bytes.length);
    }
    return null;
  }

  /** Returns a whole number, also one that is written as a text, or null. */
  default @Nullable Long integer() {
    if (this instanceof Num number) {
      return number.exactLong();
    }
    if (this instanceof Text text) {
      byte[] bytes = text.value().strip().getBytes(StandardCharsets.UTF_8);
      NumberText.Integer parsed = NumberText.integer(bytes, 0, bytes.length);
      return parsed != null && parsed.exact() ? (Long) parsed.value() : null;
    }
    return null;
  }

  /** Returns the value as compact JSON, numbers as they were written. */
  default String toJson() {
    StringBuilder text = new StringBuilder();
    JsonText.write(this, text);
    return text.toString();
  }
}
