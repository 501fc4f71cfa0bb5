package dev.almanac.ingest.wandb;

import dev.almanac.ingest.read.json.JsonValue;
import java.util.List;
import java.util.Map;

/**
 * The summary of a run. Pure but for what it delivers.
 *
 * <p>Numbers and truth values are reported under their dotted names. A metric that is defined with
 * one kind of summary, {@code {"loss": {"min": 0.1}}}, is reported as {@code loss}; with several,
 * as {@code loss.min} and {@code loss.max}. Files are artifacts; texts and lists are tags {@code
 * summary.KEY}; W&B's own entries are left out.
 */
public final class WandbSummary {

  private static final int MAX_DEPTH = 64;

  private WandbSummary() {}

  /** Delivers a summary, an object of values by key. */
  public static void deliver(
      JsonValue summary, WandbMetricDefinitions definitions, DeliveredRun run) {
    summary
        .entries()
        .forEach(
            (key, value) -> {
              if (!isInternal(key)) {
                value(key, value, definitions, 0, run);
              }
            });
  }

  private static boolean isInternal(String key) {
    return switch (key) {
      case WandbConfig.INTERNAL, WandbHistory.STEP, WandbHistory.RUNTIME, WandbHistory.TIMESTAMP ->
          true;
      default -> false;
    };
  }

  private static void value(
      String name,
      JsonValue value,
      WandbMetricDefinitions definitions,
      int depth,
      DeliveredRun run) {
    Double number = WandbHistory.number(value);
    if (number != null) {
      run.reported(name, number);
    } else if (value instanceof JsonValue.Obj object && depth < MAX_DEPTH) {
      object(name, object, definitions, depth, run);
    } else if (!value.isNull()) {
      run.tag("summary." + name, value.asText());
    }
  }

  private static void object(
      String name,
      JsonValue.Obj object,
      WandbMetricDefinitions definitions,
      int depth,
      DeliveredRun run) {
    if (object.fields().containsKey(WandbMedia.TYPE)) {
      if (!WandbMedia.deliver(object, run)) {
        run.tag("summary." + name, object.toJson());
      }
      return;
    }
    WandbMetricDefinitions.Defined defined = definitions.of(name);
    List<String> kinds = defined == null ? List.of() : defined.summaries();
    for (Map.Entry<String, JsonValue> field : object.fields().entrySet()) {
      boolean only = kinds.size() == 1 && kinds.contains(field.getKey());
      value(
          only ? name : name + "." + field.getKey(), field.getValue(), definitions, depth + 1, run);
    }
  }
}
