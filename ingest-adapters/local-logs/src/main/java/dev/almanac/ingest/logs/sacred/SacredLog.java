package dev.almanac.ingest.logs.sacred;

import dev.almanac.ingest.MetricKind;
import dev.almanac.ingest.ParamOrigin;
import dev.almanac.ingest.Problem;
import dev.almanac.ingest.logs.Log;
import dev.almanac.ingest.logs.RunLog;
import dev.almanac.ingest.logs.facts.DocumentParams;
import dev.almanac.ingest.logs.facts.IsoTimes;
import dev.almanac.ingest.logs.facts.LogFiles;
import dev.almanac.ingest.model.DatasetUse;
import dev.almanac.ingest.model.RunStatus;
import dev.almanac.ingest.read.json.JsonValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One run of Sacred. Its times are UTC without saying so ({@code datetime.utcnow()}). */
final class SacredLog implements Log {

  /** Sacred's statuses; an exception may bring its own, and then the run failed by it. */
  private static final Map<String, RunStatus> STATUSES =
      Map.of(
          "QUEUED", RunStatus.SCHEDULED,
          "RUNNING", RunStatus.RUNNING,
          "COMPLETED", RunStatus.FINISHED,
          "INTERRUPTED", RunStatus.KILLED,
          "TIMEOUT", RunStatus.KILLED,
          "FAILED", RunStatus.FAILED);

  private static final Set<String> OWN_FILES =
      Set.of(SacredFormat.RUN, SacredFormat.CONFIG, SacredFormat.INFO, SacredFormat.METRICS);

  private static final Pattern STORED = Pattern.compile("_([0-9a-f]{32})(\\.[^./\\\\]*)?$");

  private final Path folder;
  private final List<String> names;

  SacredLog(Path folder, List<String> names) {
    this.folder = folder;
    this.names = names;
  }

  @Override
  public Role role() {
    return Role.RUN;
  }

  @Override
  public Path folder() {
    return folder;
  }

  @Override
  public List<Path> files() {
    return names.stream().map(folder::resolve).toList();
  }

  /** Its own metrics have times, and more digits than events; the lists of PyMARL have none. */
  @Override
  public boolean tellsTimes() {
    return LogFiles.head(folder.resolve(SacredFormat.METRICS), 64).contains("\"");
  }

  @Override
  public boolean isLive() {
    return "RUNNING".equals(LogFiles.topText(folder.resolve(SacredFormat.RUN), "status"));
  }

  @Override
  public void read(RunLog out) throws IOException {
    JsonValue run = LogFiles.json(folder.resolve(SacredFormat.RUN), out);
    String status = run.get("status").text();
    params(run, out);
    if (status != null) {
      out.status(STATUSES.getOrDefault(status, RunStatus.FAILED));
      if (!STATUSES.containsKey(status)) {
        out.tag("sacred.status", status);
      }
    }
    facts(run, out);
    environment(run, out);
    boolean isLive = "RUNNING".equals(status);
    SacredSeries series = new SacredSeries(out);
    read(SacredFormat.METRICS, isLive, series::metrics, out);
    read(SacredFormat.INFO, isLive, series::info, out);
  }

  private interface Reader {
    void read(Path file) throws IOException;
  }

  /** A file that Sacred rewrites whole may be caught in the middle while the run is live. */
  private void read(String name, boolean isLive, Reader reader, RunLog out) {
    Path file = folder.resolve(name);
    if (!Files.exists(file)) {
      return;
    }
    try {
      reader.read(file);
    } catch (IOException unreadable) {
      if (isLive) {
        out.problem(
            Problem.Kind.TRUNCATED, file, -1, "It is being rewritten while the run goes on", null);
      } else {
        LogFiles.tell(file, unreadable, out);
      }
    }
  }

  private void params(JsonValue run, RunLog out) {
    JsonValue config = Jsonpickle.plain(LogFiles.json(folder.resolve(SacredFormat.CONFIG), out));
    DocumentParams logged = new DocumentParams(out, ".", ParamOrigin.LOGGED);
    Jsonpickle.plain(run.get("meta").get("config_updates"))
        .entries()
        .forEach(
            (key, value) -> {
              boolean isLeaf = value.entries().isEmpty();
              logged.put(key, isLeaf ? config.entries().getOrDefault(key, value) : value);
            });
    new DocumentParams(out, ".", ParamOrigin.CONFIG).all(config);
  }

