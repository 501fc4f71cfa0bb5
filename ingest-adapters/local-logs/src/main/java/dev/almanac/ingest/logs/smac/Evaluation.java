package dev.almanac.ingest.logs.smac;

import dev.almanac.ingest.model.RunStatus;
import dev.almanac.ingest.read.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One evaluation of a configuration, whoever wrote it. Pure.
 *
 * @param config the configuration's id
 * @param instance what it was evaluated on, or nothing
 * @param seed the seed, or null
 * @param budget the budget, or null
 * @param costs one cost an objective
 * @param seconds how long it took, or null
 * @param cpuSeconds how much CPU time it took, or null
 * @param status how it ended
 * @param rawStatus the same as written
 * @param start when it began: seconds since the epoch, or since the search began
 * @param end when it ended
 * @param info whatever the evaluation added
 */
record Evaluation(
    String config,
    JsonValue instance,
    @Nullable Double seed,
    @Nullable Double budget,
    List<JsonValue> costs,
    @Nullable Double seconds,
    @Nullable Double cpuSeconds,
    RunStatus status,
    String rawStatus,
    @Nullable Double start,
    @Nullable Double end,
    JsonValue info) {

  /** SMAC's {@code StatusType}, by its numbers in version 2. */
  private static final List<String> SMAC_STATUSES =
      List.of("RUNNING", "SUCCESS", "CRASHED", "TIMEOUT", "MEMORYOUT");

  /** Words of SMAC 1 and 2 and of HpBandSter; what is not here failed. */
  private static final Map<String, RunStatus> STATUSES =
      Map.of(
          "RUNNING", RunStatus.RUNNING,
          "QUEUED", RunStatus.SCHEDULED,
          "SUCCESS", RunStatus.FINISHED,
          "COMPLETED", RunStatus.FINISHED,
          "TERMINATED", RunStatus.FINISHED,
          "DONOTADVANCE", RunStatus.FINISHED,
          "TIMEOUT", RunStatus.KILLED,
          "MEMOUT", RunStatus.KILLED,
          "MEMORYOUT", RunStatus.KILLED,
          "CAPPED", RunStatus.KILLED);

  /** Returns an element of {@code data} in {@code runhistory.json}, or null if it is none. */
  static @Nullable Evaluation smac(JsonValue value) {
    List<JsonValue> items = value.elements();
    if (value instanceof JsonValue.Obj) {
      return of(
          value.get("config_id"),
          value.get("instance"),
          value.get("seed"),
          value.get("budget"),
          value.get("cost"),
          value.get("time"),
          value.get("cpu_time"),
          value.get("status"),
          value.get("starttime"),
          value.get("endtime"),
          value.get("additional_info"));
    }
    if (items.size() == 2) {
      List<JsonValue> key = items.get(0).elements();
      List<JsonValue> result = items.get(1).elements();
      return key.size() < 3 || result.size() < 3
          ? null
          : of(
              key.get(0),
              key.get(1),
              key.get(2),
              at(key, 3),
              result.get(0),
              result.get(1),
              JsonValue.NULL,
              result.get(2),
              at(result, 3),
              at(result, 4),
              at(result, 5));
    }
    if (items.size() < 10) {
      return null;
    }
    int more = items.size() - 10;
    return of(
        items.get(0),
        items.get(1),
        items.get(2),
        items.get(3),
        items.get(4),
        items.get(5),
        more == 0 ? JsonValue.NULL : items.get(6),
        items.get(6 + more),
        items.get(7 + more),
        items.get(8 + more),
        items.get(9 + more));
  }

  private static Evaluation of(
      JsonValue config,
      JsonValue instance,
      JsonValue seed,
      JsonValue budget,
      JsonValue cost,
      JsonValue seconds,
      JsonValue cpuSeconds,
      JsonValue status,
      JsonValue start,
      JsonValue end,
      JsonValue info) {
    String word = smacStatus(status);
    return new Evaluation(
        config.asText(),
        instance,
        seed.number(),
        budget.number(),
        cost instanceof JsonValue.Array ? cost.elements() : List.of(cost),
        seconds.number(),
        cpuSeconds.number(),
        STATUSES.getOrDefault(word, RunStatus.FAILED),
        word,
        start.number(),
        end.number(),
        info);
  }

  private static String smacStatus(JsonValue status) {
    Long number = status.integer();
    if (number != null && number >= 0 && number < SMAC_STATUSES.size()) {
      return SMAC_STATUSES.get(number.intValue());
    }
    String word =
        status instanceof JsonValue.Obj ? status.get("__enum__").asText() : status.asText();
    return word.substring(word.lastIndexOf('.') + 1);
  }

  /** Returns a line of HpBandSter's {@code results.json}, or null if it is none. */
  static @Nullable Evaluation bohb(JsonValue value) {
    List<JsonValue> items = value.elements();
    if (items.size() < 4 || items.get(0).elements().size() != 3) {
      return null;
    }
    JsonValue result = items.get(3);
    boolean crashed = result.isNull() || items.size() > 4 && !items.get(4).isNull();
    JsonValue state = result.get("info").get("state");
    String word = state.text() == null ? crashed ? "CRASHED" : "SUCCESS" : state.asText();
    JsonValue info = crashed && items.size() > 4 ? items.get(4) : result.get("info");
    Double start = items.get(2).get("started").number();
    Double end = items.get(2).get("finished").number();
    return new Evaluation(
        bohbId(items.get(0)),
        JsonValue.NULL,
        null,
        items.get(1).number(),
        List.of(result.get("loss")),
        start == null || end == null ? null : (Double) (end - start),
        null,
        STATUSES.getOrDefault(word, RunStatus.FAILED),
        word,
        start,
        end,
        info);
  }

  /** Returns a configuration's id of HpBandSter, a list of three numbers, as a text. */
  static String bohbId(JsonValue id) {
    List<String> parts = new ArrayList<>();
    id.elements().forEach(each -> parts.add(each.asText()));
    return String.join("-", parts);
  }

  /**
   * Returns a line of DeepCAVE's {@code history.jsonl}, or null if it is none: id, budget, in newer
   * versions a seed, costs, start, end, status, additional. Only 1, success, is the same number in
   * all versions.
   */
  static @Nullable Evaluation deepCave(JsonValue value) {
    List<JsonValue> items = value.elements();
    if (items.size() < 7 || items.size() > 8) {
      return null;
    }
    int more = items.size() - 7;
    JsonValue costs = items.get(2 + more);
    String status = items.get(5 + more).asText();
    Double start = items.get(3 + more).number();
    Double end = items.get(4 + more).number();
    return new Evaluation(
        items.get(0).asText(),
        JsonValue.NULL,
        more == 0 ? null : items.get(2).number(),
        items.get(1).number(),
        costs.elements(),
        start == null || end == null ? null : (Double) (end - start),
        null,
        status.equals("1") ? RunStatus.FINISHED : RunStatus.FAILED,
        status,
        start,
        end,
        items.get(6 + more));
  }

  private static JsonValue at(List<JsonValue> items, int index) {
    return index < items.size() ? items.get(index) : JsonValue.NULL;
  }
}
