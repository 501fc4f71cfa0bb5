package dev.almanac.ingest.logs.tensorboard;

import dev.almanac.ingest.ParamType;
import dev.almanac.ingest.read.json.JsonValue;
import dev.almanac.ingest.read.protobuf.MalformedMessageException;
import dev.almanac.ingest.read.protobuf.WireReader;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code google.protobuf.Value} ({@code struct.proto}), which holds what JSON holds. Pure.
 */
final class ProtoValue {

  private static final int MAX_DEPTH = 60;

  private ProtoValue() {}

  /**
   * Reads a value.
   *
   * @throws MalformedMessageException if it is none, or is nested too deeply
   */
  static JsonValue read(WireReader message) throws MalformedMessageException {
    return read(message, 0);
  }

  private static JsonValue read(WireReader message, int depth) throws MalformedMessageException {
    if (depth > MAX_DEPTH) {
      throw new MalformedMessageException("values nested more than " + MAX_DEPTH + " deep", 0);
    }
    JsonValue value = JsonValue.NULL;
    while (message.next()) {
      switch (message.field()) {
        case 2 -> value = new JsonValue.Num(number(message.doubleValue()));
        case 3 -> value = new JsonValue.Text(message.text());
        case 4 -> value = new JsonValue.Bool(message.bool());
        case 5 -> value = struct(message.message(), depth);
        case 6 -> value = list(message.message(), depth);
        default -> value = JsonValue.NULL;
      }
    }
    return value;
  }

  private static JsonValue struct(WireReader message, int depth) throws MalformedMessageException {
    Map<String, JsonValue> fields = new LinkedHashMap<>();
    while (message.next()) {
      if (message.field() == 1) {
        entry(message.message(), depth + 1, fields);
      }
    }
    return new JsonValue.Obj(fields);
  }

  /** Reads one entry of a {@code map<string, Value>}. */
  static void entry(WireReader entry, Map<String, JsonValue> target)
      throws MalformedMessageException {
    entry(entry, 0, target);
  }

  private static void entry(WireReader entry, int depth, Map<String, JsonValue> target)
      throws MalformedMessageException {
    String key = "";
    JsonValue value = JsonValue.NULL;
    while (entry.next()) {
      if (entry.field() == 1) {
        key = entry.text();
      } else if (entry.field() == 2) {
        value = read(entry.message(), depth + 1);
      }
    }
    target.put(key, value);
  }

  /** Reads a {@code ListValue}. */
  static List<JsonValue> choices(WireReader message) throws MalformedMessageException {
    return list(message, 0).elements();
  }

  private static JsonValue list(WireReader message, int depth) throws MalformedMessageException {
    List<JsonValue> values = new ArrayList<>();
    while (message.next()) {
      if (message.field() == 1) {
        values.add(read(message.message(), depth + 1));
      }
    }
    return new JsonValue.Array(values);
  }

  /** Writes a double; the message has no integers, so that 64 was logged as one, or as 64.0. */
  static String number(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return Double.toString(value);
    }
    if (value == Math.rint(value) && Math.abs(value) < 0x1p53 && !isNegativeZero(value)) {
      return Long.toString((long) value);
    }
    boolean isPlain = Math.abs(value) >= 1e-4 && Math.abs(value) < 1e16;
    String shortest = Double.toString(value);
    return isPlain && shortest.indexOf('E') >= 0
        ? new BigDecimal(shortest).toPlainString()
        : shortest.replace(".0E", "e").replace('E', 'e');
  }

  private static boolean isNegativeZero(double value) {
    return value == 0 && Double.doubleToRawLongBits(value) != 0;
  }

  /**
   * Returns the type that a value states, or null for numbers: they do not say whether they are
   * whole.
   */
  static @Nullable ParamType type(JsonValue value) {
    if (value instanceof JsonValue.Num) {
      return null;
    }
    if (value instanceof JsonValue.Text) {
      return ParamType.STRING;
    }
    if (value instanceof JsonValue.Bool) {
      return ParamType.BOOL;
    }
    return value.isNull() ? ParamType.NULL : ParamType.JSON;
  }
}