  private void facts(JsonValue run, RunLog out) {
    Path name = folder.getFileName();
    out.trackerRunId(name == null ? null : name.toString());
    String experiment = run.get("experiment").get("name").text();
    out.project(experiment, experiment);
    String started = run.get("start_time").text();
    out.startedAt(
        IsoTimes.instant(started == null ? run.get("queue_time").text() : started, ZoneOffset.UTC));
    out.endedAt(IsoTimes.instant(run.get("stop_time").text(), ZoneOffset.UTC));
    out.description(run.get("meta").get("comment").text());
    if (!run.get("heartbeat").isNull()) {
      out.tag("sacred.heartbeat", run.get("heartbeat").asText());
    }
    result(Jsonpickle.plain(run.get("result")), out);
    if (!run.get("fail_trace").elements().isEmpty()) {
      StringBuilder trace = new StringBuilder();
      run.get("fail_trace").elements().forEach(line -> trace.append(line.asText()));
      out.tag("sacred.fail_trace", trace.toString());
    }
    run.get("meta")
        .get("options")
        .entries()
        .forEach(
            (option, value) -> {
              if (!value.isNull() && !value.equals(new JsonValue.Bool(false))) {
                out.tag("sacred.option." + option, value.asText());
              }
            });
    files(run, out);
  }

  private static void result(JsonValue result, RunLog out) {
    if (result instanceof JsonValue.Num number) {
      out.reported(MetricKind.METRIC, "result", number.value());
    } else if (!result.isNull()) {
      out.tag("sacred.result", result.asText());
    }
  }

  private void files(JsonValue run, RunLog out) {
    for (JsonValue artifact : run.get("artifacts").elements()) {
      String path = artifact.text() == null ? artifact.get("name").text() : artifact.text();
      if (path != null && !OWN_FILES.contains(path)) {
        LogFiles.artifact(out, folder, path, "file");
      }
    }
    LogFiles.artifact(out, folder, SacredFormat.OUTPUT, "file");
    for (JsonValue resource : run.get("resources").elements()) {
      List<JsonValue> pair = resource.elements();
      if (!pair.isEmpty()) {
        String stored = pair.size() > 1 ? pair.get(1).asText() : null;
        out.dataset(new DatasetUse(pair.get(0).asText(), digest(stored), "resource", stored));
      }
    }
  }

  private static @Nullable String digest(@Nullable String stored) {
    Matcher matcher = STORED.matcher(stored == null ? "" : stored);
    return matcher.find() ? "md5:" + matcher.group(1) : null;
  }

  private static void environment(JsonValue run, RunLog out) {
    JsonValue experiment = run.get("experiment");
    for (JsonValue dependency : experiment.get("dependencies").elements()) {
      String text = dependency.asText();
      int equals = text.indexOf("==");
      out.environment(
          "package",
          equals < 0 ? text : text.substring(0, equals),
          equals < 0 ? "" : text.substring(equals + 2));
    }
    for (JsonValue repository : experiment.get("repositories").elements()) {
      repository.entries().forEach((key, value) -> out.environment("git", key, value.asText()));
    }
    for (JsonValue source : experiment.get("sources").elements()) {
      List<JsonValue> pair = source.elements();
      if (pair.size() == 2) {
        out.environment("code", pair.get(0).asText(), pair.get(1).asText());
      }
    }
    say(out, "command", "mainfile", experiment.get("mainfile"));
    say(out, "command", "base_dir", experiment.get("base_dir"));
    say(out, "command", "command", run.get("command"));
    JsonValue host = run.get("host");
    say(out, "host", "name", host.get("hostname"));
    say(out, "hardware", "cpu", host.get("cpu"));
    say(out, "hardware", "gpus", host.get("gpus"));
    say(out, "python", "version", host.get("python_version"));
    List<JsonValue> system = host.get("os").elements();
    say(out, "os", "name", system.isEmpty() ? host.get("os") : system.get(0));
    if (system.size() > 1) {
      say(out, "os", "version", system.get(1));
    }
    host.get("ENV").entries().forEach((key, value) -> say(out, "env", key, value));
  }

  private static void say(RunLog out, String kind, String key, JsonValue value) {
    if (!value.isNull()) {
      out.environment(kind, key, value.asText());
    }
  }
}
