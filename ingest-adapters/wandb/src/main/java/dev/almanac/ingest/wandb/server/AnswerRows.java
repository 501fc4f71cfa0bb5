package dev.almanac.ingest.wandb.server;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.almanac.ingest.read.json.JsonText;
import dev.almanac.ingest.read.json.JsonValue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/**
 * The rows in an answer of the server: the elements of one array, each a text that holds JSON, or
 * an object. Only finds where each stands, so that rows of numbers are read from the answer's own
 * bytes. Not safe for use by several threads.
 */
final class AnswerRows {

  private final byte[] answer;
  private final int array;
  private int position;
  private int start;
  private int end;

  /**
   * Looks for the array.
   *
   * @param answer a JSON document
   * @param field the name of the array's field, wherever it is
   * @throws IOException if the answer is no JSON up to there
   */
  AnswerRows(byte[] answer, String field) throws IOException {
    this.answer = answer;
    array = array(answer, field);
    position = array + 1;
  }

  private static int array(byte[] answer, String field) throws IOException {
    try (JsonParser parser = JsonText.factory().createParser(answer)) {
      while (parser.nextToken() != null) {
        boolean here =
            parser.currentToken() == JsonToken.FIELD_NAME && parser.currentName().equals(field);
        if (here && parser.nextToken() == JsonToken.START_ARRAY) {
          return (int) parser.currentTokenLocation().getByteOffset();
        }
      }
    }
    return -1;
  }

  /**
   * Goes to the next row.
   *
   * @return false after the last
   * @throws IOException if the answer ends before the array does
   */
  boolean next() throws IOException {
    if (array < 0) {
      return false;
    }
    while (position < answer.length && (answer[position] <= ' ' || answer[position] == ',')) {
      position++;
    }
    if (position < answer.length && answer[position] == ']') {
      return false;
    }
    start = position;
    end = value(start);
    if (end == start) {
      throw new IOException("Cannot read the rows: the answer is no JSON");
    }
    position = end;
    return true;
  }

  /** Returns where the row begins in the answer. */
  int start() {
    return start;
  }

  /** Returns where the row ends in the answer. */
  int end() {
    return end;
  }

  /** Returns the whole answer but for the rows; for after the last row. */
  JsonValue withoutRows() throws IOException {
    if (array < 0) {
      return JsonText.parse(answer);
    }
    ByteArrayOutputStream rest = new ByteArrayOutputStream();
    rest.write(answer, 0, array + 1);
    rest.write(answer, position, answer.length - position);
    return JsonText.parse(rest.toByteArray());
  }

  private int value(int from) throws IOException {
    int depth = 0;
    for (int at = from; at < answer.length; at++) {
      switch (answer[at]) {
        case '"' -> {
          at = text(at);
          if (depth == 0) {
            return at + 1;
          }
        }
        case '{', '[' -> depth++;
        case '}', ']' -> {
          if (depth == 0) {
            return at;
          }
          depth--;
          if (depth == 0) {
            return at + 1;
          }
        }
        case ',' -> {
          if (depth == 0) {
            return at;
          }
        }
        default -> {}
      }
    }
    throw new IOException("Cannot read the rows: the answer ends early; sync again");
  }

  /** Returns where the text's closing quotation mark is. */
  private int text(int from) throws IOException {
    for (int at = from + 1; at < answer.length; at++) {
      byte each = answer[at];
      if (each == '\\') {
        at++;
      } else if (each == '"') {
        return at;
      }
    }
    throw new IOException("Cannot read the rows: the answer ends early; sync again");
  }
}
