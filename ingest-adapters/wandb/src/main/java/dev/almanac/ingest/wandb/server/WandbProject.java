package dev.almanac.ingest.wandb.server;

import dev.almanac.ingest.Problem;
import dev.almanac.ingest.RunListing;
import dev.almanac.ingest.RunSink;
import dev.almanac.ingest.RunSource;
import dev.almanac.ingest.SourceSpec;
import dev.almanac.ingest.model.RunEntry;
import dev.almanac.ingest.read.json.JsonText;
import dev.almanac.ingest.read.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The runs of one project of a W&B server. */
final class WandbProject implements RunSource {

  /** The option that holds a filter of runs in W&B's own language (JSON). */
  static final String FILTERS = "filters";

  /** Many runs are small: one batch spares commits. */
  private static final int RUNS_IN_BATCH = 50;

  private static final long ROWS_IN_BATCH = 500_000;

  private final SourceSpec spec;
  private final WandbPlace place;
  private final WandbApi api;
  private final JsonValue filters;
  private final LazyParquet parquet = new LazyParquet();
  private final PageSize runPages = new PageSize(1, 100, 200);
  private final PageSize otherPages = new PageSize(1, 200, 500);
  private final Map<String, String> sweeps = new HashMap<>();
  private final Map<String, Long> rows = new HashMap<>();
  private boolean sweepsKnown;

  WandbProject(SourceSpec spec, WandbPlace place, WandbKeys keys) throws IOException {
    this.spec = spec;
    this.place = place;
    this.filters = filters(spec);
    this.api = WandbApi.at(place.server(), spec.options(), keys);
  }

  private static JsonValue filters(SourceSpec spec) throws IOException {
    String text = spec.options().text(FILTERS);
    if (text == null) {
      return JsonValue.NULL;
    }
    try {
      JsonText.parse(text);
      return new JsonValue.Text(text);
    } catch (IOException malformed) {
      throw new IOException(
          "Cannot use the option filters: it is no JSON ("
              + String.valueOf(malformed.getMessage()).lines().findFirst().orElse("")
              + "); write it like {\"state\": \"finished\"}",
          malformed);
    }
  }

  static Map<String, JsonValue> variables(WandbPlace place) {
    Map<String, JsonValue> variables = new LinkedHashMap<>();
    variables.put("entity", WandbApi.text(place.entity()));
    variables.put("project", WandbApi.text(place.project()));
    return variables;
  }

  @Override
  public SourceSpec spec() {
    return spec;
  }

  @Override
  public RunListing list() throws IOException {
    sweepsKnown = false;
    readSweeps();
    rows.clear();
    Map<String, JsonValue> variables = variables(place);
    variables.put("filters", filters);
    Map<String, RunEntry> found = new LinkedHashMap<>();
    long[] count = {-1};
    api.eachNode(
        WandbQuery.RUNS,
        runPages,
        variables,
        List.of("project", "runs"),
        answer -> {
          Long runs = answer.get("project").get("runCount").integer();
          count[0] = answer.get("project").isNull() ? -2 : runs == null ? -1 : runs;
        },
        node -> {
          ServerRun run = new ServerRun(node);
          String fingerprint = run.fingerprint(sweeps.get(run.text("sweepName")));
          found.put(run.id(), new RunEntry(run.id(), fingerprint, run.isLive()));
          rows.put(run.id(), Math.max(run.historyRows(), 0));
        });
    if (count[0] == -2) {
      throw new IOException(
          "Cannot read "
              + place.location()
              + ": the server shows no such project; check entity, project and API key");
    }
    List<Problem> problems = new ArrayList<>();
    if (count[0] > found.size()) {
      problems.add(
          new Problem(
              Problem.Kind.TRUNCATED,
              null,
              "runs",
              -1,
              "The server counts " + count[0] + " runs and listed " + found.size(),
              null));
    }
    return new RunListing(List.copyOf(found.values()), problems);
  }

  private void readSweeps() throws IOException {
    if (sweepsKnown) {
      return;
    }
    sweeps.clear();
    try {
      api.eachNode(
          WandbQuery.SWEEPS,
          otherPages,
          variables(place),
          List.of("project", "sweeps"),
          answer -> {},
          node -> {
            String config = node.get("config").text();
            if (config != null) {
              sweeps.put(node.get("name").asText(), config);
            }
          });
    } catch (UnknownFieldException old) {
      // A server from before sweeps has none.
    }
    sweepsKnown = true;
  }

  @Override
  public List<List<RunEntry>> plan(List<RunEntry> wanted) {
    List<List<RunEntry>> batches = new ArrayList<>();
    List<RunEntry> batch = new ArrayList<>();
    long held = 0;
    for (RunEntry entry : wanted) {
      long more = rows.getOrDefault(entry.runId(), 0L);
      if (!batch.isEmpty() && (batch.size() == RUNS_IN_BATCH || held + more > ROWS_IN_BATCH)) {
        batches.add(batch);
        batch = new ArrayList<>();
        held = 0;
      }
      batch.add(entry);
      held += more;
    }
    if (!batch.isEmpty()) {
      batches.add(batch);
    }
    return batches;
  }

  @Override
  public void read(List<RunEntry> batch, RunSink sink) throws IOException {
    readSweeps();
    for (RunEntry entry : batch) {
      ServerRun described = describe(entry.runId());
      if (described != null) {
        reader(described, sink, sink.begin(described.facts(place))).read(null);
      }
    }
  }

  @Override
  public boolean resume(RunEntry entry, String cursor, RunSink sink) throws IOException {
    ReadCursor read = ReadCursor.parse(cursor);
    if (read == null) {
      return false;
    }
    readSweeps();
    ServerRun described = describe(entry.runId());
    if (described == null || !continues(described, read)) {
      return false;
    }
    reader(described, sink, sink.append(described.facts(place))).read(read);
    return true;
  }

  /** Rewound, forked or resumed runs, and edited configs, are read whole. */
  private static boolean continues(ServerRun described, ReadCursor read) throws IOException {
    Long last = described.lastStep();
    return described.settled().equals(read.settled())
        && described.historyRows() >= read.rows()
        && read.rows() > 0
        && last != null
        && (described.historyRows() == read.rows()
            ? last == read.nextStep() - 1
            : last >= read.nextStep());
  }

  private ServerRunReader reader(ServerRun described, RunSink sink, int handle) {
    String sweep = sweeps.get(described.text("sweepName"));
    return new ServerRunReader(api, parquet, place, described, sweep, sink, handle, otherPages);
  }

  private @Nullable ServerRun describe(String id) throws IOException {
    Map<String, JsonValue> variables = variables(place);
    variables.put("run", WandbApi.text(id));
    JsonValue node = api.ask(WandbQuery.RUN, variables).get("project").get("run");
    return node.isNull() ? null : new ServerRun(node);
  }

  @Override
  public @Nullable InputStream artifact(String runId, String path) throws IOException {
    Map<String, JsonValue> variables = variables(place);
    variables.put("run", WandbApi.text(runId));
    variables.put("names", new JsonValue.Array(List.of(new JsonValue.Text(path))));
    variables.put("after", JsonValue.NULL);
    JsonValue answer = api.askPage(WandbQuery.FILES, otherPages, variables);
    for (JsonValue edge : answer.get("project").get("run").get("files").get("edges").elements()) {
      String address = edge.get("node").get("url").text();
      if (path.equals(edge.get("node").get("name").text()) && address != null) {
        return new ByteArrayInputStream(api.content(URI.create(address)));
      }
    }
    return null;
  }

  @Override
  public void close() throws IOException {
    api.close();
    parquet.close();
  }
}
