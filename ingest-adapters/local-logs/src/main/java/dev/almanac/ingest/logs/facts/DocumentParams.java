package dev.almanac.ingest.logs.facts;

import dev.almanac.ingest.ParamOrigin;
import dev.almanac.ingest.ParamType;
import dev.almanac.ingest.logs.RunLog;
import dev.almanac.ingest.read.json.JsonValue;
import dev.almanac.ingest.read.yaml.YamlValue;
import java.util.Map;

/**
 * Makes params of a nested JSON or YAML document: one a leaf, its key the path to it. Arrays are
 * leaves, as JSON; so are empty objects.
 *
 * <p>A JSON value states its type. A plain YAML scalar does not: what {@code 1e-3} or {@code on}
 * means depends on who reads it, so only its text goes in; a quoted one is a text.
 */
public final class DocumentParams {

  /** What a Python program that wrote an ordered dictionary with PyYAML tagged it with. */
  private static final String ORDERED = "collections.OrderedDict";

  private final RunLog out;
  private final String separator;
  private final ParamOrigin origin;

  /**
   * Prepares for a document.
   *
   * @param separator what stands between the parts of a path, as the tracker itself writes it
   */
  public DocumentParams(RunLog out, String separator, ParamOrigin origin) {
    this.out = out;
    this.separator = separator;
    this.origin = origin;
  }

  /** Takes in all fields of an object. */
  public void all(JsonValue object) {
    object.entries().forEach(this::put);
  }

  /** Takes in all fields of a mapping. */
  public void all(YamlValue mapping) {
    fields(mapping).forEach(this::put);
  }

  /** Takes in a value, or what is below it. */
  public void put(String key, JsonValue value) {
    if (!value.entries().isEmpty()) {
      value.entries().forEach((name, below) -> put(key + separator + name, below));
      return;
    }
    out.param(key, value.asText(), type(value), origin);
  }

  /** Takes in a value, or what is below it. */
  public void put(String key, YamlValue value) {
    Map<String, YamlValue> fields = fields(value);
    if (!fields.isEmpty()) {
      fields.forEach((name, below) -> put(key + separator + name, below));
    } else if (value instanceof YamlValue.Scalar scalar) {
      if (scalar.isNull()) {
        out.param(key, "null", ParamType.NULL, origin);
      } else if (scalar.isPlain()) {
        out.param(key, scalar.value(), origin);
      } else {
        out.param(key, scalar.value(), ParamType.STRING, origin);
      }
    } else {
      out.param(key, value.asText(), ParamType.JSON, origin);
    }
  }

  /** Returns the type that a JSON value states. */
  public static ParamType type(JsonValue value) {
    if (value instanceof JsonValue.Text) {
      return ParamType.STRING;
    }
    if (value instanceof JsonValue.Num number) {
      return number.isInteger() ? ParamType.INT : ParamType.FLOAT;
    }
    if (value instanceof JsonValue.Bool) {
      return ParamType.BOOL;
    }
    return value.isNull() ? ParamType.NULL : ParamType.JSON;
  }

  /**
   * Returns the fields of a mapping, or of the list of pairs that PyYAML makes of an ordered one.
   */
  public static Map<String, YamlValue> fields(YamlValue value) {
    if (value instanceof YamlValue.Sequence sequence
        && sequence.tag() != null
        && sequence.tag().contains(ORDERED)
        && sequence.values().size() == 1) {
      Map<String, YamlValue> fields = new java.util.LinkedHashMap<>();
      for (YamlValue pair : sequence.values().get(0).elements()) {
        if (pair.elements().size() == 2) {
          fields.put(pair.elements().get(0).asText(), pair.elements().get(1));
        }
      }
      return fields;
    }
    return value.entries();
  }
}
