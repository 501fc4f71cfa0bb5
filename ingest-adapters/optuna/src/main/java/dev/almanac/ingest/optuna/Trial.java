package dev.almanac.ingest.optuna;

import dev.almanac.ingest.read.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A trial as its storage tells it. Filled while reading; not safe for use by several threads. */
final class Trial {

  private final long id;
  private final Study study;
  private long number;
  private String state = "RUNNING";
  private @Nullable String started;
  private @Nullable String completed;
  private @Nullable String heartbeat;
  private final TreeMap<Long, Double> values = new TreeMap<>();
  private final Map<String, Param> params = new TreeMap<>();
  private final List<Intermediate> intermediates = new ArrayList<>();
  private final Map<String, JsonValue> userAttributes = new TreeMap<>();
  private final Map<String, JsonValue> systemAttributes = new TreeMap<>();

  /**
   * A suggested value.
   *
   * @param internal Optuna's internal form: the number, or the index of the choice
   * @param distribution the distribution as JSON text
   */
  record Param(double internal, String distribution) {}

  /** A value that the trial reported on its way. */
  record Intermediate(long step, double value) {}

  Trial(long id, Study study, long number) {
    this.id = id;
    this.study = study;
    this.number = number;
  }

  long id() {
    return id;
  }

  Study study() {
    return study;
  }

  long number() {
    return number;
  }

  void number(long value) {
    number = value;
  }

  String state() {
    return state;
  }

  void state(String value) {
    state = value;
  }

  /** Tells whether the trial is over, so that nothing of it may change any more. */
  boolean isFinished() {
    return !state.equals("RUNNING") && !state.equals("WAITING");
  }

  @Nullable String started() {
    return started;
  }

  void started(@Nullable String value) {
    started = value;
  }

  @Nullable String completed() {
    return completed;
  }

  void completed(@Nullable String value) {
    completed = value;
  }

  @Nullable String heartbeat() {
    return heartbeat;
  }

  void heartbeat(@Nullable String value) {
    heartbeat = value;
  }

  /** Returns the final values by objective. */
  Map<Long, Double> values() {
    return values;
  }

  Map<String, Param> params() {
    return params;
  }

  /** Returns intermediate values in the order reported. */
  List<Intermediate> intermediates() {
    return intermediates;
  }

  /** Takes in an intermediate value; of two at one step the later one holds, as in Optuna. */
  void intermediate(long step, double value) {
    Map<Long, Intermediate> byStep = new LinkedHashMap<>();
    if (intermediates.stream().anyMatch(each -> each.step() == step)) {
      intermediates.forEach(each -> byStep.put(each.step(), each));
      byStep.put(step, new Intermediate(step, value));
      intermediates.clear();
      intermediates.addAll(byStep.values());
    } else {
      intermediates.add(new Intermediate(step, value));
    }
  }

  Map<String, JsonValue> userAttributes() {
    return userAttributes;
  }

  Map<String, JsonValue> systemAttributes() {
    return systemAttributes;
  }

  /** Returns the id in the source: unique, and the same for as long as the study has its name. */
  String runId() {
    return study.name() + "/" + number;
  }
}
