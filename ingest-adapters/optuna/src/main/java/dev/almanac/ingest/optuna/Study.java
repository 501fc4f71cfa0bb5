package dev.almanac.ingest.optuna;

import dev.almanac.ingest.read.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A study as its storage tells it. Filled while reading; not safe for use by several threads. */
final class Study {

  /** Where {@code Study.set_metric_names} keeps the names of the objectives. */
  private static final String METRIC_NAMES = "study:metric_names";

  private final long id;
  private final String name;
  private final TreeMap<Long, String> directions = new TreeMap<>();
  private final Map<String, JsonValue> userAttributes = new TreeMap<>();
  private final Map<String, JsonValue> systemAttributes = new TreeMap<>();

  Study(long id, String name) {
    this.id = id;
    this.name = name;
  }

  long id() {
    return id;
  }

  String name() {
    return name;
  }

  Map<String, JsonValue> userAttributes() {
    return userAttributes;
  }

  Map<String, JsonValue> systemAttributes() {
    return systemAttributes;
  }

  /** Takes in one objective's direction, as Optuna spells it. */
  void direction(long objective, String word) {
    directions.put(objective, word);
  }

  /** Returns {@code min}, {@code max} or null for an objective. */
  @Nullable String direction(int objective) {
    return switch (directions.getOrDefault((long) objective, "")) {
      case "MINIMIZE" -> "min";
      case "MAXIMIZE" -> "max";
      default -> null;
    };
  }

  /** Returns how many objectives there are: at least one. */
  int objectives() {
    return Math.max(1, directions.size());
  }

  /**
   * Returns the metric's name of each objective: those that the user set, else those of Optuna's
   * own data frame, {@code value} or {@code values_0} and so on.
   */
  List<String> metricNames() {
    List<JsonValue> set = systemAttributes.getOrDefault(METRIC_NAMES, JsonValue.NULL).elements();
    List<String> names = new ArrayList<>();
    for (int objective = 0; objective < objectives(); objective++) {
      String named = objective < set.size() ? set.get(objective).text() : null;
      names.add(named != null ? named : objectives() == 1 ? "value" : "values_" + objective);
    }
    return names;
  }
}
