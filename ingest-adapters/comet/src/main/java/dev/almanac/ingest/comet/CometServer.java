package dev.almanac.ingest.comet;

import dev.almanac.ingest.Problem;
import dev.almanac.ingest.RunListing;
import dev.almanac.ingest.RunSink;
import dev.almanac.ingest.RunSource;
import dev.almanac.ingest.SourceOptions;
import dev.almanac.ingest.SourceSpec;
import dev.almanac.ingest.model.RunEntry;
import dev.almanac.ingest.read.http.HttpFailure;
import dev.almanac.ingest.read.http.RetryPolicy;
import dev.almanac.ingest.read.http.TrackerHttp;
import dev.almanac.ingest.read.json.JsonValue;
import dev.almanac.ingest.read.source.Fingerprint;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The experiments of a workspace or project on a server, archived ones included. */
final class CometServer implements RunSource {

  /** The option that says by what a change is noticed: {@code listing} or {@code summaries}. */
  static final String CHANGES = "changes";

  /** The option that says how many requests are made in a second. */
  static final String RATE = "requests-per-second";

  private static final String GENERATION = "1";
  private static final String DEFAULT_RATE = "10";

  /** Answers that tell whether anything but the listing's own fields changed. */
  private static final List<String> SUMMARIES =
      List.of(
          "experiment/metrics/summary",
          "experiment/parameters",
          "experiment/log-other",
          "experiment/tags",
          "experiment/asset/list");

  private final SourceSpec spec;
  private final CometAddress address;
  private final URI server;
  private final CometClient client;
  private final boolean summaries;
  private final Map<String, JsonValue> optimizers = new HashMap<>();

  CometServer(
      SourceSpec spec, CometAddress address, URI server, CometClient client, boolean summaries) {
    this.spec = spec;
    this.address = address;
    this.server = server;
    this.client = client;
    this.summaries = summaries;
  }

  static CometServer open(SourceSpec spec, CometAccess.Places places) throws IOException {
    SourceOptions options = spec.options();
    CometAddress address = CometAddress.of(spec.location());
    CometAccess access = places.find(options);
    URI server = access.server(options, address);
    String changes = options.text(CHANGES, "summaries");
    if (!changes.equals("summaries") && !changes.equals("listing")) {
      throw new IOException(
          "Cannot use the option " + CHANGES + ": it is summaries or listing, not " + changes);
    }
    CometClient client =
        new CometClient(
            server, access.key(), rate(options), retries(options), TrackerHttp.Pause.SLEEP);
    return new CometServer(spec, address, server, client, changes.equals("summaries"));
  }

  private static double rate(SourceOptions options) throws IOException {
    try {
      return Double.parseDouble(options.text(RATE, DEFAULT_RATE));
    } catch (NumberFormatException malformed) {
      throw new IOException("Cannot use the option " + RATE + ": it is no number", malformed);
    }
  }

  private static RetryPolicy retries(SourceOptions options) throws IOException {
    String attempts = options.text("attempts");
    try {
      return attempts == null
          ? RetryPolicy.DEFAULT
          : RetryPolicy.DEFAULT.withAttempts(Integer.parseInt(attempts));
    } catch (IllegalArgumentException malformed) {
      throw new IOException("Cannot use the option attempts: it is no number above 0", malformed);
    }
  }

  @Override
  public SourceSpec spec() {
    return spec;
  }

  @Override
  public RunListing list() throws IOException {
    Map<String, RunEntry> entries = new LinkedHashMap<>();
    List<Problem> problems = new ArrayList<>();
    List<String> projects = projects();
    if (address.project() != null && !projects.contains(address.project())) {
      throw new IOException(
          "Cannot read the project "
              + address.project()
              + " of "
              + address.workspace()
              + ": the server lists no such project; check the names and what the key may see");
    }
    for (String project : projects) {
      if (address.project() == null || address.project().equals(project)) {
        list(project, entries, problems);
      }
    }
    return new RunListing(new ArrayList<>(entries.values()), problems);
  }

  private List<String> projects() throws IOException {
    List<String> names = new ArrayList<>();
    JsonValue answer = client.get("projects", "workspaceName", address.workspace());
    for (JsonValue project : answer.get("projects").elements()) {
      String name = CometMapping.text(project.get("projectName"));
      if (name != null) {
        names.add(name);
      }
    }
    names.sort(null);
    return names;
  }

