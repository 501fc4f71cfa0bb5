package dev.almanac.ingest.mlflow;

import dev.almanac.ingest.MetricKind;
import dev.almanac.ingest.Problem;
import dev.almanac.ingest.RunListing;
import dev.almanac.ingest.RunSink;
import dev.almanac.ingest.RunSource;
import dev.almanac.ingest.SourceSpec;
import dev.almanac.ingest.model.Artifact;
import dev.almanac.ingest.model.RunEntry;
import dev.almanac.ingest.read.http.RetryPolicy;
import dev.almanac.ingest.read.http.TrackerHttp;
import dev.almanac.ingest.read.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads an MLflow server over its REST API. */
final class MlflowRestStore implements RunSource {

  private static final String WORKSPACE_HEADER = "X-MLFLOW-WORKSPACE";

  /** The kind of store that keeps points sorted, as the server itself names it. */
  private static final String SQL_STORE = "SqlStore";

  /** Runs that one batch should hold at most; how many points they have, no listing tells. */
  private static final int BATCH_RUNS = 1_000;

  private final SourceSpec spec;
  private final RestLogin login;
  private final RetryPolicy retries;
  private final RestServer server;
  private final List<String> workspaces;
  private final RestHistory.Bulk bulk;
  private final InOrder inOrder = new InOrder();
  private @Nullable RestListing listing;

  MlflowRestStore(SourceSpec spec, RestLogin login, RetryPolicy retries) throws IOException {
    this.spec = spec;
    this.login = login;
    this.retries = retries;
    this.server = RestServer.at(http(null, retries));
    JsonValue info = server.info();
    this.bulk =
        SQL_STORE.equals(info.get("store_type").text())
            ? RestHistory.Bulk.KNOWN
            : RestHistory.Bulk.UNKNOWN;
    String only = login.workspace(spec.options());
    boolean many = info.get("workspaces_enabled") instanceof JsonValue.Bool truth && truth.value();
    this.workspaces = only != null ? List.of(only) : many ? server.workspaces() : List.of();
  }

  private TrackerHttp http(@Nullable String workspace, RetryPolicy policy) throws IOException {
    TrackerHttp.Builder builder =
        TrackerHttp.at(spec.location()).retries(policy).tls(login.tls(spec.options()));
    login.applyTo(builder, spec.options());
    if (workspace != null) {
      builder.header(WORKSPACE_HEADER, workspace);
    }
    return builder.build();
  }

  private List<RestServer> servers() throws IOException {
    if (workspaces.isEmpty()) {
      return List.of(server);
    }
    List<RestServer> servers = new ArrayList<>();
    for (String workspace : workspaces) {
      servers.add(server.with(http(workspace, retries)));
    }
    return servers;
  }

  @Override
  public SourceSpec spec() {
    return spec;
  }

  @Override
  public RunListing list() throws IOException {
    return freshListing().listing();
  }

  private RestListing freshListing() throws IOException {
    RestListing fresh = new RestListing();
    for (RestServer each : servers()) {
      fresh.add(each);
    }
    listing = fresh;
    return fresh;
  }

  @Override
  public List<List<RunEntry>> plan(List<RunEntry> wanted) {
    List<List<RunEntry>> batches = new ArrayList<>();
    for (int from = 0; from < wanted.size(); from += BATCH_RUNS) {
      batches.add(wanted.subList(from, Math.min(wanted.size(), from + BATCH_RUNS)));
    }
    return batches;
  }

  @Override
  public void read(List<RunEntry> batch, RunSink sink) throws IOException {
    RestListing current = listing == null ? freshListing() : listing;
    Map<RestListing.Space, List<String>> bySpace = new LinkedHashMap<>();
    for (RunEntry entry : batch) {
      RestListing.Listed run = current.runs().get(entry.runId());
      if (run != null) {
        bySpace.computeIfAbsent(run.space(), absent -> new ArrayList<>()).add(entry.runId());
      }
    }
    for (Map.Entry<RestListing.Space, List<String>> each : bySpace.entrySet()) {
      List<String> runIds = each.getValue();
      for (int from = 0; from < runIds.size(); from += RestHistory.RUNS_AT_ONCE) {
        int to = Math.min(runIds.size(), from + RestHistory.RUNS_AT_ONCE);
        new Reading(current, each.getKey(), sink).read(runIds.subList(from, to));
      }
    }
  }

  /** Reads some runs of one workspace. */
  private final class Reading {
    private final RestListing current;
    private final RestListing.Space space;
    private final RunSink sink;
    private final Map<String, Integer> handles = new HashMap<>();
    private final List<RestRun> runs = new ArrayList<>();

