package dev.almanac.ingest.wandb;

import dev.almanac.ingest.SearchDimension;
import dev.almanac.ingest.read.json.JsonValue;

/**
 * The definition of a sweep ({@code method}, {@code metric}, {@code parameters}), as search space
 * and direction. Pure but for what it delivers.
 */
public final class WandbSweep {

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
    deliver(SweepDefinition.of(definition), definitions, run);
  }

  /** Delivers a sweep that was read. */
  public static void deliver(
      SweepDefinition sweep, WandbMetricDefinitions definitions, DeliveredRun run) {
    sweep.dimensions().forEach(run::searchDimension);
    if (sweep.method() != null) {
      run.tag("sweep.method", sweep.method());
    }
    if (sweep.metric() != null && sweep.direction() != null) {
      run.tag("sweep.metric", sweep.metric());
      definitions.sweep(sweep.metric(), sweep.direction());
    }
  }

  /** Returns one param of the space. */
  static SearchDimension dimension(String name, JsonValue declared) {
    return SweepDefinition.dimension(name, declared);
  }
}
