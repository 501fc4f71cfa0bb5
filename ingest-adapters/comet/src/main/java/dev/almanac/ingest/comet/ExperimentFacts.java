package dev.almanac.ingest.comet;

import dev.almanac.ingest.ParamOrigin;
import dev.almanac.ingest.ParamType;
import dev.almanac.ingest.Problem;
import dev.almanac.ingest.RunIdentity;
import dev.almanac.ingest.RunSink;
import dev.almanac.ingest.SearchDimension;
import dev.almanac.ingest.model.Artifact;
import dev.almanac.ingest.model.EnvironmentFact;
import dev.almanac.ingest.model.LineageEdge;
import dev.almanac.ingest.model.Run;
import dev.almanac.ingest.model.RunStatus;
import dev.almanac.ingest.read.json.JsonText;
import dev.almanac.ingest.read.json.JsonValue;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Collects what an experiment says of itself besides points, from wherever it is read, and hands it
 * on. Not safe for use by several threads.
 */
final class ExperimentFacts {

  private static final int HISTORY = 900;

  private final String runId;
  private @Nullable String key;
  private @Nullable String name;
  private @Nullable String workspace;
  private @Nullable String project;
  private @Nullable String projectId;
  private @Nullable String user;
  private @Nullable String machineUser;
  private @Nullable Instant startedAt;
  private @Nullable Instant endedAt;
  private @Nullable String optimizer;
  private @Nullable String url;
  private RunStatus status = RunStatus.UNKNOWN;
  private boolean archived;

  private final Map<String, Said> params = new TreeMap<>();
  private final Map<String, Said> others = new TreeMap<>();
  private final Set<String> labels = new LinkedHashSet<>();
  private final Map<String, EnvironmentFact> environment = new LinkedHashMap<>();
  private final Map<String, Artifact> artifacts = new LinkedHashMap<>();
  private final Map<String, SearchDimension> space = new TreeMap<>();
  private final Set<LineageEdge> lineage = new LinkedHashSet<>();

  /** A value that may be said several times; the last one holds, as in Comet. */
  private static final class Said {
    private JsonValue value = JsonValue.NULL;
    private boolean typed;
    private int changes;
    private final StringBuilder history = new StringBuilder();

    void say(JsonValue next, boolean stated) {
      if (history.length() > 0 && !next.equals(value)) {
        changes++;
      }
      if (history.length() == 0 || !next.equals(value) && history.length() < HISTORY) {
        history.append(history.length() == 0 ? "" : ", ").append(next.toJson());
      }
      value = next;
      typed = stated;
    }
  }

  ExperimentFacts(String runId) {
    this.runId = runId;
  }

  void key(@Nullable String value) {
    key = value;
  }

  void name(@Nullable String value) {
    name = value == null || value.isBlank() ? name : value;
  }

  void place(@Nullable String workspaceName, @Nullable String projectName, @Nullable String id) {
    workspace = workspaceName;
    project = projectName;
    projectId = id;
  }

  void user(@Nullable String value) {
    user = value == null || value.isBlank() ? user : value;
  }

  /** Takes in the name by which the machine knows the user, for want of the tracker's. */
  void machineUser(@Nullable String value) {
    machineUser = value == null || value.isBlank() ? machineUser : value;
  }

  /** Widens the time of the experiment: several archives may hold parts of it. */
  void times(@Nullable Instant start, @Nullable Instant end) {
    if (start != null && (startedAt == null || start.isBefore(startedAt))) {
      startedAt = start;
    }
    if (end != null && (endedAt == null || end.isAfter(endedAt))) {
      endedAt = end;
    }
  }

  void status(RunStatus value) {
    status = value;
  }

  void archived(boolean value) {
    archived = value;
  }

  void optimizer(@Nullable String id) {
    optimizer = id == null || id.isBlank() ? optimizer : id;
  }

  void url(@Nullable String value) {
    url = value;
  }

