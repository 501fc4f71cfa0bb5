package dev.almanac.warehouse.query;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * One SQL query with named parameters ({@code :name}), as it stands in a {@code .sql} file.
 *
 * @param name file name or another name for messages
 * @param text the SQL as written
 */
public record SqlScript(String name, String text) implements Serializable {

  /** Checks for null. */
  public SqlScript {
    requireNonNull(name, "name is null");
    requireNonNull(text, "text is null");
  }

  /**
   * Reads a script from the resources beside a class.
   *
   * @throws IllegalArgumentException if there is none of this name
   */
  public static SqlScript resource(Class<?> beside, String fileName) {
    try (InputStream in = beside.getResourceAsStream(fileName)) {
      if (in == null) {
        throw new IllegalArgumentException("No SQL resource " + fileName + " beside " + beside);
      }
      return new SqlScript(fileName, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException exception) {
      throw new UncheckedIOException(exception);
    }
  }

  /**
   * A script with its parameters in the order of their places.
   *
   * @param sql the SQL with {@code ?} for each parameter
   * @param names the parameter of each {@code ?}, with repetitions
   */
  public record Positional(String sql, List<String> names) {}

  /**
   * Replaces each {@code :name} outside of quotes and comments by {@code ?}. A cast ({@code ::}) is
   * left alone.
   */
  public Positional positional() {
    List<String> names = new ArrayList<>();
    String sql =
        withParameters(
            name -> {
              names.add(name);
              return "?";
            });
    return new Positional(sql, List.copyOf(names));
  }

  /**
   * Returns the SQL with each parameter replaced by what the function makes of its name, in the
   * order of their places. Whoever inserts values here answers for their quoting.
   */
  public String withParameters(UnaryOperator<String> replacement) {
    StringBuilder sql = new StringBuilder(text.length());
    int at = 0;
    while (at < text.length()) {
      int end = endOfOpaque(at);
      if (end > at) {
        sql.append(text, at, end);
        at = end;
      } else if (isParameter(at)) {
        end = endOfName(at + 1);
        sql.append(replacement.apply(text.substring(at + 1, end)));
        at = end;
      } else {
        sql.append(text.charAt(at++));
      }
    }
    return sql.toString();
  }

  private boolean isParameter(int at) {
    return text.charAt(at) == ':'
        && at + 1 < text.length()
        && Character.isJavaIdentifierStart(text.charAt(at + 1))
        && (at == 0 || text.charAt(at - 1) != ':');
  }

  private int endOfName(int from) {
    int end = from;
    while (end < text.length() && Character.isJavaIdentifierPart(text.charAt(end))) {
      end++;
    }
    return end;
  }

  /** Returns the end of the quote, comment or cast that begins here, or the same place. */
  private int endOfOpaque(int at) {
    char c = text.charAt(at);
    if (c == '\'' || c == '"') {
      return after(String.valueOf(c), at + 1);
    }
    if (text.startsWith("--", at)) {
      return after("\n", at);
    }
    if (text.startsWith("/*", at)) {
      return after("*/", at);
    }
    return text.startsWith("::", at) ? at + 2 : at;
  }

  private int after(String end, int from) {
    int found = text.indexOf(end, from);
    return found < 0 ? text.length() : found + end.length();
  }
}
