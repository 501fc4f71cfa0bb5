package dev.almanac.ingest.neptune;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.almanac.ingest.Problem;
import dev.almanac.ingest.RunSink;
import dev.almanac.ingest.read.json.JsonText;
import dev.almanac.ingest.read.json.JsonValue;
import dev.almanac.ingest.read.source.Fingerprint;
import dev.almanac.ingest.read.source.ProblemLog;
import dev.almanac.ingest.read.text.FileTexts;
import dev.almanac.ingest.read.text.LineReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A run as the 2.x client keeps it until it is uploaded: folders with logs of JSON operations, one
 * a line, that are replayed in their order; several folders if the run was resumed.
 *
 * <p>An operation can take back others before it ({@code ClearFloatLog}, {@code DeleteAttribute}).
 * So the log is gone through once for what is taken back, and once for what stays.
 */
final class OperationLog implements StoredRun {

  static final String METADATA = "metadata.json";
  static final Pattern LOG_NAME = Pattern.compile("data-([0-9]{1,18})\\.log");

  private static final Pattern FOLDER_NAME =
      Pattern.compile("(?:([a-z_]+)__)?([0-9a-fA-F-]{36})(?:__.*)?");

  /** An operation can hold a file of 15 MB in Base64; more is no operation of the client's. */
  private static final int MAX_LINE = 64 << 20;

  private static final double MICROS = 1e6;
  private static final double LARGEST_TIME = 9e12;

  private final List<Segment> segments;
  private final String containerId;

  /** A folder of logs. */
  private record Segment(Path folder, JsonValue metadata, String created) {}

  private OperationLog(List<Segment> segments, String containerId) {
    this.segments = segments;
    this.containerId = containerId;
  }

  /**
   * Looks at a folder.
   *
   * @param folder holds the logs
   */
  static OperationLog open(Path folder) {
    JsonValue metadata = JsonValue.NULL;
    try {
      metadata = JsonText.parse(FileTexts.bytes(folder.resolve(METADATA)));
    } catch (IOException absent) {
      // The first clients wrote none. One that is damaged is reported when the run is read.
    }
    String id = metadata.get("containerId").text();
    if (id == null) {
      id = idFromName(folder);
    }
    String created = metadata.get("createdAt").text();
    Segment segment = new Segment(folder, metadata, created == null ? "" : created);
    return new OperationLog(List.of(segment), id);
  }

  private static String idFromName(Path folder) {
    for (Path each = folder; each != null; each = each.getParent()) {
      Path name = each.getFileName();
      Matcher matcher = name == null ? null : FOLDER_NAME.matcher(name.toString());
      if (matcher != null && matcher.matches()) {
        return matcher.group(2);
      }
      if (name != null && !name.toString().startsWith("exec-")) {
        break;
      }
    }
    return String.valueOf(folder.getFileName());
  }

  /** Returns the run with the operations of another session of it. */
  OperationLog with(OperationLog other) {
    List<Segment> all = new ArrayList<>(segments);
    all.addAll(other.segments);
    all.sort(
        Comparator.comparing(Segment::created)
            .thenComparing(segment -> segment.folder().toString()));
    return new OperationLog(List.copyOf(all), containerId);
  }

  @Override
  public RunName name() {
    return new RunName("", containerId, List.of());
  }

  @Override
  public String tracker() {
    return NeptuneSourceFactory.KIND;
  }

  @Override
  public @Nullable Fork fork() {
    return null;
  }

  @Override
  public boolean isLive() {
    return true;
  }

  @Override
  public List<Path> files() {
    return segments.stream().map(Segment::folder).toList();
  }

  @Override
  public void fingerprint(Fingerprint fingerprint) throws IOException {
    for (Segment segment : segments) {
      fingerprint.row("metadata", segment.metadata().toJson());
      fingerprint.row("acknowledged", acknowledged(segment) + "");
      for (Path log : logs(segment.folder())) {
        FileContent.add(fingerprint, log);
      }
    }
  }

