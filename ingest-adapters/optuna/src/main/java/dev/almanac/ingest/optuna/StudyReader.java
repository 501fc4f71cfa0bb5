package dev.almanac.ingest.optuna;

import dev.almanac.ingest.read.database.Row;
import dev.almanac.ingest.read.json.JsonText;
import dev.almanac.ingest.read.json.JsonValue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads studies and trials from tables of any schema generation. What there is depends on the
 * columns that are found, never on a version: databases are upgraded in place.
 */
final class StudyReader {

  /** Before 1.2 the number of a trial was an attribute. */
  private static final String OLD_NUMBER = "_number";

  private final StudyTables tables;
  private final Set<String> names;
  private final Map<Long, Study> studies = new TreeMap<>();

  StudyReader(StudyTables tables) throws IOException {
    this.tables = tables;
    this.names = tables.names();
    readStudies();
  }

  /** Returns the version of Optuna that made or last upgraded the database, or null. */
  @Nullable String version() throws IOException {
    String[] found = new String[1];
    tables.query("version_info", List.of(), row -> found[0] = row.text("library_version"));
    return found[0];
  }

  private void readStudies() throws IOException {
    tables.query(
        "studies",
        List.of(),
        row -> {
          Study study = new Study(id(row, "study_id"), text(row, "study_name"));
          String direction = row.text("direction");
          if (direction != null) {
            study.direction(0, direction);
          }
          studies.put(study.id(), study);
        });
    if (names.contains("study_directions")) {
      tables.query(
          "study_directions",
          List.of(),
          row -> study(row).direction(number(row, "objective"), text(row, "direction")));
    }
    tables.query("study_user_attributes", List.of(), row -> put(study(row).userAttributes(), row));
    tables.query(
        "study_system_attributes", List.of(), row -> put(study(row).systemAttributes(), row));
  }

  private Study study(Row row) {
    long id = number(row, "study_id");
    return studies.computeIfAbsent(id, absent -> new Study(id, "study " + id));
  }

  /**
   * Returns the ids of all trials by study, in order: the number of a trial is its place in its
   * study where no column says it.
   */
  Map<Long, List<Long>> trialIds() throws IOException {
    Map<Long, List<Long>> ids = new TreeMap<>();
    long[] last = {Long.MIN_VALUE};
    int[] rows = {1};
    while (rows[0] > 0) {
      rows[0] = 0;
      tables.query(
          "trial_ids",
          List.of(last[0], PAGE),
          row -> {
            last[0] = id(row, "trial_id");
            rows[0]++;
            ids.computeIfAbsent(number(row, "study_id"), absent -> new ArrayList<>()).add(last[0]);
          });
    }
    return ids;
  }

  private static final long PAGE = 20_000;

  /**
   * Returns the trials of a range of ids, in the order of ids.
   *
   * @param numbers numbers of trials by id, for where no column says them
   */
  List<Trial> trials(long from, long to, Map<Long, Long> numbers) throws IOException {
    List<Long> range = List.of(from, to);
    Map<Long, Trial> trials = new LinkedHashMap<>();
    tables.query("trials", range, row -> trials.put(id(row, "trial_id"), trial(row, numbers)));
    tables.query("trial_params", range, row -> of(trials, row, StudyReader::param));
    readValues(range, trials);
    tables.query(
        "trial_user_attributes",
        range,
        row -> of(trials, row, (trial, each) -> put(trial.userAttributes(), each)));
    tables.query(
        "trial_system_attributes",
        range,
        row -> of(trials, row, (trial, each) -> put(trial.systemAttributes(), each)));
    if (names.contains("trial_heartbeats")) {
      tables.query(
          "trial_heartbeats",
          range,
          row -> of(trials, row, (trial, each) -> trial.heartbeat(each.text("heartbeat"))));
    }
    trials.values().forEach(StudyReader::takeOldNumber);
    return List.copyOf(trials.values());
  }

