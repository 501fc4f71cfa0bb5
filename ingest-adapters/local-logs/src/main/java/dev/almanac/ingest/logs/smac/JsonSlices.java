package dev.almanac.ingest.logs.smac;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.almanac.ingest.read.json.JsonText;
import dev.almanac.ingest.read.json.JsonValue;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Finds the values of a large JSON file one by one, with the bytes at which they stand, so that
 * they can be read again alone. Holds one value at a time.
 */
final class JsonSlices {

  private JsonSlices() {}

  /**
   * Where a value stands.
   *
   * @param from bytes before it
   * @param length bytes of it
   */
  record Slice(long from, int length) {

    /** Reads the value again. */
    JsonValue read(Path file) throws IOException {
      byte[] bytes = new byte[length];
      try (RandomAccessFile input = new RandomAccessFile(file.toFile(), "r")) {
        input.seek(from);
        input.readFully(bytes);
      }
      return JsonText.parse(bytes);
    }
  }

  /** Takes in a value. */
  @FunctionalInterface
  interface Visitor {
    /**
     * Takes in a value.
     *
     * @param parent name of the field of the document that it is in; empty without one
     * @param name its own name in an object; empty in an array
     */
    void visit(String parent, String name, JsonValue value, Slice slice) throws IOException;
  }

  /** Visits each value of a file that holds one after the other, as JSON lines do. */
  static void roots(Path file, Visitor visitor) throws IOException {
    try (InputStream input = new BufferedInputStream(Files.newInputStream(file));
        JsonParser parser = JsonText.factory().createParser(input)) {
      while (parser.nextToken() != null) {
        visit("", "", parser, visitor);
      }
    }
  }

  /** Visits each member of the document, an object. */
  static void members(Path file, Visitor visitor) throws IOException {
    try (InputStream input = new BufferedInputStream(Files.newInputStream(file));
        JsonParser parser = JsonText.factory().createParser(input)) {
      start(parser);
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        visit("", name, parser, visitor);
      }
    }
  }

  /** Visits each member of each object or array that is a member of the document. */
  static void grandchildren(Path file, Visitor visitor) throws IOException {
    try (InputStream input = new BufferedInputStream(Files.newInputStream(file));
        JsonParser parser = JsonText.factory().createParser(input)) {
      start(parser);
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String parent = parser.currentName();
        JsonToken token = parser.nextToken();
        if (token == JsonToken.START_ARRAY) {
          while (parser.nextToken() != JsonToken.END_ARRAY) {
            visit(parent, "", parser, visitor);
          }
        } else if (token == JsonToken.START_OBJECT) {
          while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            visit(parent, name, parser, visitor);
          }
        }
      }
    }
  }

  private static void start(JsonParser parser) throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw new IOException("it is no JSON object");
    }
  }

  private static void visit(String parent, String name, JsonParser parser, Visitor visitor)
      throws IOException {
    if (parser.currentToken() == null) {
      throw new IOException("it ends in the middle");
    }
    long from = parser.currentTokenLocation().getByteOffset();
    JsonValue value = JsonText.read(parser);
    parser.finishToken();
    long to = parser.currentLocation().getByteOffset();
    visitor.visit(parent, name, value, new Slice(from, Math.toIntExact(to - from)));
  }
}