  /** Returns the logs of a folder in the order of their operations. */
  private static List<Path> logs(Path folder) throws IOException {
    Map<Path, Long> logs = new HashMap<>();
    try (Stream<Path> entries = Files.list(folder)) {
      entries.forEach(
          entry -> {
            Matcher matcher = LOG_NAME.matcher(String.valueOf(entry.getFileName()));
            if (matcher.matches()) {
              logs.put(entry, Long.valueOf(matcher.group(1)));
            }
          });
    }
    return logs.entrySet().stream()
        .sorted(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .toList();
  }

  @Override
  public void attributes(Attributes into, ProblemLog problems) throws IOException {
    for (Segment segment : segments) {
      describe(segment, into, problems);
      replay(segment, problems, operation -> apply(operation, into, problems, segment));
    }
  }

  private void describe(Segment segment, Attributes into, ProblemLog problems) throws IOException {
    JsonValue metadata = segment.metadata();
    Path file = segment.folder().resolve(METADATA);
    if (metadata.isNull() && Files.exists(file)) {
      problems.corrupt(file, "it is no JSON; the run's id is taken from its folder's name");
    }
    into.environment("os", "platform", metadata.get("os").text());
    into.environment("python", "version", metadata.get("pythonVersion").text());
    into.environment("package", "neptune", metadata.get("neptuneClientVersion").text());
    Instant created = created(segment.created());
    if (created != null) {
      into.putIfAbsent("sys/creation_time", Attribute.ofTime(created));
    }
    String type = metadata.get("containerType").text();
    if (type != null && !type.equals("run")) {
      into.putIfAbsent(NeptuneMapping.CONTAINER_TYPE, Attribute.of(Attribute.Kind.STRING, type));
    }
    long acknowledged = acknowledged(segment);
    if (acknowledged > 0 && !"offline".equals(metadata.get("mode").text())) {
      problems.corrupt(
          segment.folder(),
          "the client uploaded the operations up to number "
              + acknowledged
              + " to Neptune; those that it removed from here are lost with the service");
    }
  }

  private static @Nullable Instant created(String text) {
    try {
      return text.isEmpty() ? null : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException none) {
      return null;
    }
  }

  private static long acknowledged(Segment segment) {
    try {
      byte[] text = FileTexts.bytes(segment.folder().resolve("last_ack_version"));
      return Long.parseLong(FileTexts.text(text).strip());
    } catch (IOException | NumberFormatException none) {
      return 0;
    }
  }

  private static void apply(
      LoggedOperation operation, Attributes into, ProblemLog problems, Segment segment) {
    JsonValue value = operation.value;
    String path = operation.path;
    switch (operation.type) {
      case "AssignFloat" -> into.put(path, number(Attribute.Kind.FLOAT, value));
      case "AssignInt" -> into.put(path, number(Attribute.Kind.INT, value));
      case "AssignBool" -> into.put(path, Attribute.of(Attribute.Kind.BOOL, value.asText()));
      case "AssignString" -> into.put(path, Attribute.of(Attribute.Kind.STRING, value.asText()));
      case "AssignDatetime" -> {
        Long millis = value.integer();
        into.put(
            path,
            millis == null
                ? Attribute.of(Attribute.Kind.STRING, value.asText())
                : Attribute.ofTime(Instant.ofEpochMilli(millis)));
      }
      case "AssignArtifact" ->
          into.put(path, Attribute.ofFile(Attribute.Kind.ARTIFACT, value.asText(), null, null));
      case "UploadFile", "UploadFileContent" ->
          into.put(
              path, Attribute.ofFile(Attribute.Kind.FILE, value.asText(), operation.size, null));
      case "UploadFileSet" -> {
        if (!value.elements().isEmpty()) {
          into.put(path, Attribute.ofFile(Attribute.Kind.FILE_SET, value.toJson(), null, null));
        }
      }
      case "TrackFilesToArtifact" ->
          into.put(path, Attribute.ofFile(Attribute.Kind.ARTIFACT, value.toJson(), null, null));
      case "AddStrings" -> into.addMembers(path, texts(value));
      case "RemoveStrings" -> into.removeMembers(path, texts(value));
      case "ClearStringSet" -> into.put(path, Attribute.ofSet(List.of()));
      case "DeleteAttribute", "ClearArtifact" -> into.remove(path);
      case "CopyAttribute" ->
          problems.report(
              Problem.Kind.UNSUPPORTED,
              segment.folder(),
              operation.version,
              "the value of " + path + " was to be copied from another run by the service",
              value.toJson());
      case "DeleteFiles" ->
          problems.report(
              Problem.Kind.UNSUPPORTED,
              segment.folder(),
              operation.version,
              "files of the set " + path + " were deleted; the set is listed as it was uploaded",
              value.toJson());
      case "ConfigFloatSeries" -> {
        into.environment("series", path + ":min", operation.min);
        into.environment("series", path + ":max", operation.max);
      }
      case "LogFloats",
          "LogStrings",
          "LogImages",
          "ClearFloatLog",
          "ClearStringLog",
          "ClearImageLog" -> {
        // Series.
      }
      default ->
          problems.report(
              Problem.Kind.UNSUPPORTED,
              segment.folder(),
              operation.version,
              "the operation " + operation.type + " is not known",
              path);
    }
  }

  private static Attribute number(Attribute.Kind kind, JsonValue value) {
    return Attribute.of(kind, value.asText());
  }

  private static List<String> texts(JsonValue values) {
    return values.elements().stream().map(JsonValue::asText).toList();
  }

  @Override
  public void series(SeriesVisitor visitor, ProblemLog problems) throws IOException {
    Map<String, Long> cleared = new HashMap<>();
    long[] count = {0};
    for (Segment segment : segments) {
      replay(
          segment,
          ProblemLog.IGNORING,
          operation -> {
            count[0]++;
            if (operation.type.matches("Clear(Float|String|Image)Log")
                || operation.type.equals("DeleteAttribute")) {
              cleared.put(operation.path, count[0]);
            }
          });
    }
    count[0] = 0;
    Map<String, Double> lastSteps = new HashMap<>();
    for (Segment segment : segments) {
      replay(
          segment,
          ProblemLog.IGNORING,
          operation -> {
            count[0]++;
            if (operation.type.equals("ConfigFloatSeries")
                || cleared.getOrDefault(operation.path, 0L) < count[0]) {
              log(operation, visitor, lastSteps);
            }
          });
    }
  }

  private static void log(
      LoggedOperation operation, SeriesVisitor visitor, Map<String, Double> lastSteps) {
    switch (operation.type) {
      case "ConfigFloatSeries" -> {
        if (operation.unit != null) {
          visitor.unit(visitor.series(operation.path), operation.unit);
        }
      }
      case "LogFloats", "LogStrings", "LogImages" -> {
        int series = visitor.series(operation.path);
        for (LoggedOperation.Point point : operation.points) {
          // Neptune's own rule: a point without a step comes one after the one before.
          Double last = lastSteps.get(operation.path);
          double step = point.step() != null ? point.step() : last == null ? 0 : last + 1;
          lastSteps.put(operation.path, step);
          point(operation.type, point, series, step, visitor);
        }
      }
      default -> {}
    }
  }

  private static void point(
      String type, LoggedOperation.Point point, int series, double step, SeriesVisitor visitor) {
    long whole = (long) Math.floor(step);
    long time = micros(point.time());
    JsonValue value = point.value();
    switch (type) {
      case "LogFloats" -> {
        Double number = value.number();
        visitor.number(series, whole, step, time, number == null ? Double.NaN : number);
      }
      case "LogStrings" -> visitor.text(series, whole, step, time, value.asText());
      default -> visitor.file(series, whole, step, time, image(value));
    }
  }

  private static SeriesVisitor.FileValue image(JsonValue value) {
    JsonValue data = value.text() != null ? value : value.get("data");
    String content = data.text();
    Long size = null;
    if (content != null) {
      int padding = content.endsWith("==") ? 2 : content.endsWith("=") ? 1 : 0;
      size = content.length() / 4 * 3L - padding;
    }
    Map<String, JsonValue> note = new java.util.LinkedHashMap<>();
    for (String field : List.of("name", "description")) {
      if (!value.get(field).isNull()) {
        note.put(field, value.get(field));
      }
    }
    return new SeriesVisitor.FileValue(
        "",
        "png",
        size,
        "image/png",
        note.isEmpty() ? null : new JsonValue.Obj(note).toJson(),
        content == null ? "" : content);
  }

  private static long micros(double seconds) {
    return Double.isNaN(seconds) || Math.abs(seconds) > LARGEST_TIME
        ? RunSink.NO_TIME
        : Math.round(seconds * MICROS);
  }

  /** Takes in one operation. */
  private interface Replay {
    void take(LoggedOperation operation) throws IOException;
  }

  private static void replay(Segment segment, ProblemLog problems, Replay replay)
      throws IOException {
    List<Path> logs = logs(segment.folder());
    for (Path log : logs) {
      boolean isLast = log.equals(logs.get(logs.size() - 1));
      try (InputStream input = Files.newInputStream(log)) {
        LineReader lines = new LineReader(input, MAX_LINE);
        while (lines.next()) {
          line(lines, log, isLast, problems, replay);
        }
      }
    }
  }

  private static void line(
      LineReader lines, Path log, boolean isLast, ProblemLog problems, Replay replay)
      throws IOException {
    if (isBlank(lines)) {
      return;
    }
    if (lines.isOverlong()) {
      problems.report(
          Problem.Kind.UNSUPPORTED,
          log,
          lines.offset(),
          "an operation of more than " + MAX_LINE + " bytes",
          null);
      return;
    }
    List<LoggedOperation> operations = new ArrayList<>();
    try (JsonParser parser =
        JsonText.factory()
            .createParser(lines.bytes(), lines.start(), lines.end() - lines.start())) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        LoggedOperation operation = LoggedOperation.read(parser);
        if (operation != null) {
          operations.add(operation);
        }
      }
    } catch (IOException damaged) {
      boolean torn = isLast && !lines.isComplete();
      problems.report(
          torn ? Problem.Kind.TRUNCATED : Problem.Kind.CORRUPT,
          log,
          lines.offset(),
          torn ? "the last operation is cut off" : "no JSON: " + FileTexts.reason(damaged),
          torn ? null : new String(lines.copy(Problem.MAX_RAW), StandardCharsets.UTF_8));
    }
    for (LoggedOperation operation : operations) {
      replay.take(operation);
    }
  }

  private static boolean isBlank(LineReader lines) {
    for (int at = lines.start(); at < lines.end(); at++) {
      if (lines.bytes()[at] > ' ' || lines.bytes()[at] < 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  public @Nullable Path locate(String where) {
    if (where.isEmpty()
        || where.indexOf('/') >= 0
        || where.indexOf('\\') >= 0
        || where.equals("..")) {
      return null;
    }
    for (Segment segment : segments) {
      Path file = segment.folder().resolve("upload_path").resolve(where);
      if (Files.isRegularFile(file, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
        return file;
      }
    }
    return null;
  }

  /** Returns the bytes of a text in Base64, or null if it is none. */
  static byte @Nullable [] decode(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException none) {
      return null;
    }
  }
}
