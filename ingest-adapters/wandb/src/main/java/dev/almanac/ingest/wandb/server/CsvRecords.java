package dev.almanac.ingest.wandb.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Records of a CSV file as pandas writes it: commas, fields with commas, quotes or line breaks in
 * quotes, quotes doubled (RFC 4180). Bounded memory: a record longer than {@value #LONGEST}
 * characters is refused.
 */
final class CsvRecords {

  static final int LONGEST = 16 << 20;

  private final BufferedReader input;
  private boolean isComplete = true;

  CsvRecords(BufferedReader input) {
    this.input = input;
  }

  /** Tells whether the last record ended where a record may end. */
  boolean isComplete() {
    return isComplete;
  }

  /** Returns the fields of the next record, or null after the last. */
  @Nullable List<String> next() throws IOException {
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    boolean any = false;
    int length = 0;
    while (true) {
      int character = input.read();
      if (character < 0) {
        isComplete = !quoted;
        if (any) {
          fields.add(field.toString());
        }
        return any ? fields : null;
      }
      any = true;
      if (++length > LONGEST) {
        throw new IOException("a record is longer than " + LONGEST + " characters");
      }
      if (quoted) {
        quoted = quotedCharacter(character, field);
      } else if (character == '"' && field.isEmpty()) {
        quoted = true;
      } else if (character == ',') {
        fields.add(field.toString());
        field.setLength(0);
      } else if (character == '\n') {
        fields.add(field.toString());
        return fields;
      } else if (character != '\r') {
        field.append((char) character);
      }
    }
  }

  /** Takes a character within quotes, and tells whether they are still open. */
  private boolean quotedCharacter(int character, StringBuilder field) throws IOException {
    if (character != '"') {
      field.append((char) character);
      return true;
    }
    input.mark(1);
    int after = input.read();
    if (after == '"') {
      field.append('"');
      return true;
    }
    if (after >= 0) {
      input.reset();
    }
    return false;
  }
}
