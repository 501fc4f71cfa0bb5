package dev.almanac.ingest.wandb.server;

import static dev.almanac.ingest.wandb.server.StandInStore.number;
import static dev.almanac.ingest.wandb.server.StandInStore.text;

import dev.almanac.ingest.read.json.JsonText;
import dev.almanac.ingest.read.json.JsonValue;
import dev.almanac.ingest.wandb.server.GraphQlDocument.Node;
import dev.almanac.ingest.wandb.server.GraphQlDocument.Refused;
import dev.almanac.ingest.wandb.server.StandInFaults.Habit;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A run of the stand-in. */
final class StandInRun implements Node {

  private static final Pattern TIME = Pattern.compile("createdAt|heartbeatAt");

  private final StandInStore store;
  private final StandInFaults faults;
  private final URI base;
  private final StandInSchema schema;
  private final String entity;
  private final String project;
  private final Path folder;
  private final Map<String, JsonValue> facts;

  StandInRun(
      StandInStore store,
      StandInFaults faults,
      URI base,
      StandInSchema schema,
      String entity,
      String project,
      Path folder) {
    this.store = store;
    this.faults = faults;
    this.base = base;
    this.schema = schema;
    this.entity = entity;
    this.project = project;
    this.folder = folder;
    this.facts = store.read(folder.resolve("run.json"));
  }

  private String name() {
    return folder.getFileName().toString();
  }

  private JsonValue fact(String name) {
    return facts.getOrDefault(name, JsonValue.NULL);
  }

  @Override
  public @Nullable Object field(String name, Map<String, JsonValue> arguments) {
    return switch (name) {
      case "__typename" -> text("Run");
      case "id" -> text("UnVuOnYxOg" + name());
      case "name" -> text(name());
      case "projectId" -> store.read(folder.resolve("../../project.json")).get("internalId");
      case "tags" -> fact("tags").isNull() ? new JsonValue.Array(List.of()) : fact("tags");
      case "displayName", "sweepName", "state", "group", "jobType", "commit", "notes", "host" ->
          fact(name);
      case "description" -> fact("notes");
      case "createdAt", "heartbeatAt" -> time(fact(name));
      case "readOnly", "stopped" -> new JsonValue.Bool(false);
      case "user" -> schema.viewer();
      case "project" -> schema.project(entity, project);
      case "config" -> fact("config").isNull() ? text("{}") : fact("config");
      case "systemMetrics" -> text("{}");
      case "summaryMetrics" -> text(StandInSchema.utf8(folder.resolve("wandb-summary.json")));
      case "wandbConfig" -> text("{}");
      case "historyLineCount" -> count(history().size());
      case "eventsLineCount" -> newer(name, count(events().size()));
      case "logLineCount" -> newer(name, count(lines("output.log")));
      case "historyTail" -> tail(history());
      case "eventsTail" -> tail(events());
      case "historyKeys" -> historyKeys();
      case "history" -> rows(arguments);
      case "events" -> events(arguments);
      case "sampledHistory" -> sampled(arguments);
      case "parquetHistory" -> newer(name, parquet());
      case "fileCount" -> newer(name, number(store.filesBelow(folder.resolve("files")).size()));
      case "files" -> files(arguments);
      case "outputArtifacts" ->
          newer(
              name,
              StandInSchema.pageOf(
                  schema.artifacts(entity, project, name(), "producers"), arguments));
      case "inputArtifacts" ->
          newer(
              name,
              StandInSchema.pageOf(schema.artifacts(entity, project, name(), "users"), arguments));
      default -> throw new Refused("Cannot query field \"" + name + "\" on type \"Run\".");
    };
  }

  private <T> T newer(String field, T value) {
    if (faults.has(Habit.OLD_SCHEMA)) {
      throw new Refused("Cannot query field \"" + field + "\" on type \"Run\".");
    }
    return value;
  }

