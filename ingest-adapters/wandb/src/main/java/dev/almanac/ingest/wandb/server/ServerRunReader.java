package dev.almanac.ingest.wandb.server;

import dev.almanac.ingest.Problem;
import dev.almanac.ingest.RunSink;
import dev.almanac.ingest.model.Artifact;
import dev.almanac.ingest.model.DatasetUse;
import dev.almanac.ingest.model.LineageEdge;
import dev.almanac.ingest.read.json.JsonText;
import dev.almanac.ingest.read.json.JsonValue;
import dev.almanac.ingest.read.text.FileTexts;
import dev.almanac.ingest.wandb.DeliveredRun;
import dev.almanac.ingest.wandb.SweepDefinition;
import dev.almanac.ingest.wandb.WandbConfig;
import dev.almanac.ingest.wandb.WandbEnvironment;
import dev.almanac.ingest.wandb.WandbHistory;
import dev.almanac.ingest.wandb.WandbMetricDefinitions;
import dev.almanac.ingest.wandb.WandbSummary;
import dev.almanac.ingest.wandb.WandbSweep;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one run of a server into the sink. */
final class ServerRunReader {

  /** Most rows of system metrics that are asked for where the server does not say how many. */
  private static final long EVENTS = 100_000;

  private static final String METADATA = "wandb-metadata.json";
  private static final String REQUIREMENTS = "requirements.txt";

  private final WandbApi api;
  private final LazyParquet parquet;
  private final WandbPlace place;
  private final ServerRun described;
  private final @Nullable String sweepConfig;
  private final DeliveredRun run;
  private final Map<String, JsonValue> variables;
  private final PageSize pages;

  ServerRunReader(
      WandbApi api,
      LazyParquet parquet,
      WandbPlace place,
      ServerRun described,
      @Nullable String sweepConfig,
      RunSink sink,
      int handle,
      PageSize pages) {
    this.api = api;
    this.parquet = parquet;
    this.place = place;
    this.described = described;
    this.sweepConfig = sweepConfig;
    this.run = new DeliveredRun(sink, handle, described.id(), "runs/" + described.id());
    this.variables = new LinkedHashMap<>(WandbProject.variables(place));
    this.variables.put("run", WandbApi.text(described.id()));
    this.pages = pages;
  }

  /**
   * Delivers everything, points from a cursor on.
   *
   * @param cursor how far the run was read before, or null
   */
  void read(@Nullable ReadCursor cursor) throws IOException {
    for (String field : described.unreadableTimes()) {
      run.problem(
          Problem.Kind.ALTERED, "The time " + field + " cannot be read", described.text(field));
    }
    run.identity(String.valueOf(place.project()), described.id());
    WandbMetricDefinitions definitions = new WandbMetricDefinitions();
    config(definitions);
    HistoryRows rows =
        new HistoryReader(api, parquet, variables, described, run)
            .read(cursor == null ? 0 : cursor.nextStep());
    checkRows(rows.rows() + (cursor == null ? 0 : cursor.rows()));
    long events = events(cursor == null ? Long.MIN_VALUE : cursor.eventMicros());
    try {
      WandbSummary.deliver(described.summary(), definitions, run);
    } catch (IOException malformed) {
      run.problem(Problem.Kind.CORRUPT, FileTexts.reason(malformed), null);
    }
    definitions.deliver(run);
    files();
    artifacts(WandbQuery.OUTPUT_ARTIFACTS);
    artifacts(WandbQuery.INPUT_ARTIFACTS);
    long nextStep = Math.max(rows.lastStep() + 1, cursor == null ? 0 : cursor.nextStep());
    long allRows = rows.rows() + (cursor == null ? 0 : cursor.rows());
    run.sink()
        .cursor(
            run.handle(), new ReadCursor(allRows, nextStep, events, described.settled()).text());
  }

