package dev.almanac.ingest.neptune;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.almanac.ingest.read.json.JsonText;
import dev.almanac.ingest.read.json.JsonValue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One operation of the 2.x client's log: {@code {"obj": {…}, "version": 7, "at": 1.5}}. */
final class LoggedOperation {

  String type = "";
  String path = "";
  JsonValue value = JsonValue.NULL;
  List<Point> points = List.of();
  long version = -1;
  @Nullable String unit;
  @Nullable String min;
  @Nullable String max;
  @Nullable Long size;

  /**
   * A point of a series.
   *
   * @param step the step, or null if the caller gave none
   * @param time seconds since the epoch, or NaN
   * @param value number, text or image
   */
  record Point(@Nullable Double step, double time, JsonValue value) {}

  private LoggedOperation() {}

  /**
   * Reads the object that a parser stands at.
   *
   * @return the operation, or null if the object is none
   */
  static @Nullable LoggedOperation read(JsonParser parser) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw new IOException("no operation begins here");
    }
    JsonValue record = JsonText.read(parser);
    JsonValue object = record.get("obj").isNull() ? record : record.get("obj");
    String type = object.get("type").text();
    if (type == null) {
      throw new IOException("an operation without type");
    }
    LoggedOperation operation = new LoggedOperation();
    operation.type = type;
    operation.path =
        String.join("/", object.get("path").elements().stream().map(JsonValue::asText).toList());
    Long version = record.get("version").integer();
    operation.version = version == null ? -1 : version;
    operation.unit = object.get("unit").text();
    operation.min = object.get("min").isNull() ? null : object.get("min").asText();
    operation.max = object.get("max").isNull() ? null : object.get("max").asText();
    operation.value = value(type, object);
    operation.points = points(type, object);
    operation.size = size(type, object);
    return operation;
  }

  private static JsonValue value(String type, JsonValue object) {
    return switch (type) {
      case "AddStrings", "RemoveStrings" -> object.get("values");
      case "AssignArtifact" -> object.get("hash");
      case "UploadFile" ->
          object.get("tmp_file_name").text() != null
              ? object.get("tmp_file_name")
              : object.get("file_path");
      case "UploadFileContent" -> new JsonValue.Text("content." + object.get("ext").asText());
      case "UploadFileSet" -> object.get("file_globs");
      case "TrackFilesToArtifact" -> object.get("entries");
      case "DeleteFiles" -> object.get("file_paths");
      case "CopyAttribute" -> object;
      default -> object.get("value");
    };
  }

  private static @Nullable Long size(String type, JsonValue object) {
    String content = object.get("file_content").text();
    if (!type.equals("UploadFileContent") || content == null) {
      return null;
    }
    byte[] decoded = OperationLog.decode(content);
    return decoded == null ? null : (Long) (long) decoded.length;
  }

  private static List<Point> points(String type, JsonValue object) {
    if (!type.startsWith("Log")) {
      return List.of();
    }
    List<Point> points = new ArrayList<>();
    for (JsonValue each : object.get("values").elements()) {
      Double time = each.get("ts").number();
      points.add(
          new Point(
              each.get("step").number(), time == null ? Double.NaN : time, each.get("value")));
    }
    return points;
  }
}
