package dev.almanac.ingest.mlflow;

import dev.almanac.ingest.Problem;
import dev.almanac.ingest.RunListing;
import dev.almanac.ingest.model.RunEntry;
import dev.almanac.ingest.read.json.JsonValue;
import dev.almanac.ingest.read.source.Fingerprint;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lists a server: all runs of all its workspaces. Of each run only what is needed later stays in
 * memory; its params, tags and latest metrics are hashed and let go.
 */
final class RestListing {

  /**
   * A run that was listed.
   *
   * @param space its workspace
   * @param experiment its experiment
   * @param fingerprint everything that a listing shows of it
   * @param name its name, or null
   * @param parentRunId its parent's id, or null
   * @param live whether it may still grow
   */
  record Listed(
      Space space,
      ExperimentFacts experiment,
      Fingerprint fingerprint,
      @Nullable String name,
      @Nullable String parentRunId,
      boolean live) {}

  /**
   * A workspace, or the whole of a server without any.
   *
   * @param server how to ask it
   * @param models its logged models
   */
  record Space(RestServer server, RestModels models) {}

  private final Map<String, Listed> runs = new LinkedHashMap<>();
  private final List<Problem> problems = new ArrayList<>();

  /** Adds all runs of a workspace. */
  void add(RestServer server) throws IOException {
    Space space = new Space(server, new RestModels());
    Map<String, ExperimentFacts> experiments = new LinkedHashMap<>();
    server.experiments(json -> addExperiment(json, experiments));
    List<String> ids = List.copyOf(experiments.keySet());
    server.models(ids, space.models()::add);
    server.runs(ids, json -> addRun(json, space, experiments));
  }

  private static void addExperiment(JsonValue json, Map<String, ExperimentFacts> experiments) {
    String id = json.get("experiment_id").asText();
    String name = json.get("name").text();
    experiments.put(
        id,
        new ExperimentFacts(
            id,
            name == null ? id : name,
            "deleted".equals(json.get("lifecycle_stage").text()),
            json.get("workspace").text(),
            RestRun.pairs(json.get("tags"))));
  }

  private void addRun(JsonValue json, Space space, Map<String, ExperimentFacts> experiments)
      throws IOException {
    RestRun run = RestRun.of(json);
    if (run == null) {
      problems.add(
          new Problem(
              Problem.Kind.CORRUPT, null, "runs/search", -1, "Is a run without an id", null));
      return;
    }
    String runId = run.facts().runId();
    ExperimentFacts experiment = experiments.get(run.experimentId());
    // Pages may overlap while runs begin; a run of an experiment that is gone has just been moved.
    if (experiment == null || runs.containsKey(runId)) {
      return;
    }
    Fingerprint fingerprint = new Fingerprint();
    run.addTo(fingerprint);
    experiment.addTo(fingerprint);
    fingerprint.row("deleted", Boolean.toString(run.facts().deleted() || experiment.deleted()));
    space.models().addTo(fingerprint, runId);
    if (run.live()) {
      addArtifacts(fingerprint, space.server(), runId);
    }
    runs.put(
        runId,
        new Listed(space, experiment, fingerprint, run.name(), run.parentRunId(), run.live()));
  }

  /**
   * Adds the artifacts of a run that may still get some. Nothing in an answer to a search tells of
   * them, and asking for those of all runs would cost a request each.
   */
  private static void addArtifacts(Fingerprint fingerprint, RestServer server, String runId) {
    RestArtifacts.Listing found = RestArtifacts.ofRun(server, runId);
    for (RestArtifacts.Entry file : found.files()) {
      fingerprint.row("artifact", file.path(), String.valueOf(file.size()));
    }
  }

  /** Returns the runs by id. */
  Map<String, Listed> runs() {
    return runs;
  }

  /** Returns the name of a run's parent, or null. */
  @Nullable String parentName(Listed run) {
    Listed parent = run.parentRunId() == null ? null : runs.get(run.parentRunId());
    return parent == null ? null : parent.name();
  }

  /** Returns the listing. Call once. */
  RunListing listing() {
    List<RunEntry> entries = new ArrayList<>(runs.size());
    runs.forEach(
        (runId, run) -> {
          run.fingerprint().row("parent_name", parentName(run));
          entries.add(new RunEntry(runId, run.fingerprint().text(), run.live()));
        });
    return new RunListing(entries, problems);
  }
}
