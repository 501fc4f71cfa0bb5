package dev.almanac.reports.text;

import org.jspecify.annotations.Nullable;

/**
 * Makes text of unknown origin fit for one line of a message: no line breaks, no control
 * characters, nothing that turns the direction of writing around, no halves of characters.
 */
public final class Visible {

  private static final char REPLACEMENT = '\ufffd';

  private Visible() {}

  /** Returns a text without what cannot be seen; empty for null. */
  public static String of(@Nullable String text) {
    if (text == null) {
      return "";
    }
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints().forEach(point -> append(out, point));
    return out.toString().strip();
  }

  /** Returns a text without what cannot be seen, cut to a number of characters. */
  public static String of(@Nullable String text, int most) {
    String visible = of(text);
    if (visible.length() <= most) {
      return visible;
    }
    int end = most - 1;
    return visible.substring(0, Character.isHighSurrogate(visible.charAt(end - 1)) ? end - 1 : end)
        + '…';
  }

  private static void append(StringBuilder out, int point) {
    if (Character.isWhitespace(point) || point == 0x85 || point == 0x2028 || point == 0x2029) {
      if (!out.isEmpty() && out.charAt(out.length() - 1) != ' ') {
        out.append(' ');
      }
    } else if (isHidden(point)) {
      out.append(REPLACEMENT);
    } else {
      out.appendCodePoint(point);
    }
  }

  private static boolean isHidden(int point) {
    int type = Character.getType(point);
    boolean joins = point == 0x200c || point == 0x200d;
    return type == Character.CONTROL
        || type == Character.SURROGATE
        || type == Character.UNASSIGNED
        || (type == Character.FORMAT && !joins);
  }
}