  /** Takes in a param whose JSON type is the one that was logged. */
  void typedParam(String context, String paramName, JsonValue value) {
    param(context, paramName, value, true);
  }

  /** Takes in a param that the server has as text. */
  void textParam(String context, String paramName, JsonValue value) {
    param(context, paramName, value, !(value instanceof JsonValue.Text));
  }

  private void param(String context, String paramName, JsonValue value, boolean typed) {
    if (CometMapping.isBookkeeping(paramName)) {
      fact("comet", paramName, value.asText());
      return;
    }
    params
        .computeIfAbsent(CometMapping.key(context, paramName), absent -> new Said())
        .say(value, typed);
  }

  /** Takes in what was logged by {@code log_other}. */
  void other(String otherName, JsonValue value) {
    if (otherName.equals("Name")) {
      name(value.asText());
      return;
    }
    if (otherName.equals("optimizer_id")) {
      optimizer(value.asText());
    }
    others.computeIfAbsent(otherName, absent -> new Said()).say(value, false);
  }

  void label(String value) {
    labels.add(value);
  }

  void fact(String kind, String factKey, String value) {
    environment.put(
        kind + '\0' + factKey, new EnvironmentFact(kind, factKey, CometMapping.withoutUser(value)));
  }

  void fact(String kind, String factKey, JsonValue value) {
    if (!value.isNull() && !value.asText().isEmpty()) {
      fact(kind, factKey, value.asText());
    }
  }

  /**
   * Takes in an artifact. Of a path that occurs again, the step is added, then the asset's id: a
   * name that is logged at each step is one asset each time.
   *
   * @return the path that it got
   */
  String artifact(Artifact artifact, @Nullable String step, @Nullable String assetId) {
    String path = artifact.path();
    if (artifacts.containsKey(path) && step != null) {
      path = artifact.path() + "@" + step;
    }
    if (artifacts.containsKey(path) && assetId != null) {
      path = artifact.path() + "#" + assetId;
    }
    for (int copy = 2; artifacts.containsKey(path); copy++) {
      path = artifact.path() + "#" + copy;
    }
    artifacts.put(
        path,
        new Artifact(
            path, artifact.kind(), artifact.sizeBytes(), artifact.digest(), artifact.uri()));
    return path;
  }

  /** Takes in an artifact that may be said again, and then replaces what was said. */
  void replaceArtifact(Artifact artifact) {
    artifacts.put(artifact.path(), artifact);
  }

  void dimension(SearchDimension dimension) {
    space.put(dimension.key(), dimension);
  }

  void madeModel(String model) {
    lineage.add(new LineageEdge(LineageEdge.Relation.OUTPUT, model, null));
  }

  @Nullable String optimizer() {
    return optimizer;
  }

  /** Returns the key of the metric that the optimizer looks at, or null. */
  @Nullable String objective() {
    return otherText("optimizer_metric");
  }

  /** Returns {@code min} or {@code max} if the optimizer says so. */
  @Nullable String direction() {
    String said = otherText("optimizer_objective");
    return said == null
        ? null
        : switch (said) {
          case "minimize", "minimum", "min" -> "min";
          case "maximize", "maximum", "max" -> "max";
          default -> null;
        };
  }

  private @Nullable String otherText(String otherName) {
    Said said = others.get(otherName);
    return said == null || said.value.isNull() ? null : said.value.asText();
  }

  /** Returns the run's own facts as far as they are known. */
  Run run() {
    String projectName = project == null ? CometMapping.NO_PROJECT : project;
    String full = workspace == null ? projectName : workspace + "/" + projectName;
    Run.Builder run =
        Run.builder(runId, CometMapping.TRACKER, projectName, projectId == null ? full : projectId);
    if (key != null) {
      run.trackerRunId(key);
    }
    String sweep = otherText("optimizer_name");
    return run.name(name)
        .status(status)
        .deleted(archived)
        .createdBy(user == null ? machineUser : user)
        .startedAt(startedAt)
        .endedAt(endedAt)
        .groupName(optimizer != null ? sweep != null ? sweep : optimizer : null)
        .url(url)
        .build();
  }

