package dev.almanac.ingest.comet;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.almanac.ingest.Problem;
import dev.almanac.ingest.model.Artifact;
import dev.almanac.ingest.read.json.JsonText;
import dev.almanac.ingest.read.json.JsonValue;
import dev.almanac.ingest.read.text.FileTexts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the messages of an offline experiment, one JSON object a line: those of today's clients,
 * and the {@code ws_msg} of the clients before 3.32, which may hold anything. Not safe for use by
 * several threads.
 */
final class MessageReader {

  /** Paths of what a message holds itself, and an archive has no file for. */
  static final String OUTPUT = "run/output.txt";

  static final String HTML = "run/experiment.html";
  static final String GRAPH = "run/graph_definition.txt";

  private final ExperimentFacts facts;
  private final ExperimentPoints points;
  private final PointFields point = new PointFields();
  private final String runId;
  private final Members members;
  private final Consumer<Problem> problems;
  private final Map<String, Long> unknown = new TreeMap<>();
  private final Map<String, Long> unknownFrom = new TreeMap<>();
  private long outputBytes = -1;

  /** What is known of the files that messages name. */
  interface Members {
    /** Returns a file's size; null if it is not there. */
    @Nullable Long size(String member);

    /** Returns a file's digest with its algorithm, or null. */
    @Nullable String digest(String member);

    /** Notes under which path a file is delivered. */
    void delivered(String path, String member);
  }

  MessageReader(
      String runId,
      ExperimentFacts facts,
      ExperimentPoints points,
      Members members,
      Consumer<Problem> problems) {
    this.runId = runId;
    this.facts = facts;
    this.points = points;
    this.members = members;
    this.problems = problems;
  }

  /**
   * Reads one line.
   *
   * @throws IOException if it is no message
   */
  void read(byte[] bytes, int from, int to, String location, long line) throws IOException {
    if (isPoint(bytes, from, to)) {
      points.add(point, location, line);
      return;
    }
    JsonValue message = JsonText.parse(bytes, from, to);
    String type = message.get("type").text();
    if (type == null || message.get("payload").isNull()) {
      throw new IOException("it is no message: type or payload is missing");
    }
    take(type, message.get("payload"), line);
  }

