package dev.almanac.ingest.testkit;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Builds one line of canonical JSON: fields in the order given, no blanks, text as Python's {@code
 * json.dumps(…, ensure_ascii=False)} writes it, so that recordings made elsewhere compare as text.
 */
final class JsonLine {

  private final StringBuilder text = new StringBuilder("{");

  /** Adds a text field; a null one is left out. */
  JsonLine field(String name, @Nullable String value) {
    if (value != null) {
      name(name);
      quote(value);
    }
    return this;
  }

  /** Adds a whole number; a null one is left out. */
  JsonLine field(String name, @Nullable Long value) {
    if (value != null) {
      name(name);
      text.append(value.longValue());
    }
    return this;
  }

  /** Adds a truth value that is only written if it holds. */
  JsonLine flag(String name, boolean value) {
    if (value) {
      name(name);
      text.append("true");
    }
    return this;
  }

  /** Adds a double as text that gives the same double back. */
  JsonLine real(String name, double value) {
    return field(name, Double.toString(value));
  }

  private void name(String name) {
    if (text.length() > 1) {
      text.append(',');
    }
    quote(name);
    text.append(':');
  }

  private void quote(String value) {
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      char each = value.charAt(i);
      switch (each) {
        case '"' -> text.append("\\\"");
        case '\\' -> text.append("\\\\");
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        case '\t' -> text.append("\\t");
        case '\b' -> text.append("\\b");
        case '\f' -> text.append("\\f");
        default -> {
          if (each < ' ') {
            text.append(String.format(Locale.ROOT, "\\u%04x", (int) each));
          } else {
            text.append(each);
          }
        }
      }
    }
    text.append('"');
  }

  /** Returns the line without a line break. */
  String line() {
    return text + "}";
  }
}