  private void config(WandbMetricDefinitions definitions) {
    described.tags().forEach(tag -> run.tag(tag, ""));
    String sweep = described.text("sweepName");
    if (!sweep.isEmpty() && !described.text("group").isEmpty()) {
      run.tag("group", described.text("group"));
    }
    run.environment("git", "commit", described.text("commit"));
    Map<String, JsonValue> config = Map.of();
    try {
      config = WandbConfig.values(described.config());
    } catch (IOException malformed) {
      run.problem(
          Problem.Kind.CORRUPT, FileTexts.reason(malformed), described.node().get("config").text());
    }
    JsonValue internal = config.getOrDefault(WandbConfig.INTERNAL, JsonValue.NULL);
    definitions.addAll(internal.get("m"));
    WandbConfig.deliver(config, swept(config, definitions), run);
    internal.get("e").entries().values().forEach(one -> WandbEnvironment.metadata(one, run));
    WandbEnvironment.internal(internal, run);
  }

  /** Delivers the sweep and returns the keys of the config that it chose. */
  private Set<String> swept(Map<String, JsonValue> config, WandbMetricDefinitions definitions) {
    if (sweepConfig != null) {
      try {
        SweepDefinition sweep = SweepDefinition.parse(sweepConfig);
        WandbSweep.deliver(sweep, definitions, run);
        if (sweep.name() != null) {
          run.tag("sweep.name", sweep.name());
        }
        return sweep.dimensions().stream()
            .map(each -> each.key().split("\\.")[0])
            .collect(java.util.stream.Collectors.toSet());
      } catch (IOException malformed) {
        run.problem(
            Problem.Kind.CORRUPT,
            "The definition of the sweep is no YAML: " + FileTexts.reason(malformed),
            sweepConfig);
      }
    }
    JsonValue whole = new JsonValue.Obj(config);
    if (WandbSweep.isDefinition(whole)) {
      WandbSweep.deliver(whole, definitions, run);
    }
    return Set.of();
  }

  private void checkRows(long read) {
    long wanted = described.historyRows();
    if (wanted >= 0 && read < wanted) {
      run.problem(
          Problem.Kind.ALTERED,
          "The server counts "
              + wanted
              + " rows of history and gave "
              + read
              + ": rows of one step were merged, rewound, or are lost there",
          null);
    }
  }

  /** Delivers system metrics later than a time, and returns the time of the last. */
  private long events(long after) throws IOException {
    long count = described.eventRows();
    if (count == 0) {
      return after;
    }
    WandbHistory history = new WandbHistory(run);
    long[] last = {after};
    Map<String, JsonValue> all = new LinkedHashMap<>(variables);
    all.put(
        "samples",
        WandbApi.number(count < 0 ? EVENTS : Math.min(Integer.MAX_VALUE, count + 1_000)));
    int given =
        api.askRows(
            WandbQuery.EVENTS,
            "events",
            null,
            all,
            (answer, start, end) -> {
              JsonValue row = row(answer, start, end);
              long time = WandbHistory.micros(row.get(WandbHistory.TIMESTAMP).number());
              if (time > after || time == RunSink.NO_TIME) {
                history.systemRow(row);
                last[0] = Math.max(last[0], time);
              }
            });
    if (count < 0 ? given >= EVENTS : given < count) {
      run.problem(
          Problem.Kind.ALTERED,
          "The server gave " + given + " rows of system metrics of " + (count < 0 ? "more" : count),
          null);
    }
    return last[0];
  }

  private JsonValue row(byte[] answer, int start, int end) {
    try {
      JsonValue row = JsonText.parse(answer, start, end);
      String text = row.text();
      return text == null ? row : JsonText.parse(text);
    } catch (IOException malformed) {
      int length = Math.min(end - start, Problem.MAX_RAW);
      run.problem(
          Problem.Kind.CORRUPT,
          "A row of system metrics is no JSON",
          new String(answer, start, length, StandardCharsets.UTF_8));
      return JsonValue.NULL;
    }
  }

