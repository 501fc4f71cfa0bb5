package dev.almanac.ingest.comet;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.almanac.ingest.read.text.NumberText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one point, filled again and again. Knows both spellings: of messages ({@code
 * metric}, {@code context}, {@code local_timestamp}) and of answers ({@code runContext}, {@code
 * timestamp}). Not safe for use by several threads.
 */
final class PointFields {

  /** What stands where a number is expected. */
  enum Content {
    /** Nothing. */
    ABSENT,
    /** A number that is taken as it stands. */
    EXACT,
    /** A number that had to be cut to fit. */
    CUT,
    /** A truth value. */
    TRUTH,
    /** Something that is no number. */
    OTHER
  }

  char[] name = new char[64];
  int nameLength;
  char[] context = new char[16];
  int contextLength;
  Content valueContent = Content.ABSENT;
  double value;
  Content stepContent = Content.ABSENT;
  long step;
  Content epochContent = Content.ABSENT;
  double epoch;
  Content timeContent = Content.ABSENT;
  long timeMillis;
  @Nullable String rawValue;
  @Nullable String rawStep;

  void clear() {
    nameLength = -1;
    contextLength = 0;
    valueContent = Content.ABSENT;
    stepContent = Content.ABSENT;
    epochContent = Content.ABSENT;
    timeContent = Content.ABSENT;
    rawValue = null;
    rawStep = null;
  }

  boolean isComplete() {
    return nameLength >= 0;
  }

  /**
   * Reads the value of a field that belongs to a point.
   *
   * @param parser stands at the value
   * @return false if the field is none of a point's
   */
  boolean take(String field, JsonParser parser) throws IOException {
    JsonToken token = parser.currentToken();
    switch (field) {
      case "metricName" -> {
        if (token.isScalarValue()) {
          name = copied(parser, name);
          nameLength = parser.getTextLength();
        }
      }
      case "context", "runContext" -> {
        if (token == JsonToken.VALUE_STRING) {
          context = copied(parser, context);
          contextLength = parser.getTextLength();
        }
      }
      case "metricValue" -> takeValue(parser, token);
      case "step" -> takeStep(parser, token);
      case "epoch" -> {
        Double number = number(parser, token);
        epochContent = number == null ? Content.ABSENT : Content.EXACT;
        epoch = number == null ? 0 : number;
      }
      case "timestamp", "local_timestamp" -> {
        Double number = number(parser, token);
        boolean fits = number != null && Math.abs(number) < 9e15;
        timeContent = fits ? Content.EXACT : number == null ? Content.ABSENT : Content.OTHER;
        timeMillis = fits && number != null ? number.longValue() : 0;
      }
      case "message_id", "offset" -> {}
      default -> {
        return false;
      }
    }
    if (token.isStructStart()) {
      parser.skipChildren();
    }
    return true;
  }

  private void takeValue(JsonParser parser, JsonToken token) throws IOException {
    Double number = number(parser, token);
    if (number != null) {
      value = number;
      valueContent = Content.EXACT;
    } else if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
      value = token == JsonToken.VALUE_TRUE ? 1 : 0;
      valueContent = Content.TRUTH;
      rawValue = parser.getText();
    } else if (token == JsonToken.VALUE_STRING && isTruth(parser.getText())) {
      // What the client makes of log_metric("done", True).
      rawValue = parser.getText();
      value = rawValue.startsWith("T") ? 1 : 0;
      valueContent = Content.TRUTH;
    } else {
      valueContent = token == JsonToken.VALUE_NULL ? Content.ABSENT : Content.OTHER;
      rawValue = token.isScalarValue() ? parser.getText() : "an array or object";
    }
  }

  private static boolean isTruth(String text) {
    return text.equals("True") || text.equals("False");
  }

  private void takeStep(JsonParser parser, JsonToken token) throws IOException {
    if (token == JsonToken.VALUE_NUMBER_INT
        && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
      step = parser.getLongValue();
      stepContent = Content.EXACT;
      return;
    }
    Double number = number(parser, token);
    if (number == null || number.isNaN()) {
      stepContent = token == JsonToken.VALUE_NULL ? Content.ABSENT : Content.OTHER;
      rawStep = token.isScalarValue() ? parser.getText() : "an array or object";
      return;
    }
    step = number.longValue();
    boolean exact = step == number && Math.abs(number) < 0x1p63;
    stepContent = exact ? Content.EXACT : Content.CUT;
    rawStep = exact ? null : parser.getText();
  }

  private static @Nullable Double number(JsonParser parser, JsonToken token) throws IOException {
    if (token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT) {
      return parser.getDoubleValue();
    }
    if (token != JsonToken.VALUE_STRING || parser.getTextLength() > 400) {
      return null;
    }
    byte[] text = parser.getText().strip().getBytes(StandardCharsets.UTF_8);
    return NumberText.real(text, 0, text.length);
  }

  private static char[] copied(JsonParser parser, char[] target) throws IOException {
    int length = parser.getTextLength();
    char[] room = length > target.length ? Arrays.copyOf(target, 2 * length) : target;
    System.arraycopy(parser.getTextCharacters(), parser.getTextOffset(), room, 0, length);
    return room;
  }
}
