package dev.almanac.ingest.wandb;

import dev.almanac.ingest.ParamOrigin;
import dev.almanac.ingest.RunIdentity;
import dev.almanac.ingest.read.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The config of a run, as params. Pure but for what it delivers.
 *
 * <p>Nested objects become dotted names ({@code model.layers}); a key that holds a dot is one key,
 * as W&B shows it. Arrays and empty objects stay JSON. W&B's own entry {@code _wandb} is no param.
 */
public final class WandbConfig {

  /** Name of W&B's own entry: versions, telemetry, definitions of metrics. */
  public static final String INTERNAL = "_wandb";

  /** Deeper nesting stays JSON; the JSON reader's own bound is 200. */
  private static final int MAX_DEPTH = 64;

  private WandbConfig() {}

  /**
   * Takes the values out of the form of {@code config.yaml} and of the API, {@code {"lr": {"desc":
   * null, "value": 0.1}}}. An entry that has another form is its own value; {@code wandb_version}
   * is left out.
   */
  public static Map<String, JsonValue> values(JsonValue config) {
    Map<String, JsonValue> values = new LinkedHashMap<>();
    config
        .entries()
        .forEach(
            (key, entry) -> {
              boolean wrapped =
                  entry instanceof JsonValue.Obj object
                      && object.fields().containsKey("value")
                      && Set.of("value", "desc").containsAll(object.fields().keySet());
              if (!key.equals("wandb_version")) {
                values.put(key, wrapped ? entry.get("value") : entry);
              }
            });
    return values;
  }

  /**
   * Delivers a config as params.
   *
   * @param values the values by key
   * @param swept keys that a sweep chose, whose origin is {@link ParamOrigin#SWEEP}
   */
  public static void deliver(Map<String, JsonValue> values, Set<String> swept, DeliveredRun run) {
    values.forEach(
        (key, value) -> {
          if (!key.equals(INTERNAL)) {
            ParamOrigin origin = swept.contains(key) ? ParamOrigin.SWEEP : ParamOrigin.LOGGED;
            flatten(key, value, origin, 0, run);
          }
        });
  }

  private static void flatten(
      String name, JsonValue value, ParamOrigin origin, int depth, DeliveredRun run) {
    if (value.entries().isEmpty() || depth >= MAX_DEPTH) {
      run.param(name, value, origin);
      RunIdentity named = NamedRuns.of(name, value);
      if (named != null) {
        run.identity(named);
      }
      return;
    }
    value
        .entries()
        .forEach((key, below) -> flatten(name + "." + key, below, origin, depth + 1, run));
  }
}