  /** Hands on everything but points. */
  void deliver(RunSink sink, int run) {
    sink.update(run, run());
    Set<String> searched = sweepParams();
    params.forEach((paramKey, said) -> deliver(sink, run, paramKey, said, searched));
    others.forEach(
        (otherKey, said) -> {
          sink.tag(run, otherKey, said.value.asText());
          sayChanges(sink, "other", otherKey, said);
        });
    for (String label : labels) {
      sink.tag(run, others.containsKey(label) ? "tag:" + label : label, "");
    }
    if (workspace != null) {
      fact("comet", "workspace", workspace);
    }
    environment.values().forEach(fact -> sink.environment(run, fact));
    artifacts.values().forEach(artifact -> sink.artifact(run, artifact));
    space.values().forEach(dimension -> sink.searchDimension(run, dimension));
    lineage.forEach(edge -> sink.lineage(run, edge));
    identities().forEach(identity -> sink.identity(run, identity));
  }

  private void deliver(RunSink sink, int run, String paramKey, Said said, Set<String> searched) {
    ParamOrigin origin = searched.contains(paramKey) ? ParamOrigin.SWEEP : ParamOrigin.LOGGED;
    String text = said.value.asText();
    if (said.typed) {
      ParamType type = CometMapping.type(said.value);
      sink.param(run, paramKey, text, type, origin);
    } else {
      sink.param(run, paramKey, text, origin);
    }
    sayChanges(sink, "param", paramKey, said);
  }

  private void sayChanges(RunSink sink, String what, String itsKey, Said said) {
    if (said.changes > 0) {
      sink.problem(
          new Problem(
              Problem.Kind.ALTERED,
              runId,
              what + " " + itsKey,
              -1,
              "the "
                  + what
                  + " was logged with "
                  + (said.changes + 1)
                  + " values one after another; the last one is kept, as in Comet",
              "[" + said.history + "]"));
    }
  }

  /** The optimizer names its params with the values of this run; of old clients, the space. */
  private Set<String> sweepParams() {
    Set<String> names = new LinkedHashSet<>(space.keySet());
    String text = otherText("optimizer_parameters");
    if (text != null) {
      try {
        JsonText.parse(text)
            .entries()
            .forEach(
                (paramKey, value) -> {
                  names.add(paramKey);
                  if (SearchSpace.isDeclaration(value)) {
                    space.putIfAbsent(paramKey, SearchSpace.dimension(paramKey, value));
                  }
                });
      } catch (IOException noJson) {
        // It stays a tag, as it stands.
        return names;
      }
    }
    return names;
  }

  private List<RunIdentity> identities() {
    List<RunIdentity> found = new ArrayList<>();
    if (key != null) {
      found.add(new RunIdentity(RunIdentity.Kind.COMET, key));
    }
    String mlflow = named("mlflow_run_id", "mlflow.run_id", "mlflow.runId", "mlflow/run_id");
    if (mlflow != null) {
      found.add(new RunIdentity(RunIdentity.Kind.MLFLOW, mlflow));
    }
    String wandb = named("wandb_runid", "wandb_run_id", "wandb.run_id", "wandb_id");
    String wandbProject = named("wandb_project", "wandb.project");
    if (wandb != null && wandbProject != null) {
      found.add(new RunIdentity(RunIdentity.Kind.WANDB, wandbProject + "/" + wandb));
    }
    return found;
  }

  /** Returns what one of some names says, among the others first, then among the params. */
  private @Nullable String named(String... names) {
    for (String each : names) {
      Said said = others.getOrDefault(each, params.get(each));
      if (said != null && !said.value.isNull() && !said.value.asText().isBlank()) {
        return said.value.asText();
      }
    }
    return null;
  }
}
