package dev.almanac.ingest.mlflow;

import dev.almanac.ingest.RunSink;
import dev.almanac.ingest.model.DatasetUse;
import dev.almanac.ingest.read.json.JsonValue;
import dev.almanac.ingest.read.source.Fingerprint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The logged models of a server (MLflow 3), by the runs that made or measured them. */
final class RestModels {

  private static final String STATUS_PREFIX = "LOGGED_MODEL_";

  /**
   * A point of a model's metric.
   *
   * @param key metric key
   * @param step step
   * @param timeMillis time
   * @param value value; NaN is 0 here
   * @param datasetName the dataset it was measured on, or null
   * @param datasetDigest its digest, or null
   */
  record Point(
      String key,
      long step,
      long timeMillis,
      double value,
      @Nullable String datasetName,
      @Nullable String datasetDigest) {

    /** Tells whether a point of the run is this one. */
    boolean is(long otherStep, long otherMillis, double otherValue) {
      return step == otherStep
          && timeMillis == otherMillis
          && (value == otherValue
              || Double.isNaN(otherValue) && (value == 0 || Double.isNaN(value)));
    }
  }

  private final Map<String, List<LoggedModel>> models = new HashMap<>();
  private final Map<String, List<Point>> points = new HashMap<>();

  /** Takes in a model as {@code logged-models/search} returns it. */
  void add(JsonValue json) {
    JsonValue info = json.get("info");
    String modelId = info.get("model_id").text();
    String runId = info.get("source_run_id").text();
    if (modelId != null && runId != null && !runId.isEmpty()) {
      models
          .computeIfAbsent(runId, absent -> new ArrayList<>())
          .add(
              new LoggedModel(
                  modelId,
                  info.get("name").text(),
                  runId,
                  info.get("model_type").text(),
                  status(info.get("status").text()),
                  "deleted".equals(info.get("lifecycle_stage").text()),
                  info.get("artifact_uri").text(),
                  RestRun.pairs(json.get("data").get("params")),
                  RestRun.pairs(info.get("tags"))));
    }
    for (JsonValue metric : json.get("data").get("metrics").elements()) {
      addPoint(metric);
    }
  }

  private static @Nullable String status(@Nullable String word) {
    return word != null && word.startsWith(STATUS_PREFIX)
        ? word.substring(STATUS_PREFIX.length())
        : word;
  }

  private void addPoint(JsonValue metric) {
    String runId = metric.get("run_id").text();
    Long step = metric.get("step").integer();
    Long time = metric.get("timestamp").integer();
    Double value = metric.get("value").number();
    if (runId != null && time != null) {
      points
          .computeIfAbsent(runId, absent -> new ArrayList<>())
          .add(
              new Point(
                  metric.get("key").asText(),
                  step == null ? 0 : step,
                  time,
                  value == null ? 0 : value,
                  metric.get("dataset_name").text(),
                  metric.get("dataset_digest").text()));
    }
  }

  /** Returns the models that a run made. */
  List<LoggedModel> of(String runId) {
    return models.getOrDefault(runId, List.of());
  }

  /** Returns the points of models' metrics that a run logged. */
  List<Point> points(String runId) {
    return points.getOrDefault(runId, List.of());
  }

  /** Adds what a run delivers of its models. */
  void addTo(Fingerprint fingerprint, String runId) {
    of(runId).forEach(model -> model.addTo(fingerprint));
    for (Point point : points(runId)) {
      fingerprint.row(
          "model_point",
          point.key(),
          String.valueOf(point.step()),
          String.valueOf(point.timeMillis()),
          Double.toString(point.value()),
          point.datasetName(),
          point.datasetDigest());
    }
  }

  /** Delivers the datasets that only a model's metric names. */
  void deliverDatasets(int handle, RestRun run, RunSink sink) {
    List<DatasetUse> known = new ArrayList<>(run.datasets());
    for (Point point : points(run.facts().runId())) {
      String name = point.datasetName();
      if (name == null || name.isEmpty()) {
        continue;
      }
      String digest = point.datasetDigest();
      boolean there =
          known.stream()
              .anyMatch(
                  use ->
                      use.name().equals(name)
                          && String.valueOf(use.digest()).equals(String.valueOf(digest)));
      if (!there) {
        DatasetUse use = new DatasetUse(name, digest, "metric:" + point.key(), null);
        known.add(use);
        sink.dataset(handle, use);
      }
    }
  }
}