  private JsonValue time(JsonValue time) {
    String text = time.text();
    return text != null && faults.has(Habit.TIMES_WITHOUT_ZONE)
        ? text(text.replace("Z", ""))
        : time;
  }

  private JsonValue count(long count) {
    return faults.has(Habit.COUNTS_AS_TEXT) ? text(Long.toString(count)) : number(count);
  }

  private List<StandInStore.Line> history() {
    return store.lines(folder.resolve("wandb-history.jsonl"));
  }

  private List<StandInStore.Line> events() {
    return store.lines(folder.resolve("wandb-events.jsonl"));
  }

  private long lines(String stream) {
    try {
      Path file = folder.resolve(stream);
      return Files.exists(file) ? Files.readAllLines(file).size() : 0;
    } catch (IOException unreadable) {
      return 0;
    }
  }

  private static JsonValue tail(List<StandInStore.Line> lines) {
    List<JsonValue> last =
        lines.isEmpty() ? List.of() : List.of(text(lines.get(lines.size() - 1).text()));
    return text(new JsonValue.Array(last).toJson());
  }

  private JsonValue historyKeys() {
    double last = -1;
    Map<String, JsonValue> keys = new LinkedHashMap<>();
    for (StandInStore.Line line : history()) {
      last = Math.max(last, line.step());
    }
    if (!history().isEmpty()) {
      for (String key : parse(history().get(0).text()).entries().keySet()) {
        keys.put(key, new JsonValue.Obj(Map.of("monotonic", new JsonValue.Bool(false))));
      }
    }
    return new JsonValue.Obj(
        Map.of(
            "lastStep",
            number((long) last),
            "sets",
            new JsonValue.Array(List.of()),
            "keys",
            new JsonValue.Obj(keys)));
  }

  private List<JsonValue> rows(Map<String, JsonValue> arguments) {
    Long from = arguments.getOrDefault("minStep", number(0)).integer();
    Long to = arguments.getOrDefault("maxStep", number(Long.MAX_VALUE)).integer();
    if (from == null || to == null) {
      throw new Refused("Int64 wanted");
    }
    if (faults.has(Habit.SMALL_HISTORY_PAGES) && to - from > StandInFaults.MOST_STEPS) {
      throw new StandInSchema.Overload(500);
    }
    List<StandInStore.Line> found =
        history().stream().filter(line -> line.step() >= from && line.step() < to).toList();
    return sample(found, arguments).stream().<JsonValue>map(line -> text(spelled(line))).toList();
  }

  private List<JsonValue> events(Map<String, JsonValue> arguments) {
    return sample(events(), arguments).stream()
        .<JsonValue>map(line -> text(spelled(line)))
        .toList();
  }

  /** As the real server does: evenly, and 500 unless more are asked for. */
  private static List<StandInStore.Line> sample(
      List<StandInStore.Line> lines, Map<String, JsonValue> arguments) {
    Long samples = arguments.getOrDefault("samples", JsonValue.NULL).integer();
    int most = samples == null ? 500 : (int) Math.min(Integer.MAX_VALUE, samples);
    if (lines.size() <= most) {
      return lines;
    }
    List<StandInStore.Line> some = new ArrayList<>();
    for (int i = 0; i < most; i++) {
      some.add(lines.get((int) ((long) i * lines.size() / most)));
    }
    return some;
  }

  private String spelled(StandInStore.Line line) {
    return faults.has(Habit.NON_FINITE_AS_TEXT) ? quoted(parse(line.text())).toJson() : line.text();
  }

  private static JsonValue quoted(JsonValue value) {
    if (value instanceof JsonValue.Num number && !Double.isFinite(number.value())) {
      return text(number.token());
    }
    if (value instanceof JsonValue.Obj object) {
      Map<String, JsonValue> fields = new LinkedHashMap<>();
      object.fields().forEach((key, each) -> fields.put(key, quoted(each)));
      return new JsonValue.Obj(fields);
    }
    return value;
  }