  /** Reads a message of one point without an object for it; false if it is another message. */
  private boolean isPoint(byte[] bytes, int from, int to) throws IOException {
    point.clear();
    try (JsonParser parser = JsonText.factory().createParser(bytes, from, to - from)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return false;
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String field = parser.currentName();
        JsonToken token = parser.nextToken();
        boolean ours =
            switch (field) {
              case "payload" -> token == JsonToken.START_OBJECT && isPoint(parser);
              case "type" -> token == JsonToken.VALUE_STRING;
              default -> false;
            };
        if (!ours) {
          return false;
        }
      }
      return parser.currentToken() == JsonToken.END_OBJECT
          && parser.nextToken() == null
          && point.isComplete();
    }
  }

  private boolean isPoint(JsonParser parser) throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String field = parser.currentName();
      JsonToken token = parser.nextToken();
      if (field.equals("metric") && token == JsonToken.START_OBJECT) {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          String inner = parser.currentName();
          parser.nextToken();
          if (!point.take(inner, parser)) {
            return false;
          }
        }
      } else if (!point.take(field, parser)) {
        return false;
      }
    }
    return true;
  }

  private void take(String type, JsonValue payload, long line) throws IOException {
    String context = contextOf(payload);
    switch (type) {
      case "parameter_msg" -> params(payload, context);
      case "log_other" -> facts.other(payload.get("key").asText(), payload.get("value"));
      case "system_info" -> systemInfo(payload.get("system_info"));
      case "log_dependency" -> dependency(payload);
      case "system_details" -> SystemDetails.details(facts, payload);
      case "cloud_details" -> SystemDetails.cloud(facts, payload);
      case "git_metadata" -> SystemDetails.git(facts, payload.get("git_metadata"));
      case "installed_packages" -> SystemDetails.packages(facts, payload.get("installed_packages"));
      case "os_packages" -> SystemDetails.osPackages(facts, payload.get("os_packages"));
      case "gpu_static_info" -> SystemDetails.gpus(facts, payload.get("gpu_static_info"));
      case "standard_output" -> output(payload.get("output"));
      case "file_upload" -> file(payload);
      case "remote_file" -> remoteFile(payload);
      case "remote_model" -> remoteModel(payload);
      case "register_model" -> registeredModel(payload);
      case "cloud_3d", "cloud3d", "3d-cloud", "3d_cloud" -> items(payload);
      case "file_name" -> facts.fact("code", "file", payload.get("file_name"));
      case "html" -> text(HTML, "html", payload.get("html"));
      case "htmlOverride" -> text(HTML, "html", payload.get("htmlOverride"));
      case "graph" -> text(GRAPH, "graph", payload.get("graph"));
      case "ws_msg" -> legacy(payload, context, line);
      case "metric_msg" -> throw new IOException("it is a metric without a name");
      default -> {
        if (payload.get("items").elements().isEmpty()) {
          noteUnknown("type " + type, line);
        } else {
          items(payload);
        }
      }
    }
  }

  private static String contextOf(JsonValue payload) {
    String context = payload.get("context").text();
    return context == null ? "" : context;
  }

  private void params(JsonValue payload, String context) {
    for (String form : new String[] {"param", "params"}) {
      JsonValue param = payload.get(form);
      if (!param.isNull()) {
        facts.typedParam(context, param.get("paramName").asText(), param.get("paramValue"));
      }
    }
  }

  private void systemInfo(JsonValue info) {
    facts.fact("system_info", info.get("key").asText(), info.get("value").asText());
  }

  private void dependency(JsonValue dependency) {
    facts.fact("package", dependency.get("name").asText(), dependency.get("version").asText());
  }

  private void output(JsonValue text) {
    String written = text.text();
    if (written != null) {
      outputBytes = Math.max(outputBytes, 0) + written.getBytes(StandardCharsets.UTF_8).length;
    }
  }

  private void text(String path, String kind, JsonValue content) {
    String text = content.text();
    if (text != null) {
      long size = text.getBytes(StandardCharsets.UTF_8).length;
      facts.replaceArtifact(new Artifact(path, kind, size, null, null));
    }
  }

  private void file(JsonValue payload) {
    JsonValue more = payload.get("additional_params");
    String member = payload.get("file_path").asText();
    member = member.substring(member.lastIndexOf('/') + 1);
    Long size = members.size(member);
    String fileName = CometMapping.text(more.get("fileName"));
    String kind = kindOf(payload, more);
    String path =
        deliver(
            more, fileName == null ? member : fileName, kind, size, members.digest(member), null);
    members.delivered(path, member);
    if (size == null) {
      problems.accept(
          new Problem(
              Problem.Kind.CORRUPT,
              runId,
              "messages.json",
              -1,
              "the file of the asset " + path + " is missing; the asset is listed without a size",
              member));
    }
  }

  private void remoteFile(JsonValue payload) {
    JsonValue more = payload.get("additional_params");
    String uri = CometMapping.withoutUser(payload.get("remote_uri").asText());
    String fileName = CometMapping.text(more.get("fileName"));
    String last = uri.substring(uri.lastIndexOf('/') + 1);
    deliver(more, fileName == null ? last : fileName, kindOf(payload, more), null, null, uri);
  }

  private static String kindOf(JsonValue payload, JsonValue more) {
    String type = CometMapping.text(payload.get("upload_type"));
    String other = CometMapping.text(more.get("type"));
    return type != null ? type : other != null ? other : "asset";
  }

  private String deliver(
      JsonValue more,
      String fileName,
      String kind,
      @Nullable Long size,
      @Nullable String digest,
      @Nullable String uri) {
    String model = CometMapping.text(more.get("groupingName"));
    String path = CometMapping.path(model == null ? fileName : model + "/" + fileName);
    JsonValue step = more.get("step");
    return facts.artifact(
        new Artifact(path, kind, size, digest, uri),
        step.isNull() ? null : step.asText(),
        more.get("assetId").text());
  }

  private void remoteModel(JsonValue payload) {
    String model = payload.get("model_name").asText();
    for (JsonValue asset : payload.get("remote_assets").elements()) {
      String uri = CometMapping.text(asset.get("remote_uri"));
      String fileName = CometMapping.text(asset.get("fileName"));
      String last = uri == null ? "model" : uri.substring(uri.lastIndexOf('/') + 1);
      facts.artifact(
          new Artifact(
              CometMapping.path(model + "/" + (fileName == null ? last : fileName)),
              "model-element",
              null,
              null,
              uri == null ? null : CometMapping.withoutUser(uri)),
          null,
          asset.get("assetId").text());
    }
  }

  private void registeredModel(JsonValue payload) {
    String version = CometMapping.text(payload.get("version"));
    String registry = payload.get("registry_name").asText();
    facts.madeModel(version == null ? registry : registry + ":" + version);
    for (String field : new String[] {"model_name", "description", "comment", "status"}) {
      facts.fact("model", registry + "." + field, payload.get(field));
    }
    for (String field : new String[] {"tags", "stages", "metadata"}) {
      JsonValue value = payload.get(field);
      if (!value.elements().isEmpty() || !value.entries().isEmpty()) {
        facts.fact("model", registry + "." + field, value.toJson());
      }
    }
  }

  /** Several files that belong together: 3D clouds and their boxes. */
  private void items(JsonValue payload) {
    String name = payload.get("name").asText();
    for (JsonValue item : payload.get("items").elements()) {
      String member = item.get("file_path").asText();
      member = member.substring(member.lastIndexOf('/') + 1);
      String path =
          facts.artifact(
              new Artifact(
                  CometMapping.path(name + "/" + item.get("file_name").asText()),
                  item.get("type").isNull() ? "asset" : item.get("type").asText(),
                  members.size(member),
                  members.digest(member),
                  null),
              payload.get("step").isNull() ? null : payload.get("step").asText(),
              payload.get("asset_id").text());
      members.delivered(path, member);
    }
  }

  private void legacy(JsonValue payload, String context, long line) throws IOException {
    params(payload, context);
    boolean output = !payload.get("stdout").isNull();
    for (Map.Entry<String, JsonValue> field : payload.entries().entrySet()) {
      JsonValue value = field.getValue();
      if (value.isNull()) {
        continue;
      }
      switch (field.getKey()) {
        case "context", "local_timestamp", "offset", "message_id", "param", "params" -> {}
        case "stderr" -> {
          if (!output) {
            output(value);
          }
        }
        case "stdout" -> output(value);
        case "metric" -> legacyPoint(value, payload, line);
        case "log_other" -> facts.other(value.get("key").asText(), value.get("val"));
        case "log_system_info" -> systemInfo(value);
        case "log_dependency" -> dependency(value);
        case "env_details" -> SystemDetails.details(facts, value);
        case "git_meta" -> SystemDetails.git(facts, value);
        case "installed_packages" -> SystemDetails.packages(facts, value);
        case "os_packages" -> SystemDetails.osPackages(facts, value);
        case "gpu_static_info" -> SystemDetails.gpus(facts, value);
        case "fileName" -> facts.fact("code", "file", value);
        case "html", "htmlOverride" -> text(HTML, "html", value);
        case "graph" -> text(GRAPH, "graph", value);
        case "code" -> text("run/script.py", "source_code", value);
        default -> noteUnknown("ws_msg field " + field.getKey(), line);
      }
    }
  }

  /** A point beside other fields in one message; rare, so it is written again as a message. */
  private void legacyPoint(JsonValue metric, JsonValue payload, long line) throws IOException {
    Map<String, JsonValue> fields = new TreeMap<>();
    fields.put("metric", metric);
    fields.put("context", payload.get("context"));
    fields.put("local_timestamp", payload.get("local_timestamp"));
    byte[] alone =
        new JsonValue.Obj(Map.of("payload", new JsonValue.Obj(fields)))
            .toJson()
            .getBytes(StandardCharsets.UTF_8);
    if (!isPoint(alone, 0, alone.length)) {
      throw new IOException("its metric is not understood");
    }
    points.add(point, "messages.json", line);
  }

  private void noteUnknown(String what, long line) {
    unknown.merge(what, 1L, Long::sum);
    unknownFrom.putIfAbsent(what, line);
  }

  /** Tells what was written to the console, and which messages are not known here. */
  void finish() {
    if (outputBytes >= 0) {
      facts.replaceArtifact(new Artifact(OUTPUT, "log", outputBytes, null, null));
    }
    unknown.forEach(
        (what, count) ->
            problems.accept(
                new Problem(
                    Problem.Kind.UNSUPPORTED,
                    runId,
                    "messages.json",
                    unknownFrom.getOrDefault(what, -1L),
                    count + " messages with " + what + " are not known to this version",
                    null)));
  }

  /** Says that a line could not be read. */
  void corrupt(byte[] raw, String location, long line, IOException why) {
    problems.accept(
        new Problem(
            Problem.Kind.CORRUPT,
            runId,
            location,
            line,
            "Cannot read the message: " + firstLine(FileTexts.reason(why)),
            FileTexts.text(raw)));
  }

  /** Jackson shows where in the text it is, on further lines. */
  static String firstLine(String reason) {
    return reason.lines().findFirst().orElse("");
  }
}
