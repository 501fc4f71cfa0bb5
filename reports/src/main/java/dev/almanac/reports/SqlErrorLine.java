package dev.almanac.reports;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the line of a SQL file that an engine's message is about. */
final class SqlErrorLine {

  /** DuckDB shows the line as {@code LINE 3: ...}, of a long one a part. */
  private static final Pattern LINE = Pattern.compile("(?m)^LINE (\\d+): (.*)$");

  /** The name that it does not know or allow. */
  private static final Pattern NAME =
      Pattern.compile("(?:\"|with name |function )([\\w.]+)(?:\"| does not exist| is not allowed)");

  private static final int SHORTEST_PART = 4;

  private SqlErrorLine() {}

  /**
   * Returns the line, from 1; 0 if it cannot be told.
   *
   * @param message the engine's words
   * @param text the file, with {@code :name} where the engine saw {@code ?}
   */
  static int of(String message, String text) {
    Matcher name = NAME.matcher(message);
    // Where a query begins with a comment, what the binder shows may be another line.
    int named =
        !message.contains("syntax error") && name.find()
            ? first(uncommented(text), name.group(1))
            : 0;
    if (named > 0) {
      return named;
    }
    Matcher shown = LINE.matcher(message);
    return shown.find() ? shown(Integer.parseInt(shown.group(1)), shown.group(2), text) : 0;
  }

  private static String uncommented(String text) {
    return text.replaceAll("--[^\\n]*", "");
  }

  /** Of a query with parameters DuckDB may count from the first line that is no comment. */
  private static int shown(int stated, String line, String text) {
    String part =
        Arrays.stream(line.replaceAll("^\\.\\.\\.|\\.\\.\\.$", "").split("\\?", -1))
            .map(String::strip)
            .max(Comparator.comparingInt(String::length))
            .orElse("");
    List<String> lines = text.lines().toList();
    for (int number = stated; number <= lines.size(); number++) {
      if (part.length() >= SHORTEST_PART && lines.get(number - 1).contains(part)) {
        return number;
      }
    }
    return stated;
  }

  /** Returns the first line that holds a part; 0 if none does. */
  static int first(String text, String part) {
    int at = text.indexOf(part);
    return at < 0 ? 0 : 1 + (int) text.substring(0, at).chars().filter(c -> c == '\n').count();
  }
}
