package dev.almanac.ingest.mlflow;

import dev.almanac.ingest.RunSink;
import dev.almanac.ingest.model.Artifact;
import dev.almanac.ingest.model.EnvironmentFact;
import dev.almanac.ingest.model.LineageEdge;
import dev.almanac.ingest.read.source.Fingerprint;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A model that a run logged (MLflow 3).
 *
 * <p>Almanac has no table for models. A model becomes an artifact of kind {@code model} at {@code
 * models/ID} and an {@code OUTPUT} edge of the run that made it; its name, type and status, its
 * tags, and those of its params that differ from the run's become environment facts of kind {@code
 * model} with the keys {@code ID.name} and so on: the run's own params and tags stay what the
 * client shows of them.
 *
 * @param modelId id, {@code m-} and 32 hex digits
 * @param name its name, or null
 * @param sourceRunId the run that made it, or null
 * @param type flavor or role, or null
 * @param status status as stored, or null
 * @param deleted whether it is marked deleted
 * @param location where MLflow says its files are, or null
 * @param params its params
 * @param tags its tags
 */
record LoggedModel(
    String modelId,
    @Nullable String name,
    @Nullable String sourceRunId,
    @Nullable String type,
    @Nullable String status,
    boolean deleted,
    @Nullable String location,
    Map<String, String> params,
    Map<String, String> tags) {

  private static final String KIND = "model";

  LoggedModel {
    params = Map.copyOf(params);
    tags = Map.copyOf(tags);
  }

  /** Returns the status in MLflow's words ({@code LoggedModelStatus} in {@code service.proto}). */
  @Nullable String statusWord() {
    if (status == null) {
      return null;
    }
    return switch (status) {
      case "1" -> "PENDING";
      case "2" -> "READY";
      case "3" -> "FAILED";
      default -> status;
    };
  }

  /** Returns where its files are listed among the run's artifacts, ending with {@code /}. */
  String artifactPrefix() {
    return "models/" + modelId + "/";
  }

  /**
   * Delivers the model to the run that made it.
   *
   * @param edgeKnown whether the store's own output record was delivered already
   * @param runParams the run's params, which autologging copies to the model
   */
  void deliver(int run, EdgeState edgeKnown, Map<String, String> runParams, RunSink sink) {
    sink.artifact(run, new Artifact("models/" + modelId, "model", null, null, location));
    if (edgeKnown == EdgeState.MISSING) {
      sink.lineage(run, new LineageEdge(LineageEdge.Relation.OUTPUT, modelId, null));
    }
    fact(run, "name", name, sink);
    fact(run, "type", type, sink);
    fact(run, "status", statusWord(), sink);
    if (deleted) {
      fact(run, "lifecycle_stage", "deleted", sink);
    }
    params.forEach(
        (key, value) -> {
          if (!value.equals(runParams.get(key))) {
            fact(run, "param." + key, value, sink);
          }
        });
    tags.forEach((key, value) -> fact(run, "tag." + key, value, sink));
  }

  /**
   * A file of a model, as it is listed among a run's artifacts.
   *
   * @param modelId the model
   * @param path path among the model's files
   */
  record Place(String modelId, String path) {}

  /** Returns which file of which model an artifact's path means, or null if it is none. */
  static @Nullable Place placeOf(String path) {
    String[] names = path.split("/", 3);
    return names.length == 3 && names[0].equals("models") ? new Place(names[1], names[2]) : null;
  }

  /** Whether the run's own records name the model as an output. */
  enum EdgeState {
    KNOWN,
    MISSING
  }

  /** Adds everything that is delivered of the model. */
  void addTo(Fingerprint fingerprint) {
    fingerprint.row(
        "model", modelId, name, sourceRunId, type, status, Boolean.toString(deleted), location);
    params.forEach((key, value) -> fingerprint.row("model_param", modelId, key, value));
    tags.forEach((key, value) -> fingerprint.row("model_tag", modelId, key, value));
  }

  private void fact(int run, String field, @Nullable String value, RunSink sink) {
    if (value != null && !value.isEmpty()) {
      sink.environment(run, new EnvironmentFact(KIND, modelId + "." + field, value));
    }
  }
}