    Reading(RestListing current, RestListing.Space space, RunSink sink) {
      this.current = current;
      this.space = space;
      this.sink = sink;
    }

    void read(List<String> runIds) throws IOException {
      inOrder.each(runIds, this::ask, (runId, answer) -> answer.ifPresent(this::begin));
      PointChunk chunk = new PointChunk(handles, sink);
      new RestHistory(space.server(), inOrder, chunk, space.models(), sink, bulk).deliver(runs);
      for (RestRun run : runs) {
        reportLatest(run);
      }
    }

    /** A run with its artifacts; none if it is gone. */
    private Optional<Found> ask(String runId) throws IOException {
      JsonValue json = space.server().run(runId);
      RestRun run = json == null ? null : RestRun.of(json);
      if (run == null) {
        return Optional.empty();
      }
      Map<String, RestArtifacts.Listing> ofModels = new LinkedHashMap<>();
      for (LoggedModel model : space.models().of(runId)) {
        String modelId = model.modelId();
        ofModels.put(modelId, RestArtifacts.ofModel(space.server(), modelId));
      }
      RestArtifacts.Listing own = RestArtifacts.ofRun(space.server(), runId);
      return Optional.of(new Found(run, own, ofModels));
    }

    private void begin(Found found) {
      RestRun run = found.run();
      String runId = run.facts().runId();
      RestListing.Listed listed = current.runs().get(runId);
      if (listed == null) {
        return;
      }
      ExperimentFacts experiment = listed.experiment();
      String parentName = current.parentName(listed);
      int handle =
          sink.begin(
              MlflowMapping.run(
                  run.facts(), experiment, run.tags(), parentName, url(experiment, runId)));
      handles.put(runId, handle);
      runs.add(run);
      MlflowMapping.describe(handle, run.facts(), experiment, run.tags(), sink);
      run.deliver(handle, sink);
      space.models().deliverDatasets(handle, run, sink);
      for (LoggedModel model : space.models().of(runId)) {
        boolean known = run.hasOutput(model.modelId());
        model.deliver(
            handle,
            known ? LoggedModel.EdgeState.KNOWN : LoggedModel.EdgeState.MISSING,
            run.params(),
            sink);
        RestArtifacts.Listing files = found.ofModels().get(model.modelId());
        if (files != null) {
          RestArtifacts.deliver(handle, model.artifactPrefix(), files, model.location(), sink);
          report(runId, model.artifactPrefix(), files);
        }
      }
      RestArtifacts.deliver(handle, "", found.own(), run.facts().artifactUri(), sink);
      if (found.own().failure() != null && found.own().files().isEmpty()) {
        sink.artifact(handle, new Artifact(".", "folder", null, null, run.facts().artifactUri()));
      }
      report(runId, "artifacts", found.own());
    }

    private void report(String runId, String location, RestArtifacts.Listing files) {
      if (files.failure() != null) {
        sink.problem(
            new Problem(
                Problem.Kind.CORRUPT,
                runId,
                location,
                -1,
                "The server cannot list the artifacts: " + files.failure(),
                null));
      }
    }

    private String url(ExperimentFacts experiment, String runId) {
      String base = spec.location().toString();
      String root = base.endsWith("/") ? base : base + "/";
      return root + "#/experiments/" + experiment.id() + "/runs/" + runId;
    }

    private void reportLatest(RestRun run) {
      Integer handle = handles.get(run.facts().runId());
      run.latest()
          .forEach(
              (key, point) -> {
                Double value = point.get("value").number();
                MetricKind kind = MlflowMapping.kind(key);
                if (handle != null) {
                  // Zero may be left out of the JSON of protobuf.
                  sink.reported(handle, sink.key(kind, key), value == null ? 0 : value);
                }
              });
    }
  }

  private record Found(
      RestRun run, RestArtifacts.Listing own, Map<String, RestArtifacts.Listing> ofModels) {}

  @Override
  public @Nullable InputStream artifact(String runId, String path) throws IOException {
    for (RestServer each : servers()) {
      LoggedModel.Place model = LoggedModel.placeOf(path);
      InputStream own = RestArtifacts.open(each.http(), RestServer.content(runId, path));
      if (own == null && model != null) {
        own =
            RestArtifacts.open(each.http(), RestServer.modelContent(model.modelId(), model.path()));
      }
      if (own != null) {
        return own;
      }
    }
    return null;
  }

  @Override
  public void close() {
    inOrder.close();
  }
}
