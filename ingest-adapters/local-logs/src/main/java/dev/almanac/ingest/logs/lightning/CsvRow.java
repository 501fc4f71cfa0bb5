package dev.almanac.ingest.logs.lightning;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Cuts a line of CSV as Python's {@code csv} module writes it into fields, without objects for
 * them. A quoted field must end on its line. Pure; not safe for use by several threads.
 */
final class CsvRow {

  /** Longest line: thousands of metrics fit. */
  static final int MAX_LINE = 1 << 20;

  private byte[] bytes = new byte[0];
  private int[] starts = new int[32];
  private int[] ends = new int[32];
  private int size;

  /** Reads a line; its line break and a carriage return before it are left out. */
  void read(byte[] line, int from, int to) {
    int end = to > from && line[to - 1] == '\r' ? to - 1 : to;
    bytes = line;
    size = 0;
    int position = from;
    while (true) {
      int start = position;
      if (position < end && line[position] == '"') {
        position = endOfQuoted(line, position, end);
      }
      while (position < end && line[position] != ',') {
        position++;
      }
      add(start, position);
      if (position >= end) {
        return;
      }
      position++;
    }
  }

  private static int endOfQuoted(byte[] line, int from, int end) {
    int position = from + 1;
    while (position < end) {
      if (line[position] != '"') {
        position++;
      } else if (position + 1 < end && line[position + 1] == '"') {
        position += 2;
      } else {
        return position + 1;
      }
    }
    return position;
  }

  private void add(int start, int end) {
    if (size == starts.length) {
      starts = Arrays.copyOf(starts, 2 * size);
      ends = Arrays.copyOf(ends, 2 * size);
    }
    starts[size] = start;
    ends[size] = end;
    size++;
  }

  /** Returns the number of fields. */
  int size() {
    return size;
  }

  /** Returns where a field begins in the line's array, quotes included. */
  int start(int field) {
    return starts[field];
  }

  /** Returns where a field ends. */
  int end(int field) {
    return ends[field];
  }

  /** Tells whether a field is a word, unquoted. */
  boolean is(int field, String word) {
    int start = starts[field];
    if (ends[field] - start != word.length()) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if (bytes[start + i] != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Returns a field without its quotes. */
  String text(int field) {
    int from = starts[field];
    int to = ends[field];
    if (to - from >= 2 && bytes[from] == '"' && bytes[to - 1] == '"') {
      return new String(bytes, from + 1, to - from - 2, StandardCharsets.UTF_8)
          .replace("\"\"", "\"");
    }
    return new String(bytes, from, to - from, StandardCharsets.UTF_8);
  }

  /** Returns all fields. */
  List<String> texts() {
    List<String> texts = new ArrayList<>();
    for (int field = 0; field < size; field++) {
      texts.add(text(field));
    }
    return texts;
  }
}