  private void files() throws IOException {
    if (described.files() == 0) {
      return;
    }
    boolean described = run.hasEnvironment("os");
    Map<String, JsonValue> all = new LinkedHashMap<>(variables);
    all.put("names", new JsonValue.Array(List.of()));
    Map<String, String> wanted = new LinkedHashMap<>();
    api.eachNode(
        WandbQuery.FILES,
        pages,
        all,
        List.of("project", "run", "files"),
        answer -> {},
        file -> {
          String name = file.get("name").asText();
          run.artifact(
              new Artifact(
                  name,
                  kind(name),
                  file.get("sizeBytes").integer(),
                  digest(file.get("md5").text()),
                  place.page(this.described.id()) + "/files/" + name.replace(" ", "%20")));
          boolean needed = name.equals(REQUIREMENTS) || name.equals(METADATA) && !described;
          if (needed && file.get("url").text() != null) {
            wanted.put(name, file.get("url").asText());
          }
        });
    for (Map.Entry<String, String> file : wanted.entrySet()) {
      content(file.getKey(), file.getValue());
    }
  }

  private void content(String name, String address) {
    try {
      byte[] content = api.content(URI.create(address));
      if (name.equals(METADATA)) {
        WandbEnvironment.metadata(JsonText.parse(content), run);
      } else {
        WandbEnvironment.requirements(new String(content, StandardCharsets.UTF_8), run);
      }
    } catch (IOException | IllegalArgumentException unreadable) {
      run.problem(
          Problem.Kind.CORRUPT,
          "The file " + name + " cannot be read: " + unreadable.getClass().getSimpleName(),
          null);
    }
  }

  /** The server gives digests in base64. */
  private static @Nullable String digest(@Nullable String md5) {
    if (md5 == null || md5.isEmpty()) {
      return null;
    }
    try {
      return "md5:" + HexFormat.of().formatHex(Base64.getDecoder().decode(md5));
    } catch (IllegalArgumentException noBase64) {
      return "md5:" + md5;
    }
  }

  private static String kind(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.endsWith(".table.json")) {
      return "table";
    }
    if (lower.matches(".*\\.(png|jpe?g|gif|bmp|webp|svg)")) {
      return "image";
    }
    if (lower.equals("output.log") || lower.endsWith(".log")) {
      return "log";
    }
    return lower.endsWith(".html") ? "html" : "file";
  }

  private void artifacts(WandbQuery query) throws IOException {
    boolean isOutput = query == WandbQuery.OUTPUT_ARTIFACTS;
    try {
      api.eachNode(
          query,
          pages,
          variables,
          List.of("project", "run", "artifacts"),
          answer -> {},
          node -> artifact(node, isOutput));
    } catch (UnknownFieldException old) {
      // A server from before artifacts.
    }
  }

  private void artifact(JsonValue node, boolean isOutput) {
    JsonValue sequence = node.get("artifactSequence");
    String type = node.get("artifactType").get("name").asText();
    String name = sequence.get("name").asText() + ":v" + node.get("versionIndex").asText();
    String project = sequence.get("project").get("name").text();
    String entity = sequence.get("project").get("entity").get("name").text();
    String full =
        (entity == null ? place.entity() : entity)
            + "/"
            + (project == null ? place.project() : project)
            + "/"
            + name;
    String digest = node.get("digest").text();
    run.lineage(
        new LineageEdge(
            isOutput ? LineageEdge.Relation.OUTPUT : LineageEdge.Relation.INPUT, full, null));
    if (isOutput) {
      run.artifact(
          new Artifact(
              "artifact/" + type + "/" + name,
              type,
              node.get("size").integer(),
              digest == null ? null : "wandb:" + digest,
              "wandb-artifact:///" + full));
    } else if (type.equals("dataset")) {
      run.dataset(
          new DatasetUse(
              sequence.get("name").asText(),
              digest == null ? null : "wandb:" + digest,
              null,
              "wandb-artifact:///" + full));
    }
  }
}
