package dev.almanac.cli.output;

import java.io.IOException;
import java.io.Writer;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values as JSON (RFC 8259). */
final class JsonText {

  private JsonText() {}

  static void write(@Nullable Object value, Writer out) throws IOException {
    if (value == null || value instanceof Boolean) {
      out.write(String.valueOf(value));
    } else if (value instanceof Number number) {
      out.write(isFinite(number) ? Cells.text(number) : "\"" + number + "\"");
    } else if (value instanceof List<?> list) {
      array(list, out);
    } else if (value instanceof Map<?, ?> map) {
      object(map, out);
    } else if (value instanceof byte[] bytes) {
      text(HexFormat.of().formatHex(bytes), out);
    } else {
      text(String.valueOf(value), out);
    }
  }

  private static boolean isFinite(Number number) {
    return !(number instanceof Double || number instanceof Float)
        || Double.isFinite(number.doubleValue());
  }

  private static void array(List<?> list, Writer out) throws IOException {
    out.write('[');
    for (int index = 0; index < list.size(); index++) {
      out.write(index > 0 ? ", " : "");
      write(list.get(index), out);
    }
    out.write(']');
  }

  private static void object(Map<?, ?> map, Writer out) throws IOException {
    out.write('{');
    boolean first = true;
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      out.write(first ? "" : ", ");
      text(String.valueOf(entry.getKey()), out);
      out.write(": ");
      write(entry.getValue(), out);
      first = false;
    }
    out.write('}');
  }

  /** Escapes what JSON must and what a terminal would obey: C0, DEL, C1 and line separators. */
  private static void text(String text, Writer out) throws IOException {
    out.write('"');
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      switch (c) {
        case '"' -> out.write("\\\"");
        case '\\' -> out.write("\\\\");
        case '\n' -> out.write("\\n");
        case '\t' -> out.write("\\t");
        case '\r' -> out.write("\\r");
        default -> {
          if (Character.isISOControl(c) || c == '\u2028' || c == '\u2029' || isLone(text, at)) {
            out.write(String.format(Locale.ROOT, "\\u%04x", (int) c));
          } else {
            out.write(c);
          }
        }
      }
    }
    out.write('"');
  }

  /** Tells a surrogate without its other half, which UTF-8 cannot hold. */
  private static boolean isLone(String text, int at) {
    char c = text.charAt(at);
    if (Character.isHighSurrogate(c)) {
      return at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1));
    }
    return Character.isLowSurrogate(c)
        && (at == 0 || !Character.isHighSurrogate(text.charAt(at - 1)));
  }
}