  private Trial trial(Row row, Map<Long, Long> numbers) throws IOException {
    long id = id(row, "trial_id");
    Long number = row.integer("number");
    Trial trial = new Trial(id, study(row), number != null ? number : numbers.getOrDefault(id, id));
    trial.state(text(row, "state"));
    trial.started(row.text("datetime_start"));
    trial.completed(row.text("datetime_complete"));
    Double value = row.real("value");
    if (value != null) {
      trial.values().put(0L, value);
    }
    return trial;
  }

  private static void takeOldNumber(Trial trial) {
    Long number = trial.systemAttributes().getOrDefault(OLD_NUMBER, JsonValue.NULL).integer();
    if (number != null) {
      trial.number(number);
    }
  }

  private static void param(Trial trial, Row row) {
    Double value = row.real("param_value");
    trial
        .params()
        .put(
            text(row, "param_name"),
            new Trial.Param(value == null ? Double.NaN : value, text(row, "distribution_json")));
  }

  /** Before 2.4 the table of values held those on the way. */
  private void readValues(List<Long> range, Map<Long, Trial> trials) throws IOException {
    tables.query(
        "trial_values",
        range,
        row ->
            of(
                trials,
                row,
                (trial, each) -> {
                  Long step = each.integer("step");
                  if (step != null) {
                    trial.intermediate(step, real(each, "value", null));
                  } else {
                    Long objective = each.integer("objective");
                    trial
                        .values()
                        .put(
                            objective == null ? 0 : objective,
                            real(each, "value", each.text("value_type")));
                  }
                }));
    if (names.contains("trial_intermediate_values")) {
      tables.query(
          "trial_intermediate_values",
          range,
          row ->
              of(
                  trials,
                  row,
                  (trial, each) ->
                      trial.intermediate(
                          number(each, "step"),
                          real(each, "intermediate_value", each.text("intermediate_value_type")))));
    }
  }

  /** Since 3.0 numbers that databases cannot hold stand in a column of their own. */
  private static double real(Row row, String column, @Nullable String type) {
    return switch (type == null ? "" : type) {
      case "INF_POS" -> Double.POSITIVE_INFINITY;
      case "INF_NEG" -> Double.NEGATIVE_INFINITY;
      case "NAN" -> Double.NaN;
      default -> {
        Double value = row.real(column);
        // Before 3.0 NaN was written as NULL.
        yield value == null ? Double.NaN : value;
      }
    };
  }

  private interface Part {
    void add(Trial trial, Row row) throws IOException;
  }

  private static void of(Map<Long, Trial> trials, Row row, Part part) throws IOException {
    Trial trial = trials.get(number(row, "trial_id"));
    if (trial != null) {
      part.add(trial, row);
    }
  }

  private static void put(Map<String, JsonValue> attributes, Row row) {
    String json = row.text("value_json");
    JsonValue value;
    try {
      value = json == null ? JsonValue.NULL : JsonText.parse(json);
    } catch (IOException noJson) {
      value = new JsonValue.Text(json == null ? "" : json);
    }
    attributes.put(text(row, "key"), value);
  }

  private static long id(Row row, String column) throws IOException {
    Long id = row.integer(column);
    if (id == null) {
      throw new IOException("Cannot read the Optuna database: a row has no " + column);
    }
    return id;
  }

  private static long number(Row row, String column) {
    Long number = row.integer(column);
    return number == null ? 0 : number;
  }

  private static String text(Row row, String column) {
    String text = row.text(column);
    return text == null ? "" : text;
  }

  /** Returns the number of each trial by its place in its study. */
  static Map<Long, Long> numbers(Map<Long, List<Long>> ids) {
    Map<Long, Long> numbers = new HashMap<>();
    ids.values()
        .forEach(
            study -> {
              for (int place = 0; place < study.size(); place++) {
                numbers.put(study.get(place), (long) place);
              }
            });
    return numbers;
  }
}
