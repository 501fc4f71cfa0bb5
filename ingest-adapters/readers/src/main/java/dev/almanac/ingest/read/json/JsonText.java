package dev.almanac.ingest.read.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads JSON as Python's {@code json} writes it. Pure; safe for use by several threads.
 *
 * <p>Accepted beyond RFC 8259: the tokens {@code NaN}, {@code Infinity}, {@code -Infinity}, and
 * unescaped control characters. Refused: nesting deeper than {@value #MAX_DEPTH}.
 */
public final class JsonText {

  /** Deepest nesting; no configuration comes near, and hostile text would cost the stack. */
  public static final int MAX_DEPTH = 200;

  private static final int MAX_TEXT = 64 << 20;

  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxStringLength(MAX_TEXT)
                  .maxNumberLength(2_000)
                  .build())
          .build();

  private JsonText() {}

  /** Returns the factory for those who stream: large files are never read whole. */
  public static JsonFactory factory() {
    return FACTORY;
  }

  /**
   * Parses one document.
   *
   * @throws IOException if it is not JSON, is nested too deeply, or something follows it
   */
  public static JsonValue parse(String text) throws IOException {
    try (JsonParser parser = FACTORY.createParser(text)) {
      return document(parser);
    }
  }

  /** Parses one document in part of an array, UTF-8. */
  public static JsonValue parse(byte[] bytes, int from, int to) throws IOException {
    try (JsonParser parser = FACTORY.createParser(bytes, from, to - from)) {
      return document(parser);
    }
  }

  /** Parses one document, UTF-8. */
  public static JsonValue parse(byte[] bytes) throws IOException {
    return parse(bytes, 0, bytes.length);
  }

  private static JsonValue document(JsonParser parser) throws IOException {
    if (parser.nextToken() == null) {
      throw new IOException("it is empty");
    }
    JsonValue value = read(parser);
    if (parser.nextToken() != null) {
      throw new IOException("something follows the JSON value");
    }
    return value;
  }

  /**
   * Reads the value that a parser of {@link #factory()} stands at, and leaves the parser at its
   * last token.
   */
  public static JsonValue read(JsonParser parser) throws IOException {
    JsonToken token = parser.currentToken();
    return switch (token) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> new JsonValue.Text(parser.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new JsonValue.Num(parser.getText());
      case VALUE_TRUE -> new JsonValue.Bool(true);
      case VALUE_FALSE -> new JsonValue.Bool(false);
      default -> JsonValue.NULL;
    };
  }

  private static JsonValue object(JsonParser parser) throws IOException {
    Map<String, JsonValue> fields = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      fields.put(name, read(parser));
    }
    return new JsonValue.Obj(fields);
  }

  private static JsonValue array(JsonParser parser) throws IOException {
    List<JsonValue> values = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      values.add(read(parser));
    }
    return new JsonValue.Array(values);
  }

  static void write(JsonValue value, StringBuilder text) {
    if (value instanceof JsonValue.Text string) {
      quote(string.value(), text);
    } else if (value instanceof JsonValue.Num number) {
      text.append(number.token());
    } else if (value instanceof JsonValue.Bool bool) {
      text.append(bool.value());
    } else if (value instanceof JsonValue.Array array) {
      String separator = "[";
      for (JsonValue each : array.values()) {
        text.append(separator);
        write(each, text);
        separator = ",";
      }
      text.append(array.values().isEmpty() ? "[]" : "]");
    } else if (value instanceof JsonValue.Obj object) {
      String separator = "{";
      for (Map.Entry<String, JsonValue> field : object.fields().entrySet()) {
        text.append(separator);
        quote(field.getKey(), text);
        text.append(':');
        write(field.getValue(), text);
        separator = ",";
      }
      text.append(object.fields().isEmpty() ? "{}" : "}");
    } else {
      text.append("null");
    }
  }

  private static void quote(String string, StringBuilder text) {
    text.append('"');
    JsonStringEncoder.getInstance().quoteAsString(string, text);
    text.append('"');
  }
}