  private JsonValue sampled(Map<String, JsonValue> arguments) {
    List<JsonValue> answers = new ArrayList<>();
    for (JsonValue spec : arguments.get("specs").elements()) {
      JsonValue wanted = parse(spec.asText());
      Long from = wanted.get("minStep").integer();
      Long to = wanted.get("maxStep").integer();
      List<JsonValue> rows = new ArrayList<>();
      for (StandInStore.Line line : history()) {
        JsonValue row = parse(line.text());
        Map<String, JsonValue> some = new LinkedHashMap<>();
        wanted.get("keys").elements().forEach(key -> some.put(key.asText(), row.get(key.asText())));
        boolean inside = (from == null || line.step() >= from) && (to == null || line.step() <= to);
        if (inside && some.values().stream().noneMatch(JsonValue::isNull)) {
          rows.add(new JsonValue.Obj(some));
        }
      }
      answers.add(new JsonValue.Array(rows));
    }
    return new JsonValue.Array(answers);
  }

  private Node parquet() {
    List<JsonValue> urls = new ArrayList<>();
    for (Path file : store.filesBelow(folder.resolve("parquet"))) {
      // Signed addresses come in no order.
      urls.add(0, text(url(file)));
    }
    Double exported = fact("exportedStep").number();
    double last = urls.isEmpty() || exported == null ? -1 : exported;
    List<JsonValue> live = new ArrayList<>();
    for (StandInStore.Line line : history()) {
      if (line.step() > last) {
        JsonValue step = new JsonValue.Num(Double.toString(line.step()));
        JsonValue spelled = faults.has(Habit.COUNTS_AS_TEXT) ? text(step.asText()) : step;
        live.add(new JsonValue.Obj(Map.of("_step", spelled)));
      }
    }
    return StandInSchema.plain(
        "ParquetHistory",
        Map.of("parquetUrls", new JsonValue.Array(urls), "liveData", new JsonValue.Array(live)));
  }

  private String url(Path file) {
    String path = store.root().relativize(file.toAbsolutePath().normalize()).toString();
    return URI.create("http://h/")
            .resolve(encoded("/storage/" + path.replace('\\', '/')))
            .toString()
            .replace("http://h", base.toString())
        + "?signature=secret";
  }

  private static String encoded(String path) {
    try {
      return new URI(null, null, path, null).toASCIIString();
    } catch (java.net.URISyntaxException impossible) {
      throw new IllegalArgumentException(impossible);
    }
  }

  private Node files(Map<String, JsonValue> arguments) {
    List<JsonValue> names = arguments.getOrDefault("names", JsonValue.NULL).elements();
    List<Node> nodes = new ArrayList<>();
    Path files = folder.resolve("files");
    for (Path file : store.filesBelow(files)) {
      String name = files.relativize(file).toString().replace('\\', '/');
      if (names.isEmpty() || names.contains(text(name))) {
        byte[] content = StandInSchema.content(file);
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("id", text("RmlsZTo" + name));
        one.put("name", text(name));
        one.put("url", text(url(file)));
        one.put("directUrl", text(url(file)));
        one.put(
            "sizeBytes",
            faults.has(Habit.SIZES_AS_TEXT)
                ? text(Integer.toString(content.length))
                : number(content.length));
        one.put("mimetype", JsonValue.NULL);
        one.put("updatedAt", fact("createdAt"));
        one.put("md5", text(md5(content)));
        nodes.add(StandInSchema.plain("File", one));
      }
    }
    return StandInSchema.pageOf(nodes, arguments);
  }

  private static String md5(byte[] content) {
    try {
      return StandInSchema.base64(MessageDigest.getInstance("MD5").digest(content));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static JsonValue parse(String text) {
    try {
      return JsonText.parse(text);
    } catch (IOException malformed) {
      throw new Refused("malformed: " + malformed.getMessage());
    }
  }

  static boolean isTime(String field) {
    return TIME.matcher(field).matches();
  }
}
