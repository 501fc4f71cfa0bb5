package dev.almanac.ingest.logs.table;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.almanac.ingest.read.json.JsonText;
import dev.almanac.ingest.read.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Reads JSON lines one by one, in bounded memory however long a line is. What is wrong with one
 * line costs that line. Accepts what {@link JsonText} accepts: {@code NaN}, {@code Infinity}. Not
 * safe for use by several threads.
 */
public final class JsonRows {

  /** Longest line that {@link #value} makes objects of, and that is kept whole. */
  public static final int MAX_WHOLE = 4 << 20;

  private static final int FIRST_CAPACITY = 1 << 16;

  private final InputStream input;
  private byte[] buffer = new byte[FIRST_CAPACITY];
  private int position;
  private int limit;
  private long moved;
  private boolean ended;
  private long number;
  private long rowOffset;
  private int lineEnd = -1;
  private boolean begun;
  private boolean complete;

  /** Takes in the leaves of one row, in their order. */
  public interface Leaves {
    /** Takes in a number. */
    void number(String path, double value);

    /** Takes in a text. */
    void text(String path, String value);

    /** Takes in a truth value. */
    void truth(String path, boolean value);

    /**
     * Takes in nothing.
     *
     * @param path where the row says {@code null}
     */
    default void nothing(String path) {}

    /**
     * Hears of an array, or of a text within a line too long to be kept, which are passed over.
     *
     * @param path where it stands
     */
    default void passed(String path) {}
  }

  /**
   * Reads from a stream.
   *
   * @param offset bytes of the file that lie before the stream's first
   */
  public JsonRows(InputStream input, long offset) {
    this.input = input;
    this.moved = offset;
  }

  /**
   * Moves to the next line that is not blank.
   *
   * @return false at the end
   */
  public boolean next() throws IOException {
    finishLine();
    while (true) {
      if (position == limit && !fill()) {
        return false;
      }
      number += buffer[position] == '\n' ? 1 : 0;
      if (buffer[position] > ' ' || buffer[position] < 0) {
        break;
      }
      position++;
    }
    number++;
    begun = true;
    rowOffset = moved + position;
    int scan = position;
    while (true) {
      while (scan < limit && buffer[scan] != '\n') {
        scan++;
      }
      if (scan < limit) {
        lineEnd = scan;
        complete = true;
        return true;
      }
      if (limit - position > MAX_WHOLE) {
        lineEnd = -1;
        return true;
      }
      int before = position;
      if (!fill()) {
        lineEnd = limit;
        complete = false;
        return true;
      }
      scan -= before - position;
    }
  }

  /** Tells whether the line is kept whole, so that {@link #value} may be asked. */
  public boolean isWhole() {
    return lineEnd >= 0;
  }

  /**
   * Returns the line as a value.
   *
   * @throws IOException if it is not JSON, or longer than {@link #MAX_WHOLE}
   */
  public JsonValue value() throws IOException {
    if (!isWhole()) {
      throw new IOException("it is longer than " + MAX_WHOLE + " bytes");
    }
    return JsonText.parse(buffer, position, lineEnd);
  }

  /**
   * Hands on the leaves of the line, which must be an object; at most once a line.
   *
   * @param separator what stands between the names of a path
   * @throws IOException if it is no JSON object; leaves before the fault have been handed on
   */
  public void leaves(String separator, Leaves leaves) throws IOException {
    try (JsonParser parser =
        isWhole()
            ? JsonText.factory().createParser(buffer, position, lineEnd - position)
            : JsonText.factory().createParser(new Line())) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("it is no JSON object");
      }
      object(parser, "", separator, leaves);
      if (parser.nextToken() != null) {
        throw new IOException("something follows the JSON object");
      }
    }
  }

  private void object(JsonParser parser, String prefix, String separator, Leaves leaves)
      throws IOException {
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String path = prefix + parser.currentName();
      JsonToken token = parser.nextToken();
      if (token == null) {
        throw new IOException("it ends in the middle");
      }
      switch (token) {
        case START_OBJECT -> object(parser, path + separator, separator, leaves);
        case START_ARRAY -> {
          parser.skipChildren();
          leaves.passed(path);
        }
        case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> leaves.number(path, parser.getDoubleValue());
        case VALUE_TRUE, VALUE_FALSE -> leaves.truth(path, token == JsonToken.VALUE_TRUE);
        case VALUE_STRING -> {
          if (isWhole()) {
            leaves.text(path, parser.getText());
          } else {
            leaves.passed(path);
          }
        }
        default -> leaves.nothing(path);
      }
    }
  }

  /** Returns the number of the line, from 1. */
  public long number() {
    return number;
  }

  /** Returns how many bytes of the file lie before the line. */
  public long offset() {
    return rowOffset;
  }

  /** Returns how many bytes of the file lie before the next line; passes over the rest of this. */
  public long nextOffset() throws IOException {
    finishLine();
    return moved + position;
  }

  /**
   * Tells whether the line ends with a line break; of a line that is not {@link #isWhole} only
   * after {@link #nextOffset}.
   */
  public boolean isComplete() {
    return complete;
  }

  /** Returns the line's beginning as it stands, if it was not read yet. */
  public String raw(int maxLength) {
    int end = lineEnd < 0 ? limit : lineEnd;
    return TableReader.decode(buffer, position, Math.min(end, position + maxLength));
  }

  private void finishLine() throws IOException {
    if (!begun) {
      return;
    }
    begun = false;
    if (lineEnd >= 0) {
      position = complete ? lineEnd + 1 : lineEnd;
      return;
    }
    while (true) {
      while (position < limit && buffer[position] != '\n') {
        position++;
      }
      if (position < limit) {
        position++;
        complete = true;
        return;
      }
      if (!fill()) {
        complete = false;
        return;
      }
    }
  }

  private boolean fill() throws IOException {
    if (ended) {
      return false;
    }
    System.arraycopy(buffer, position, buffer, 0, limit - position);
    limit -= position;
    moved += position;
    position = 0;
    if (limit == buffer.length) {
      buffer = Arrays.copyOf(buffer, 2 * buffer.length);
    }
    int count = input.read(buffer, limit, buffer.length - limit);
    ended = count < 0;
    limit += Math.max(0, count);
    return !ended;
  }

  /** The rest of a line that is not kept whole. */
  private final class Line extends InputStream {
    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      if (position == limit && !fill() || buffer[position] == '\n') {
        return -1;
      }
      int end = Math.min(limit, position + length);
      int at = position;
      while (at < end && buffer[at] != '\n') {
        at++;
      }
      int count = at - position;
      System.arraycopy(buffer, position, target, offset, count);
      position = at;
      return count;
    }
  }
}
