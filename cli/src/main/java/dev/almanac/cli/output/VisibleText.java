package dev.almanac.cli.output;

import java.util.Locale;
import org.jline.utils.WCWidth;

/** Text that can do nothing to a terminal but be read. */
public final class VisibleText {

  private VisibleText() {}

  /**
   * Returns the text with everything replaced by a visible escape that moves the cursor, colours,
   * rings, hides or reorders: control characters (C0, DEL, C1), line separators, zero-width and
   * bidirectional controls (Unicode TR 36, section 3), lone surrogates.
   */
  public static String of(String text) {
    int at = 0;
    while (at < text.length() && isPlain(text, at)) {
      at += Character.charCount(text.codePointAt(at));
    }
    return at == text.length() ? text : escape(text, at);
  }

  /** Returns how many columns a terminal needs for a text without controls. */
  public static int width(String text) {
    int width = 0;
    for (int at = 0; at < text.length(); ) {
      int point = text.codePointAt(at);
      width += point < 0x300 ? 1 : Math.max(0, WCWidth.wcwidth(point));
      at += Character.charCount(point);
    }
    return width;
  }

  /** Cuts a text to a width, ending it with an ellipsis if something is cut. */
  public static String fit(String text, int width) {
    if (text.length() <= width && width(text) <= width) {
      return text;
    }
    StringBuilder cut = new StringBuilder();
    int used = 0;
    for (int at = 0; at < text.length(); ) {
      int point = text.codePointAt(at);
      int wide = point < 0x300 ? 1 : Math.max(0, WCWidth.wcwidth(point));
      if (used + wide > width - 1) {
        break;
      }
      cut.appendCodePoint(point);
      used += wide;
      at += Character.charCount(point);
    }
    return cut.length() == text.length() ? text : cut.append('…').toString();
  }

  private static String escape(String text, int from) {
    StringBuilder out = new StringBuilder(text.length() + 16).append(text, 0, from);
    for (int at = from; at < text.length(); ) {
      int point = text.codePointAt(at);
      if (isPlain(text, at)) {
        out.appendCodePoint(point);
      } else {
        out.append(escaped(point));
      }
      at += Character.charCount(point);
    }
    return out.toString();
  }

  private static String escaped(int point) {
    return switch (point) {
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default ->
          point < 0x100
              ? String.format(Locale.ROOT, "\\x%02x", point)
              : String.format(Locale.ROOT, "\\u%04x", point);
    };
  }

  private static boolean isPlain(String text, int at) {
    int point = text.codePointAt(at);
    if (point < 0x7f) {
      return point >= 0x20;
    }
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          // Zero-width joiners hold emoji and Indic scripts together; they reorder nothing.
          point == 0x200c || point == 0x200d;
      default -> true;
    };
  }
}
