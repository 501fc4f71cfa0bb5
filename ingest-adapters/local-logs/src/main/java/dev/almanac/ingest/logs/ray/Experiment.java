package dev.almanac.ingest.logs.ray;

import dev.almanac.ingest.model.RunStatus;
import dev.almanac.ingest.read.json.JsonText;
import dev.almanac.ingest.read.json.JsonValue;
import dev.almanac.ingest.read.text.FileTexts;
import java.io.IOException;
import java.lang.ref.SoftReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code experiment_state-*.json} says of the trials. Since Ray 2 a trial is two texts of JSON
 * in {@code trial_data}, before that an object or a text in {@code checkpoints}. Pickles in it are
 * hexadecimal text, and stay that.
 */
record Experiment(List<Trial> trials) {

  private static final int MAX_BYTES = 64 << 20;

  private static final Map<String, RunStatus> STATUSES =
      Map.of(
          "PENDING", RunStatus.SCHEDULED,
          "PAUSED", RunStatus.SCHEDULED,
          "RUNNING", RunStatus.RUNNING,
          "TERMINATED", RunStatus.FINISHED,
          "ERROR", RunStatus.FAILED);

  /** The file that was read last: all trials of an experiment ask for the same one. */
  private static SoftReference<Loaded> latest = new SoftReference<>(null);

  private record Loaded(Path file, String stamp, Experiment experiment) {}

  /**
   * A trial.
   *
   * @param fixed what does not change while it runs
   * @param changing what does; the same as {@code fixed} before Ray 2
   */
  record Trial(JsonValue fixed, JsonValue changing) {

    @Nullable String id() {
      return fixed.get("trial_id").text();
    }

    /** Returns the name of its folder, or null. */
    @Nullable String folder() {
      for (String field : List.of("relative_logdir", "logdir")) {
        String place = fixed.get(field).text();
        if (place != null) {
          return place.substring(Math.max(place.lastIndexOf('/'), place.lastIndexOf('\\')) + 1);
        }
      }
      return null;
    }

    RunStatus status() {
      String status = fixed.get("status").text();
      return STATUSES.getOrDefault(status == null ? "" : status, RunStatus.UNKNOWN);
    }
  }

  /** Reads a state, or returns the one that was read last if it is that. */
  static synchronized Experiment of(Path file) throws IOException {
    String stamp = Files.size(file) + " " + Files.getLastModifiedTime(file);
    Loaded loaded = latest.get();
    if (loaded != null && loaded.file().equals(file) && loaded.stamp().equals(stamp)) {
      return loaded.experiment();
    }
    Experiment experiment = parse(JsonText.parse(FileTexts.bytes(file, MAX_BYTES)));
    latest = new SoftReference<>(new Loaded(file, stamp, experiment));
    return experiment;
  }

  static Experiment parse(JsonValue state) throws IOException {
    List<Trial> trials = new ArrayList<>();
    for (JsonValue pair : state.get("trial_data").elements()) {
      List<JsonValue> texts = pair.elements();
      if (texts.size() == 2) {
        trials.add(new Trial(inner(texts.get(0)), inner(texts.get(1))));
      }
    }
    for (JsonValue trial : state.get("checkpoints").elements()) {
      JsonValue whole = inner(trial);
      trials.add(new Trial(whole, whole));
    }
    return new Experiment(trials);
  }

  private static JsonValue inner(JsonValue value) throws IOException {
    return value instanceof JsonValue.Text text ? JsonText.parse(text.value()) : value;
  }

  /** Returns the trial that a folder belongs to, by its name, else by the id in its name. */
  @Nullable Trial find(String folder) {
    for (Trial trial : trials) {
      String name = trial.folder();
      if (folder.equals(name)) {
        return trial;
      }
    }
    for (Trial trial : trials) {
      String id = trial.id();
      if (trial.folder() == null && id != null && folder.contains("_" + id + "_")) {
        return trial;
      }
    }
    return null;
  }

  /** Returns the trials that have none of these folders. */
  List<Trial> withoutFolder(List<String> folders) {
    List<Trial> rest = new ArrayList<>(trials);
    folders.forEach(folder -> rest.remove(find(folder)));
    rest.removeIf(trial -> trial.id() == null);
    return rest;
  }
}