  private void list(String project, Map<String, RunEntry> entries, List<Problem> problems)
      throws IOException {
    for (String archived : List.of("false", "true")) {
      JsonValue answer =
          client.get(
              "experiments",
              "workspaceName",
              address.workspace(),
              "projectName",
              project,
              "archived",
              archived);
      for (JsonValue experiment : answer.get("experiments").elements()) {
        String key = CometMapping.text(experiment.get("experimentKey"));
        if (key == null) {
          problems.add(
              new Problem(
                  Problem.Kind.CORRUPT,
                  null,
                  "experiments of " + project,
                  -1,
                  "the server lists an experiment without a key",
                  experiment.toJson()));
        } else if (!entries.containsKey(key)) {
          boolean live = CometMapping.isTrue(experiment.get("running"));
          entries.put(key, new RunEntry(key, fingerprint(experiment, key), live));
        }
      }
    }
  }

  /** The duration of a running experiment counts up by itself, so that it says nothing. */
  private String fingerprint(JsonValue experiment, String key) throws IOException {
    Fingerprint fingerprint = new Fingerprint().row("generation", GENERATION);
    experiment
        .entries()
        .forEach(
            (field, value) -> {
              if (!field.equals("durationMillis")) {
                fingerprint.row("experiment", field, value.toJson());
              }
            });
    if (summaries) {
      for (String endpoint : SUMMARIES) {
        try {
          JsonValue answer = client.get(endpoint, "experimentKey", key, "type", "all");
          fingerprint.row("summary", endpoint, answer.toJson());
        } catch (HttpFailure failure) {
          throwUnlessOnlyMissing(failure);
          fingerprint.row("missing", endpoint);
        }
      }
    }
    return fingerprint.text();
  }

  /** Refused or unknown details cost themselves; a server that fails costs the sync. */
  private static void throwUnlessOnlyMissing(HttpFailure failure) throws HttpFailure {
    int status = failure.status();
    boolean missing = status >= 400 && status < 500 && status != 401 && status != 429;
    if (!missing) {
      throw failure;
    }
  }

  @Override
  public void read(List<RunEntry> batch, RunSink sink) throws IOException {
    for (RunEntry entry : batch) {
      read(entry.runId(), sink);
    }
  }

  private void read(String key, RunSink sink) throws IOException {
    JsonValue metadata;
    try {
      metadata = client.get("experiment/metadata", "experimentKey", key);
    } catch (HttpFailure failure) {
      if (failure.status() == 404 || failure.status() == 400) {
        return;
      }
      throw failure;
    }
    Answers answers = new Answers(key, sink);
    ExperimentFacts facts = new ExperimentFacts(key);
    describe(metadata, key, facts);
    int run = sink.begin(facts.run());
    ExperimentPoints points = new ExperimentPoints(sink, run, key);
    answers.of("experiment/tags").get("tags").elements().forEach(tag -> facts.label(tag.asText()));
    for (JsonValue param : JsonRows.values(answers.of("experiment/parameters"))) {
      facts.textParam("", param.get("name").asText(), JsonRows.current(param));
    }
    for (JsonValue other : JsonRows.values(answers.of("experiment/log-other"))) {
      facts.other(other.get("name").asText(), JsonRows.current(other));
    }
    SystemDetails.details(facts, answers.of("experiment/system-details"));
    SystemDetails.git(facts, answers.of("experiment/git/metadata"));
    answers
        .of("experiment/asset/list", "type", "all")
        .get("assets")
        .elements()
        .forEach(asset -> JsonRows.artifact(facts, asset));
    sweep(facts, answers);
    Iterable<JsonValue> summary = JsonRows.values(answers.of("experiment/metrics/summary"));
    points(key, summary, points);
    report(summary, points);
    facts.deliver(sink, run);
    points.finish(facts.objective(), facts.direction(), PointOrigin.SERVER);
  }

