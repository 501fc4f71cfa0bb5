package dev.almanac.ingest.wandb;

import dev.almanac.ingest.SearchDimension;
import dev.almanac.ingest.SearchDimension.Scale;
import dev.almanac.ingest.SearchDimension.Type;
import dev.almanac.ingest.read.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The definition of a sweep ({@code method}, {@code metric}, {@code parameters}), as search space
 * and direction. Pure but for what it delivers. Names of distributions as in the W&B reference
 * "Sweep configuration options".
 */
public final class WandbSweep {

  private static final int MAX_DEPTH = 32;

  private WandbSweep() {}

  /** Tells whether a config holds a definition, as when people pass it on to {@code init}. */
  public static boolean isDefinition(JsonValue config) {
    return config.get("parameters") instanceof JsonValue.Obj space
        && !space.fields().isEmpty()
        && space.fields().values().stream().allMatch(WandbSweep::isParameter)
        && (config.get("method").text() != null || config.get("metric").get("name").text() != null);
  }

  private static boolean isParameter(JsonValue each) {
    return each.entries().keySet().stream()
        .anyMatch(
            key ->
                switch (key) {
                  case "value", "values", "min", "max", "distribution", "mu", "parameters" -> true;
                  default -> false;
                });
  }

  /**
   * Delivers the search space, and method and metric as tags.
   *
   * @param definitions are told the direction of the metric, and are to be delivered afterwards
   */
  public static void deliver(
      JsonValue definition, WandbMetricDefinitions definitions, DeliveredRun run) {
    space("", definition.get("parameters"), 0, run);
    String method = definition.get("method").text();
    if (method != null) {
      run.tag("sweep.method", method);
    }
    String name = definition.get("metric").get("name").text();
    if (name != null) {
      String direction = direction(definition.get("metric").get("goal").text());
      run.tag("sweep.metric", name);
      definitions.sweep(name, direction);
    }
  }

  /** The goal of a sweep is to minimize unless it says otherwise. */
  private static String direction(@Nullable String goal) {
    return "maximize".equals(goal) ? "max" : "min";
  }

  private static void space(String prefix, JsonValue parameters, int depth, DeliveredRun run) {
    for (Map.Entry<String, JsonValue> each : parameters.entries().entrySet()) {
      String name = prefix + each.getKey();
      JsonValue nested = each.getValue().get("parameters");
      if (nested instanceof JsonValue.Obj && depth < MAX_DEPTH) {
        space(name + ".", nested, depth + 1, run);
      } else {
        run.searchDimension(dimension(name, each.getValue()));
      }
    }
  }

  /** Returns one param of the space. */
  static SearchDimension dimension(String name, JsonValue declared) {
    List<String> choices = new ArrayList<>();
    declared.get("values").elements().forEach(value -> choices.add(value.asText()));
    String distribution = declared.get("distribution").text();
    if (distribution == null) {
      distribution = implied(declared);
    }
    if (distribution.equals("constant")) {
      choices.add(declared.get("value").asText());
    }
    Double low = declared.get("min").number();
    Double high = declared.get("max").number();
    // log_uniform states natural logarithms of the bounds; log_uniform_values the bounds.
    if (distribution.equals("log_uniform") || distribution.equals("q_log_uniform")) {
      low = low == null ? null : (Double) Math.exp(low);
      high = high == null ? null : (Double) Math.exp(high);
    }
    Double step = distribution.startsWith("q_") ? declared.get("q").number() : null;
    return new SearchDimension(
        name, type(distribution), scale(distribution), low, high, step, choices, declared.toJson());
  }

  /** The distribution that W&B takes where none is named. */
  private static String implied(JsonValue declared) {
    if (!declared.get("values").isNull()) {
      return "categorical";
    }
    if (!declared.get("value").isNull()) {
      return "constant";
    }
    boolean whole = isWhole(declared.get("min")) && isWhole(declared.get("max"));
    return whole ? "int_uniform" : "uniform";
  }

  private static boolean isWhole(JsonValue bound) {
    return bound instanceof JsonValue.Num number && number.isInteger();
  }

  private static Type type(String distribution) {
    return switch (distribution) {
      case "constant" -> Type.CONSTANT;
      case "categorical", "categorical_w_probabilities" -> Type.CATEGORICAL;
      case "int_uniform" -> Type.INT;
      case "uniform",
          "q_uniform",
          "log_uniform",
          "log_uniform_values",
          "q_log_uniform",
          "q_log_uniform_values",
          "inv_log_uniform",
          "inv_log_uniform_values",
          "normal",
          "q_normal",
          "log_normal",
          "q_log_normal",
          "beta",
          "q_beta" ->
          Type.FLOAT;
      default -> Type.OTHER;
    };
  }

  private static Scale scale(String distribution) {
    return switch (distribution) {
      case "int_uniform", "uniform", "q_uniform" -> Scale.LINEAR;
      case "log_uniform",
          "log_uniform_values",
          "q_log_uniform",
          "q_log_uniform_values",
          "inv_log_uniform",
          "inv_log_uniform_values" ->
          Scale.LOG;
      case "normal", "q_normal" -> Scale.NORMAL;
      case "log_normal", "q_log_normal" -> Scale.LOG_NORMAL;
      default -> Scale.NONE;
    };
  }
}
