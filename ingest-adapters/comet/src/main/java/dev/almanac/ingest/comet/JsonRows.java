package dev.almanac.ingest.comet;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.almanac.ingest.model.Artifact;
import dev.almanac.ingest.read.json.JsonText;
import dev.almanac.ingest.read.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;

/** Reads the answers and files in which points and names stand as rows of JSON. Pure. */
final class JsonRows {

  private JsonRows() {}

  /** Takes one point. */
  @FunctionalInterface
  interface PointTaker {
    /** Takes a point, and its number from 1; the fields are filled anew for the next. */
    void take(PointFields point, long number);
  }

  /**
   * Fills in a point from a row.
   *
   * @return false if the row has no name of a metric
   */
  static boolean point(byte[] bytes, int from, int to, PointFields point) throws IOException {
    try (JsonParser parser = JsonText.factory().createParser(bytes, from, to - from)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("it is no JSON object");
      }
      return point(parser, point);
    }
  }

  /**
   * Streams the points of an answer {@code {"metrics":[…]}}.
   *
   * @return how many there were
   */
  static long points(InputStream answer, PointTaker taker) throws IOException {
    PointFields point = new PointFields();
    long count = 0;
    try (JsonParser parser = JsonText.factory().createParser(answer)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("it is no JSON object");
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean metrics = parser.currentName().equals("metrics");
        if (parser.nextToken() != JsonToken.START_ARRAY || !metrics) {
          parser.skipChildren();
          continue;
        }
        while (parser.nextToken() == JsonToken.START_OBJECT) {
          if (point(parser, point)) {
            taker.take(point, ++count);
          }
        }
      }
    }
    return count;
  }

  private static boolean point(JsonParser parser, PointFields point) throws IOException {
    point.clear();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String field = parser.currentName();
      parser.nextToken();
      if (!point.take(field, parser)) {
        parser.skipChildren();
      }
    }
    if (parser.currentToken() != JsonToken.END_OBJECT) {
      throw new IOException("the row is cut off");
    }
    return point.isComplete();
  }

  /** Returns the current value of a row of params, others or summaries. */
  static JsonValue current(JsonValue row) {
    return row.get("valueCurrent");
  }

  /** Returns the rows of an answer {@code {"values":[…]}}; of old servers under another name. */
  static Iterable<JsonValue> values(JsonValue answer) {
    if (!answer.elements().isEmpty()) {
      return answer.elements();
    }
    JsonValue values = answer.get("values");
    for (String old : new String[] {"logOtherList", "results", "parameters"}) {
      values = values.isNull() ? answer.get(old) : values;
    }
    return values.elements();
  }

  /** Takes in what an asset's row says. */
  static String artifact(ExperimentFacts facts, JsonValue asset) {
    String logged = CometMapping.text(asset.get("logAsFileName"));
    String fileName = logged != null ? logged : CometMapping.text(asset.get("fileName"));
    String folder = CometMapping.text(asset.get("dir"));
    String path = CometMapping.path(fileName == null ? asset.get("assetId").asText() : fileName);
    boolean below =
        folder != null && !folder.equals("others") && !path.contains("/") && !folder.equals("root");
    String type = CometMapping.text(asset.get("type"));
    boolean remote = CometMapping.isTrue(asset.get("remote"));
    String link = remote ? CometMapping.text(asset.get("link")) : null;
    JsonValue step = asset.get("step");
    return facts.artifact(
        new Artifact(
            below ? CometMapping.path(folder + "/" + path) : path,
            type == null ? "asset" : type,
            remote ? null : asset.get("fileSize").integer(),
            null,
            link == null ? null : CometMapping.withoutUser(link)),
        step.isNull() ? null : step.asText(),
        asset.get("assetId").text());
  }
}
