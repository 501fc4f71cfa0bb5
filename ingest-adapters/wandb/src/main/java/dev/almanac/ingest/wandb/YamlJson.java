package dev.almanac.ingest.wandb;

import dev.almanac.ingest.read.json.JsonValue;
import dev.almanac.ingest.read.yaml.YamlValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The values of YAML files that W&B wrote, as JSON. Pure.
 *
 * <p>Two writers: PyYAML (YAML 1.1, in which {@code 1e-5} is a text, and the number is {@code
 * 1.0e-05}) and Go's yaml.v3 (in which {@code 1e-05} is a number, and the text is quoted). Only
 * PyYAML's files say {@code wandb_version}.
 */
public final class YamlJson {

  private static final Pattern INTEGER = Pattern.compile("[-+]?(0|[1-9][0-9_]*)");

  private static final Pattern PYTHON_REAL =
      Pattern.compile(
          "[-+]?([0-9][0-9_]*\\.[0-9_]*([eE][-+][0-9]+)?|\\.[0-9][0-9_]*([eE][-+][0-9]+)?)");

  private static final Pattern GO_REAL =
      Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");

  private YamlJson() {}

  /** Returns a document of either writer as JSON. */
  public static JsonValue of(YamlValue document) {
    return value(document, !document.get("wandb_version").equals(YamlValue.NULL));
  }

  private static JsonValue value(YamlValue value, boolean isPython) {
    if (value instanceof YamlValue.Mapping mapping) {
      Map<String, JsonValue> fields = new LinkedHashMap<>();
      mapping.fields().forEach((key, each) -> fields.put(key, value(each, isPython)));
      return new JsonValue.Obj(fields);
    }
    if (value instanceof YamlValue.Sequence sequence) {
      List<JsonValue> values = new ArrayList<>();
      sequence.values().forEach(each -> values.add(value(each, isPython)));
      return new JsonValue.Array(values);
    }
    return scalar((YamlValue.Scalar) value, isPython);
  }

  private static JsonValue scalar(YamlValue.Scalar scalar, boolean isPython) {
    String text = scalar.value();
    if (!scalar.isPlain() || scalar.tag() != null) {
      return new JsonValue.Text(text);
    }
    if (scalar.isNull()) {
      return JsonValue.NULL;
    }
    switch (text) {
      case "true", "True", "TRUE" -> {
        return new JsonValue.Bool(true);
      }
      case "false", "False", "FALSE" -> {
        return new JsonValue.Bool(false);
      }
      case ".inf", "+.inf", ".Inf", ".INF" -> {
        return new JsonValue.Num("Infinity");
      }
      case "-.inf", "-.Inf", "-.INF" -> {
        return new JsonValue.Num("-Infinity");
      }
      case ".nan", ".NaN", ".NAN" -> {
        return new JsonValue.Num("NaN");
      }
      default -> {
        boolean number =
            INTEGER.matcher(text).matches()
                || (isPython ? PYTHON_REAL : GO_REAL).matcher(text).matches();
        return number ? new JsonValue.Num(text.replace("_", "")) : new JsonValue.Text(text);
      }
    }
  }
}
