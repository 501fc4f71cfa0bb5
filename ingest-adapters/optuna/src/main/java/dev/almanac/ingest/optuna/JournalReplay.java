package dev.almanac.ingest.optuna;

import dev.almanac.ingest.read.json.JsonValue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Replays the operations of a journal, as {@code optuna/storages/journal/_storage.py} does: ids of
 * studies and trials are counted, and an operation that Optuna refused when it was written is
 * refused again. Not safe for use by several threads.
 */
final class JournalReplay {

  private static final List<String> STATES =
      List.of("RUNNING", "COMPLETE", "PRUNED", "FAIL", "WAITING");
  private static final List<String> DIRECTIONS = List.of("NOT_SET", "MINIMIZE", "MAXIMIZE");

  private final Map<Long, Study> studies = new LinkedHashMap<>();
  private final Map<Long, Trial> trials = new LinkedHashMap<>();
  private final Map<Long, Long> trialCounts = new LinkedHashMap<>();
  private long nextStudy;
  private long nextTrial;

  /** Returns the trials of the studies that were not deleted, in the order created. */
  List<Trial> trials() {
    return trials.values().stream()
        .filter(trial -> studies.containsKey(trial.study().id()))
        .toList();
  }

  /**
   * Applies one operation.
   *
   * @throws IOException if it is none that is known; the state is left as it was
   */
  void apply(JsonValue operation) throws IOException {
    Long code = operation.get("op_code").integer();
    switch (code == null ? -1 : code.intValue()) {
      case 0 -> createStudy(operation);
      case 1 -> studies.remove(id(operation, "study_id"));
      case 2 -> studyAttributes(operation, "user_attr");
      case 3 -> studyAttributes(operation, "system_attr");
      case 4 -> createTrial(operation);
      case 5 -> param(operation);
      case 6 -> state(operation);
      case 7 -> intermediate(operation);
      case 8 -> trialAttributes(operation, "user_attr");
      case 9 -> trialAttributes(operation, "system_attr");
      case 10 -> {
        // Discards trials that were waiting in a snapshot of the writer; the log keeps them.
      }
      default -> throw new IOException("an operation that Optuna does not know: " + code);
    }
  }

  private void createStudy(JsonValue operation) throws IOException {
    String name = operation.get("study_name").text();
    if (name == null) {
      throw new IOException("a study without a name");
    }
    if (studies.values().stream().anyMatch(study -> study.name().equals(name))) {
      return;
    }
    Study study = new Study(nextStudy++, name);
    List<JsonValue> directions = operation.get("directions").elements();
    for (int objective = 0; objective < directions.size(); objective++) {
      study.direction(objective, word(DIRECTIONS, directions.get(objective)));
    }
    studies.put(study.id(), study);
  }

  private void studyAttributes(JsonValue operation, String field) throws IOException {
    Study study = studies.get(id(operation, "study_id"));
    if (study != null) {
      boolean isUser = field.equals("user_attr");
      (isUser ? study.userAttributes() : study.systemAttributes())
          .putAll(operation.get(field).entries());
    }
  }

  private void createTrial(JsonValue operation) throws IOException {
    Study study = studies.get(id(operation, "study_id"));
    if (study == null) {
      return;
    }
    Trial trial = new Trial(nextTrial++, study, trialCounts.merge(study.id(), 1L, Long::sum) - 1);
    trial.started(operation.get("datetime_start").text());
    trial.completed(operation.get("datetime_complete").text());
    if (!operation.get("state").isNull()) {
      trial.state(word(STATES, operation.get("state")));
    }
    values(trial, operation);
    operation
        .get("distributions")
        .entries()
        .forEach(
            (key, distribution) -> {
              Double value = operation.get("params").get(key).number();
              String text = distribution.text();
              trial
                  .params()
                  .put(
                      key,
                      new Trial.Param(
                          value == null ? Double.NaN : value,
                          text == null ? distribution.toJson() : text));
            });
    operation
        .get("intermediate_values")
        .entries()
        .forEach((step, value) -> addIntermediate(trial, step, value));
    trial.userAttributes().putAll(operation.get("user_attrs").entries());
    trial.systemAttributes().putAll(operation.get("system_attrs").entries());
    trials.put(trial.id(), trial);
  }

  private static void addIntermediate(Trial trial, String step, JsonValue value) {
    Long at = new JsonValue.Text(step).integer();
    Double number = value.number();
    if (at != null) {
      trial.intermediate(at, number == null ? Double.NaN : number);
    }
  }

  private void param(JsonValue operation) throws IOException {
    Trial trial = open(operation);
    String name = operation.get("param_name").text();
    String distribution = operation.get("distribution").text();
    Double value = operation.get("param_value_internal").number();
    if (trial == null || name == null || distribution == null) {
      return;
    }
    trial.params().put(name, new Trial.Param(value == null ? Double.NaN : value, distribution));
  }

  private void state(JsonValue operation) throws IOException {
    Trial trial = open(operation);
    if (trial == null) {
      return;
    }
    String state = word(STATES, operation.get("state"));
    // Of two workers that popped one waiting trial the second is refused.
    if (state.equals("RUNNING") && !trial.state().equals("WAITING")) {
      return;
    }
    trial.state(state);
    String started = operation.get("datetime_start").text();
    if (started != null) {
      trial.started(started);
    }
    String completed = operation.get("datetime_complete").text();
    if (completed != null) {
      trial.completed(completed);
    }
    values(trial, operation);
  }

  private static void values(Trial trial, JsonValue operation) {
    List<JsonValue> values = operation.get("values").elements();
    for (int objective = 0; objective < values.size(); objective++) {
      Double value = values.get(objective).number();
      if (value != null) {
        trial.values().put((long) objective, value);
      }
    }
    Double single = operation.get("value").number();
    if (single != null) {
      trial.values().put(0L, single);
    }
  }

  private void intermediate(JsonValue operation) throws IOException {
    Trial trial = open(operation);
    Long step = operation.get("step").integer();
    if (trial != null && step != null) {
      Double value = operation.get("intermediate_value").number();
      trial.intermediate(step, value == null ? Double.NaN : value);
    }
  }

  private void trialAttributes(JsonValue operation, String field) throws IOException {
    Trial trial = open(operation);
    if (trial != null) {
      boolean isUser = field.equals("user_attr");
      (isUser ? trial.userAttributes() : trial.systemAttributes())
          .putAll(operation.get(field).entries());
    }
  }

  /** Returns the trial of an operation; null if it is gone or over, so that Optuna refused it. */
  private @Nullable Trial open(JsonValue operation) throws IOException {
    Trial trial = trials.get(id(operation, "trial_id"));
    return trial == null || trial.isFinished() ? null : trial;
  }

  private static long id(JsonValue operation, String field) throws IOException {
    Long id = operation.get(field).integer();
    if (id == null) {
      throw new IOException("an operation without " + field);
    }
    return id;
  }

  private static String word(List<String> words, JsonValue number) {
    Long index = number.integer();
    return index == null || index < 0 || index >= words.size() ? "" : words.get(index.intValue());
  }

  /** Returns the studies that were not deleted. */
  List<Study> studies() {
    return new ArrayList<>(studies.values());
  }
}