  private void describe(JsonValue metadata, String key, ExperimentFacts facts) {
    String workspace = CometMapping.text(metadata.get("workspaceName"));
    String project = CometMapping.text(metadata.get("projectName"));
    facts.key(key);
    facts.name(metadata.get("experimentName").text());
    facts.user(metadata.get("userName").text());
    facts.place(
        workspace == null ? address.workspace() : workspace,
        project == null ? address.project() : project,
        CometMapping.text(metadata.get("projectId")));
    facts.times(
        CometMapping.time(metadata.get("startTimeMillis")),
        CometMapping.isTrue(metadata.get("running"))
            ? null
            : CometMapping.time(metadata.get("endTimeMillis")));
    facts.status(CometMapping.status(metadata));
    facts.archived(CometMapping.isTrue(metadata.get("archived")));
    facts.optimizer(metadata.get("optimizationId").text());
    facts.fact("code", "filePath", metadata.get("filePath"));
    facts.fact("code", "fileName", metadata.get("fileName"));
    facts.url(
        server + "/" + address.workspace() + "/" + (project == null ? "" : project + "/") + key);
  }

  private void points(String key, Iterable<JsonValue> summary, ExperimentPoints points)
      throws IOException {
    try (InputStream all = client.allPoints(key)) {
      if (all != null) {
        JsonRows.points(
            all, (point, number) -> points.add(point, "experiment/metrics/get-all", number));
        return;
      }
    }
    Set<String> asked = new HashSet<>();
    for (JsonValue metric : summary) {
      String name = metric.get("name").asText();
      if (asked.add(name)) {
        try (InputStream own = client.points(key, name)) {
          JsonRows.points(own, (point, number) -> points.add(point, "get-metric " + name, number));
        }
      }
    }
  }

  private static void report(Iterable<JsonValue> summary, ExperimentPoints points) {
    for (JsonValue metric : summary) {
      Double value = JsonRows.current(metric).number();
      String context = metric.get("runContextCurrent").text();
      if (value != null) {
        points.reported(context == null ? "" : context, metric.get("name").asText(), value);
      }
    }
  }

  /** The optimizer's own service states the space that it searched. */
  private void sweep(ExperimentFacts facts, Answers answers) throws IOException {
    String id = facts.optimizer();
    if (id == null) {
      return;
    }
    JsonValue status = optimizers.get(id);
    if (status == null) {
      try {
        status = client.optimizer(id);
      } catch (HttpFailure failure) {
        throwUnlessOnlyMissing(failure);
        answers.missing("optimizer/status", failure);
        status = JsonValue.NULL;
      }
      optimizers.put(id, status);
    }
    status
        .get("parameters")
        .entries()
        .forEach(
            (name, declared) -> {
              if (SearchSpace.isDeclaration(declared)) {
                facts.dimension(SearchSpace.dimension(name, declared));
              }
            });
  }

  /** The answers about one experiment; one that is refused is said and counts as empty. */
  private final class Answers {
    private final String key;
    private final RunSink sink;

    Answers(String key, RunSink sink) {
      this.key = key;
      this.sink = sink;
    }

    JsonValue of(String endpoint, String... more) throws IOException {
      String[] query = new String[2 + more.length];
      query[0] = "experimentKey";
      query[1] = key;
      System.arraycopy(more, 0, query, 2, more.length);
      try {
        return client.get(endpoint, query);
      } catch (HttpFailure failure) {
        throwUnlessOnlyMissing(failure);
        missing(endpoint, failure);
        return JsonValue.NULL;
      }
    }

    void missing(String endpoint, HttpFailure failure) {
      String message = failure.getMessage();
      sink.problem(
          new Problem(
              Problem.Kind.CORRUPT,
              key,
              endpoint,
              -1,
              message == null ? "refused" : message,
              null));
    }
  }

  @Override
  public @Nullable InputStream artifact(String runId, String path) throws IOException {
    ExperimentFacts facts = new ExperimentFacts(runId);
    JsonValue answer = client.get("experiment/asset/list", "experimentKey", runId, "type", "all");
    for (JsonValue asset : answer.get("assets").elements()) {
      String assetId = asset.get("assetId").text();
      if (JsonRows.artifact(facts, asset).equals(path) && assetId != null) {
        return client.asset(runId, assetId);
      }
    }
    return null;
  }

  @Override
  public void close() {
    client.close();
  }
}
