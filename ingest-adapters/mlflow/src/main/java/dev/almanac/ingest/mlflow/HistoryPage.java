package dev.almanac.ingest.mlflow;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.almanac.ingest.read.json.JsonText;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads one page of a metric's history: {@code {"metrics":[{"value":…,"timestamp":…,"step":…}…],
 * "next_page_token":…}}. Numbers may be texts: 64-bit integers are in the JSON of protobuf, NaN and
 * infinities always, or the bare tokens of Python. Pure; no object per point.
 */
final class HistoryPage {

  /** Takes in points. */
  interface Visitor {
    /**
     * Takes in one point.
     *
     * @param runId the run that the page says it belongs to, or null
     */
    void point(@Nullable String runId, long step, long timeMillis, double value) throws IOException;
  }

  private final Visitor visitor;
  private int points;
  private @Nullable String token;
  private @Nullable String lastRunId;

  private HistoryPage(Visitor visitor) {
    this.visitor = visitor;
  }

  /**
   * Reads a page.
   *
   * @throws IOException if it is no such page
   */
  static HistoryPage read(byte[] body, Visitor visitor) throws IOException {
    HistoryPage page = new HistoryPage(visitor);
    try (JsonParser parser = JsonText.factory().createParser(body)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("it is no JSON object");
      }
      page.fields(parser);
    }
    return page;
  }

  private void fields(JsonParser parser) throws IOException {
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String field = parser.currentName();
      JsonToken value = parser.nextToken();
      if (field.equals("metrics") && value == JsonToken.START_ARRAY) {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw new IOException("a point is no JSON object");
          }
          point(parser);
        }
      } else if (field.equals("next_page_token") && value == JsonToken.VALUE_STRING) {
        token = parser.getText();
      } else {
        parser.skipChildren();
      }
    }
  }

  private void point(JsonParser parser) throws IOException {
    long step = 0;
    long millis = 0;
    double value = 0;
    String runId = null;
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String field = parser.currentName();
      parser.nextToken();
      switch (field) {
        case "value" -> value = real(parser);
        case "timestamp" -> millis = whole(parser);
        case "step" -> step = whole(parser);
        case "run_id" -> runId = runId(parser);
        default -> parser.skipChildren();
      }
    }
    points++;
    visitor.point(runId, step, millis, value);
  }

  /** Pages come sorted by run: the last text is nearly always the right one. */
  private String runId(JsonParser parser) throws IOException {
    String text = parser.getText();
    if (lastRunId == null || !lastRunId.equals(text)) {
      lastRunId = text;
    }
    return lastRunId;
  }

  private static double real(JsonParser parser) throws IOException {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.VALUE_STRING) {
      String text = parser.getText();
      return switch (text) {
        case "NaN" -> Double.NaN;
        case "Infinity" -> Double.POSITIVE_INFINITY;
        case "-Infinity" -> Double.NEGATIVE_INFINITY;
        default -> number(text);
      };
    }
    if (token == JsonToken.VALUE_NULL) {
      return Double.NaN;
    }
    if (token == null || !token.isNumeric()) {
      throw new IOException("a value is no number");
    }
    return parser.getDoubleValue();
  }

  private static double number(String text) throws IOException {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException noNumber) {
      throw new IOException("a value is no number", noNumber);
    }
  }

  private static long whole(JsonParser parser) throws IOException {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.VALUE_STRING) {
      try {
        return Long.parseLong(parser.getText());
      } catch (NumberFormatException noNumber) {
        throw new IOException("a step or time is no whole number", noNumber);
      }
    }
    if (token == JsonToken.VALUE_NUMBER_INT) {
      return parser.getLongValue();
    }
    throw new IOException("a step or time is no whole number");
  }

  /** Returns the number of points on the page. */
  int points() {
    return points;
  }

  /** Returns the token of the next page, or null. */
  @Nullable String token() {
    return token == null || token.isEmpty() ? null : token;
  }
}
