package dev.almanac.ingest.mlflow;

import dev.almanac.ingest.ParamOrigin;
import dev.almanac.ingest.RunSink;
import dev.almanac.ingest.model.DatasetUse;
import dev.almanac.ingest.model.LineageEdge;
import dev.almanac.ingest.read.json.JsonValue;
import dev.almanac.ingest.read.source.Fingerprint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A run as MLflow's API tells it.
 *
 * @param facts its own facts
 * @param experimentId its experiment
 * @param params its params
 * @param tags its tags
 * @param latest the latest point of each metric, as it came
 * @param datasets the datasets it used
 * @param edges the models it used and made
 */
record RestRun(
    RunFacts facts,
    String experimentId,
    Map<String, String> params,
    Map<String, String> tags,
    Map<String, JsonValue> latest,
    List<DatasetUse> datasets,
    List<LineageEdge> edges) {

  /** Reads what {@code runs/search} and {@code runs/get} return; null if it has no id. Pure. */
  static @Nullable RestRun of(JsonValue json) {
    JsonValue info = json.get("info");
    String runId = MlflowMapping.firstNonEmpty(text(info, "run_id"), text(info, "run_uuid"));
    if (runId == null) {
      return null;
    }
    JsonValue data = json.get("data");
    Map<String, JsonValue> latest = new LinkedHashMap<>();
    for (JsonValue metric : data.get("metrics").elements()) {
      latest.put(metric.get("key").asText(), metric);
    }
    return new RestRun(
        facts(runId, info),
        info.get("experiment_id").asText(),
        pairs(data.get("params")),
        pairs(data.get("tags")),
        latest,
        datasets(json.get("inputs")),
        edges(json));
  }

  private static RunFacts facts(String runId, JsonValue info) {
    return new RunFacts(
        runId,
        MlflowMapping.firstNonEmpty(text(info, "run_name"), text(info, "name")),
        text(info, "status"),
        text(info, "user_id"),
        info.get("start_time").integer(),
        info.get("end_time").integer(),
        "deleted".equals(text(info, "lifecycle_stage")),
        text(info, "source_name"),
        text(info, "source_version"),
        text(info, "entry_point_name"),
        text(info, "artifact_uri"));
  }

  private static @Nullable String text(JsonValue json, String field) {
    JsonValue value = json.get(field);
    return value.isNull() ? null : value.asText();
  }

  /** Returns a list of keys and values as a map. */
  static Map<String, String> pairs(JsonValue list) {
    Map<String, String> found = new TreeMap<>();
    for (JsonValue each : list.elements()) {
      JsonValue value = each.get("value");
      found.put(each.get("key").asText(), value.isNull() ? "" : value.asText());
    }
    return found;
  }

  private static List<DatasetUse> datasets(JsonValue inputs) {
    List<DatasetUse> found = new ArrayList<>();
    for (JsonValue use : inputs.get("dataset_inputs").elements()) {
      JsonValue dataset = use.get("dataset");
      found.add(
          new DatasetUse(
              dataset.get("name").asText(),
              text(dataset, "digest"),
              pairs(use.get("tags")).get(FileRunLinks.CONTEXT_TAG),
              text(dataset, "source")));
    }
    return found;
  }

  private static List<LineageEdge> edges(JsonValue json) {
    List<LineageEdge> found = new ArrayList<>();
    for (JsonValue model : json.get("inputs").get("model_inputs").elements()) {
      found.add(new LineageEdge(LineageEdge.Relation.INPUT, model.get("model_id").asText(), null));
    }
    for (JsonValue model : json.get("outputs").get("model_outputs").elements()) {
      Long step = model.get("step").integer();
      found.add(
          new LineageEdge(
              LineageEdge.Relation.OUTPUT,
              model.get("model_id").asText(),
              step == null ? (Long) 0L : step));
    }
    return found;
  }

  /** Returns the parent's id, or null. */
  @Nullable String parentRunId() {
    return MlflowMapping.firstNonEmpty(tags.get(MlflowMapping.PARENT_RUN_ID), null);
  }

  /** Returns the name, or null. */
  @Nullable String name() {
    return MlflowMapping.name(facts.name(), tags);
  }

  /** Tells whether the run may still grow. */
  boolean live() {
    return MlflowMapping.isLive(MlflowMapping.status(facts.status()));
  }

  /** Adds what a listing shows of the run. */
  void addTo(Fingerprint fingerprint) {
    fingerprint.row(
        "run",
        facts.runId(),
        experimentId,
        facts.name(),
        facts.status(),
        facts.userId(),
        String.valueOf(facts.startMillis()),
        String.valueOf(facts.endMillis()),
        Boolean.toString(facts.deleted()),
        facts.sourceName(),
        facts.sourceVersion(),
        facts.entryPoint(),
        facts.artifactUri());
    params.forEach((key, value) -> fingerprint.row("param", key, value));
    tags.forEach((key, value) -> fingerprint.row("tag", key, value));
    new TreeMap<>(latest).forEach((key, point) -> fingerprint.row("latest", key, point.toJson()));
    for (DatasetUse use : datasets) {
      fingerprint.row("dataset", use.name(), use.digest(), use.context(), use.sourceUri());
    }
    for (LineageEdge edge : edges) {
      if (edge.relation() == LineageEdge.Relation.OUTPUT) {
        // Searches do not tell of models that went in, so that they cannot count.
        fingerprint.row("output", edge.otherId(), String.valueOf(edge.step()));
      }
    }
  }

  /** Delivers params, tags, datasets and edges. */
  void deliver(int handle, RunSink sink) {
    tags.forEach((key, value) -> sink.tag(handle, key, value));
    params.forEach((key, value) -> sink.param(handle, key, value, ParamOrigin.LOGGED));
    datasets.forEach(use -> sink.dataset(handle, use));
    edges.forEach(edge -> sink.lineage(handle, edge));
  }

  /** Tells whether the run names a model as its output. */
  boolean hasOutput(String modelId) {
    return edges.stream()
        .anyMatch(
            edge ->
                edge.relation() == LineageEdge.Relation.OUTPUT && edge.otherId().equals(modelId));
  }
}
