package dev.almanac.ingest.wandb;

import dev.almanac.ingest.MetricDefinition;
import dev.almanac.ingest.MetricKind;
import dev.almanac.ingest.SearchDimension;
import dev.almanac.ingest.SearchDimension.Scale;
import dev.almanac.ingest.SearchDimension.Type;
import dev.almanac.ingest.read.json.JsonValue;
import dev.almanac.ingest.read.yaml.YamlText;
import dev.almanac.ingest.read.yaml.YamlValue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A sweep as it was configured: how it searches, what for, and in which space. Pure.
 *
 * <p>Read from the YAML that the server keeps, or from a config into which a run put its sweep. The
 * distributions are those of the W&B reference "Sweep configuration options". Bounds of
 * distributions of the logarithm ({@code log_uniform}) are given as W&B applies them: {@code min}
 * and {@code max} are exponents of e, so that {@code low} and {@code high} are bounds of the param
 * itself. What is declared stands beside them unchanged.
 *
 * @param name name that the user gave the sweep, or null
 * @param method {@code grid}, {@code random}, {@code bayes}, {@code custom} …, or null
 * @param metric the metric that is searched for, or null
 * @param direction {@code min} or {@code max}, or null if there is no metric
 * @param target value of the metric at which the sweep stops, or null
 * @param dimensions the params in the order declared; nested ones with dotted names
 */
public record SweepDefinition(
    @Nullable String name,
    @Nullable String method,
    @Nullable String metric,
    @Nullable String direction,
    @Nullable Double target,
    List<SearchDimension> dimensions) {

  private static final int MAX_DEPTH = 50;

  /** Copies the list. */
  public SweepDefinition {
    dimensions = List.copyOf(dimensions);
  }

  /**
   * Reads a sweep's configuration.
   *
   * @param yaml YAML, or JSON, which is YAML too
   * @throws IOException if it is not YAML, or no mapping
   */
  public static SweepDefinition parse(String yaml) throws IOException {
    YamlValue config = YamlText.parse(yaml);
    if (!(config instanceof YamlValue.Mapping)) {
      throw new IOException("it is no mapping");
    }
    return of(YamlJson.of(config));
  }

  /** Takes a sweep's configuration; what is not there is left out. */
  public static SweepDefinition of(JsonValue config) {
    List<SearchDimension> dimensions = new ArrayList<>();
    collect("", config.get("parameters"), 0, dimensions);
    JsonValue metric = config.get("metric");
    String metricName = metric.get("name").text();
    return new SweepDefinition(
        config.get("name").text(),
        config.get("method").text(),
        metricName,
        metricName == null ? null : direction(metric.get("goal").text()),
        metric.get("target").number(),
        dimensions);
  }

  /** Returns what the sweep states of its metric, or null if it names none. */
  public @Nullable MetricDefinition metricDefinition() {
    if (metric == null || direction == null) {
      return null;
    }
    return MetricDefinition.steps(MetricKind.METRIC, metric, MetricDefinition.StepKind.STEP)
        .withDirection(direction, "sweep");
  }

  /** W&B takes a metric without a goal as one to minimise. */
  private static String direction(@Nullable String goal) {
    return "maximize".equals(goal) ? "max" : "min";
  }

  private static void collect(
      String prefix, JsonValue parameters, int depth, List<SearchDimension> dimensions) {
    parameters
        .entries()
        .forEach(
            (key, declared) -> {
              String name = prefix + key;
              JsonValue nested = declared.get("parameters");
              if (!nested.entries().isEmpty() && depth < MAX_DEPTH) {
                collect(name + ".", nested, depth + 1, dimensions);
              } else {
                dimensions.add(dimension(name, declared));
              }
            });
  }

  static SearchDimension dimension(String name, JsonValue declared) {
    Double min = declared.get("min").number();
    Double max = declared.get("max").number();
    Double step = declared.get("q").number();
    return switch (distribution(declared)) {
      case "constant" -> choices(name, Type.CONSTANT, List.of(declared.get("value")), declared);
      case "categorical", "categorical_w_probabilities" ->
          choices(name, Type.CATEGORICAL, declared.get("values").elements(), declared);
      case "int_uniform" -> range(name, Type.INT, Scale.LINEAR, min, max, step, declared);
      case "uniform", "q_uniform" ->
          range(name, Type.FLOAT, Scale.LINEAR, min, max, step, declared);
      case "log_uniform", "q_log_uniform" ->
          range(name, Type.FLOAT, Scale.LOG, exp(min), exp(max), step, declared);
      case "log_uniform_values", "q_log_uniform_values", "inv_log_uniform_values" ->
          range(name, Type.FLOAT, Scale.LOG, min, max, step, declared);
      case "inv_log_uniform" ->
          range(name, Type.FLOAT, Scale.LOG, inverse(max), inverse(min), step, declared);
      case "normal", "q_normal" ->
          range(name, Type.FLOAT, Scale.NORMAL, null, null, step, declared);
      case "log_normal", "q_log_normal" ->
          range(name, Type.FLOAT, Scale.LOG_NORMAL, null, null, step, declared);
      case "beta", "q_beta" -> range(name, Type.FLOAT, Scale.NONE, 0.0, 1.0, step, declared);
      default -> range(name, Type.OTHER, Scale.NONE, min, max, step, declared);
    };
  }

  /** Without a distribution W&B takes the one that the other entries mean. */
  private static String distribution(JsonValue declared) {
    String stated = declared.get("distribution").text();
    if (stated != null) {
      return stated;
    }
    Map<String, JsonValue> entries = declared.entries();
    if (entries.containsKey("value")) {
      return "constant";
    }
    if (entries.containsKey("values")) {
      return entries.containsKey("probabilities") ? "categorical_w_probabilities" : "categorical";
    }
    if (entries.containsKey("mu") || entries.containsKey("sigma")) {
      return entries.containsKey("q") ? "q_normal" : "normal";
    }
    if (entries.containsKey("min") && entries.containsKey("max")) {
      boolean whole = isInteger(declared.get("min")) && isInteger(declared.get("max"));
      return whole ? "int_uniform" : entries.containsKey("q") ? "q_uniform" : "uniform";
    }
    return "unknown";
  }

  private static SearchDimension choices(
      String name, Type type, List<JsonValue> values, JsonValue declared) {
    List<String> texts = values.stream().map(JsonValue::asText).toList();
    return new SearchDimension(name, type, Scale.NONE, null, null, null, texts, declared.toJson());
  }

  private static SearchDimension range(
      String name,
      Type type,
      Scale scale,
      @Nullable Double low,
      @Nullable Double high,
      @Nullable Double step,
      JsonValue declared) {
    return new SearchDimension(name, type, scale, low, high, step, List.of(), declared.toJson());
  }

  private static @Nullable Double exp(@Nullable Double exponent) {
    return exponent == null ? null : (Double) Math.exp(exponent);
  }

  private static @Nullable Double inverse(@Nullable Double exponent) {
    return exponent == null ? null : (Double) Math.exp(-exponent);
  }

  private static boolean isInteger(JsonValue value) {
    return value instanceof JsonValue.Num number && number.isInteger();
  }
}
