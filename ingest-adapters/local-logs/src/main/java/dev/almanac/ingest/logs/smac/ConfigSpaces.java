package dev.almanac.ingest.logs.smac;

import dev.almanac.ingest.SearchDimension;
import dev.almanac.ingest.SearchDimension.Scale;
import dev.almanac.ingest.SearchDimension.Type;
import dev.almanac.ingest.read.json.JsonValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the hyperparameters of {@code configspace.json}, of all versions of ConfigSpace. Pure. */
final class ConfigSpaces {

  private ConfigSpaces() {}

  /** Returns one hyperparameter, or null if it has no name. */
  static @Nullable SearchDimension dimension(JsonValue parameter) {
    String name = parameter.get("name").text();
    if (name == null) {
      return null;
    }
    String kind = parameter.get("type").asText();
    boolean isLog = parameter.get("log").equals(new JsonValue.Bool(true));
    Type type =
        switch (kind) {
          case "uniform_float", "normal_float", "beta_float" -> Type.FLOAT;
          case "uniform_int", "normal_int", "beta_int" -> Type.INT;
          case "categorical", "ordinal" -> Type.CATEGORICAL;
          case "constant", "unparametrized" -> Type.CONSTANT;
          default -> Type.OTHER;
        };
    return new SearchDimension(
        name,
        type,
        scale(kind, type, isLog),
        parameter.get("lower").number(),
        parameter.get("upper").number(),
        parameter.get("q").number(),
        choices(parameter, type),
        parameter.toJson());
  }

  private static Scale scale(String kind, Type type, boolean isLog) {
    if (kind.startsWith("normal_")) {
      return isLog ? Scale.LOG_NORMAL : Scale.NORMAL;
    }
    if (type == Type.FLOAT || type == Type.INT) {
      return isLog ? Scale.LOG : Scale.LINEAR;
    }
    return Scale.NONE;
  }

  private static List<String> choices(JsonValue parameter, Type type) {
    if (type == Type.CONSTANT) {
      return List.of(parameter.get("value").asText());
    }
    JsonValue values =
        parameter.get("sequence").isNull() ? parameter.get("choices") : parameter.get("sequence");
    return values.elements().stream().map(JsonValue::asText).toList();
  }
}
