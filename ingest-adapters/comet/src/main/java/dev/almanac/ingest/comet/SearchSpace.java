package dev.almanac.ingest.comet;

import dev.almanac.ingest.SearchDimension;
import dev.almanac.ingest.SearchDimension.Scale;
import dev.almanac.ingest.SearchDimension.Type;
import dev.almanac.ingest.read.json.JsonValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the {@code parameters} of an optimizer's configuration: an object by name of {@code type},
 * {@code min}, {@code max}, {@code scalingType}, {@code values}, {@code gridSize}, {@code mu},
 * {@code sigma}. Pure.
 */
final class SearchSpace {

  private SearchSpace() {}

  /** Tells whether a value declares a param, rather than being the value of one. */
  static boolean isDeclaration(JsonValue value) {
    return value.get("type").text() != null
        && (!value.get("values").isNull()
            || !value.get("min").isNull()
            || !value.get("mu").isNull());
  }

  /** Returns what a declaration says. */
  static SearchDimension dimension(String key, JsonValue declared) {
    List<String> choices =
        declared.get("values").elements().stream().map(JsonValue::asText).toList();
    Type type = type(declared.get("type").text(), choices);
    boolean range = type == Type.FLOAT || type == Type.INT;
    return new SearchDimension(
        key,
        type,
        range ? scale(scaling(declared)) : Scale.NONE,
        range ? number(declared, "min") : null,
        range ? number(declared, "max") : null,
        null,
        choices,
        declared.toJson());
  }

  private static Type type(@Nullable String word, List<String> choices) {
    if (!choices.isEmpty()) {
      return choices.size() == 1 ? Type.CONSTANT : Type.CATEGORICAL;
    }
    return switch (word == null ? "" : word) {
      case "integer", "int" -> Type.INT;
      case "double", "float" -> Type.FLOAT;
      default -> Type.OTHER;
    };
  }

  private static String scaling(JsonValue declared) {
    String newer = declared.get("scalingType").text();
    String older = declared.get("scaling_type").text();
    return newer != null ? newer : older != null ? older : "linear";
  }

  private static Scale scale(String word) {
    return switch (word) {
      case "loguniform", "log" -> Scale.LOG;
      case "normal" -> Scale.NORMAL;
      case "lognormal" -> Scale.LOG_NORMAL;
      default -> Scale.LINEAR;
    };
  }

  private static @Nullable Double number(JsonValue declared, String field) {
    return declared.get(field).number();
  }
}
