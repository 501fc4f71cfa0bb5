package dev.almanac.ingest.logs.openmmlab;

import dev.almanac.ingest.read.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the literal assignments of a Python file: numbers, texts, lists, tuples, dictionaries and
 * {@code dict(…)} of such. Whatever else stands there is passed over. Nothing is executed. Pure.
 */
final class PythonConfig {

  private static final int MAX_DEPTH = 60;

  private final String source;
  private int at;

  private PythonConfig(String source) {
    this.source = source;
  }

  /** Returns the values by name; of several assignments to one name the last holds. */
  static Map<String, JsonValue> assignments(String source) {
    Map<String, JsonValue> found = new LinkedHashMap<>();
    PythonConfig config = new PythonConfig(source);
    while (config.at < source.length()) {
      config.assignment(found);
    }
    return found;
  }

  private void assignment(Map<String, JsonValue> found) {
    int start = at;
    String name = name();
    while (at < source.length() && source.charAt(at) == ' ') {
      at++;
    }
    if (!name.isEmpty() && at < source.length() && source.charAt(at) == '=') {
      at++;
      JsonValue value = value(0);
      skipBlanks();
      if (value != null) {
        found.put(name, value);
        if (at > start) {
          return;
        }
      }
    }
    int line = source.indexOf('\n', Math.max(start, at));
    at = line < 0 ? source.length() : line + 1;
  }

  private String name() {
    int start = at;
    while (at < source.length() && isName(source.charAt(at))) {
      at++;
    }
    return source.substring(start, at);
  }

  private static boolean isName(char each) {
    return each == '_' || Character.isLetterOrDigit(each);
  }

  private void skipBlanks() {
    while (at < source.length()) {
      char each = source.charAt(at);
      if (each == '#') {
        int line = source.indexOf('\n', at);
        at = line < 0 ? source.length() : line;
      } else if (Character.isWhitespace(each)) {
        at++;
      } else {
        return;
      }
    }
  }

  private boolean take(char wanted) {
    skipBlanks();
    if (at < source.length() && source.charAt(at) == wanted) {
      at++;
      return true;
    }
    return false;
  }

  private @Nullable JsonValue value(int depth) {
    skipBlanks();
    if (at >= source.length() || depth > MAX_DEPTH) {
      return null;
    }
    char first = source.charAt(at);
    if (first == '\'' || first == '"') {
      return text();
    }
    if (first == '[' || first == '(') {
      at++;
      return list(first == '[' ? ']' : ')', depth);
    }
    if (first == '{') {
      at++;
      return dictionary(depth);
    }
    if (first == '-' || first == '.' || Character.isDigit(first)) {
      return number();
    }
    String word = name();
    return switch (word) {
      case "True" -> new JsonValue.Bool(true);
      case "False" -> new JsonValue.Bool(false);
      case "None" -> JsonValue.NULL;
      case "dict" -> take('(') ? keywords(depth) : null;
      default -> null;
    };
  }

  private @Nullable JsonValue number() {
    int start = at;
    while (at < source.length()
        && (Character.isDigit(source.charAt(at)) || "+-.eE_".indexOf(source.charAt(at)) >= 0)) {
      at++;
    }
    String token = source.substring(start, at).replace("_", "");
    boolean isNumber = token.matches("-?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
    skipSpaces();
    boolean isWhole = at >= source.length() || "*/+-%".indexOf(source.charAt(at)) < 0;
    return isNumber && isWhole ? new JsonValue.Num(json(token)) : null;
  }

  /** JSON wants digits on both sides of the point. */
  private static String json(String token) {
    String text = token.replaceFirst("^(-?)\\.", "$10.");
    return text.replaceFirst("\\.(?!\\d)", ".0");
  }

  private void skipSpaces() {
    while (at < source.length() && source.charAt(at) == ' ') {
      at++;
    }
  }

  private @Nullable JsonValue text() {
    char quote = source.charAt(at);
    String triple = String.valueOf(quote).repeat(3);
    boolean isLong = source.startsWith(triple, at);
    int start = at + (isLong ? 3 : 1);
    StringBuilder text = new StringBuilder();
    for (int i = start; i < source.length(); i++) {
      char each = source.charAt(i);
      if (isLong ? source.startsWith(triple, i) : each == quote) {
        at = i + (isLong ? 3 : 1);
        return new JsonValue.Text(text.toString());
      }
      if (each == '\\' && i + 1 < source.length()) {
        i++;
        char escaped = source.charAt(i);
        text.append(escaped == 'n' ? '\n' : escaped == 't' ? '\t' : escaped);
      } else if (each == '\n' && !isLong) {
        return null;
      } else {
        text.append(each);
      }
    }
    return null;
  }

  private @Nullable JsonValue list(char end, int depth) {
    List<JsonValue> values = new ArrayList<>();
    while (!take(end)) {
      JsonValue value = value(depth + 1);
      if (value == null) {
        return null;
      }
      values.add(value);
      if (!take(',')) {
        return take(end) ? new JsonValue.Array(values) : null;
      }
    }
    return new JsonValue.Array(values);
  }

  private @Nullable JsonValue dictionary(int depth) {
    Map<String, JsonValue> fields = new LinkedHashMap<>();
    while (!take('}')) {
      JsonValue key = value(depth + 1);
      JsonValue value = key != null && take(':') ? value(depth + 1) : null;
      if (key == null || value == null) {
        return null;
      }
      fields.put(key.asText(), value);
      if (!take(',')) {
        return take('}') ? new JsonValue.Obj(fields) : null;
      }
    }
    return new JsonValue.Obj(fields);
  }

  private @Nullable JsonValue keywords(int depth) {
    Map<String, JsonValue> fields = new LinkedHashMap<>();
    while (!take(')')) {
      skipBlanks();
      String name = name();
      JsonValue value = !name.isEmpty() && take('=') ? value(depth + 1) : null;
      if (value == null) {
        return null;
      }
      fields.put(name, value);
      if (!take(',')) {
        return take(')') ? new JsonValue.Obj(fields) : null;
      }
    }
    return new JsonValue.Obj(fields);
  }
}
