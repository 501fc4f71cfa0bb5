package dev.almanac.reports.chart.picture;

import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Measures text in the font in which pictures are drawn, so that labels find their room. */
final class TextWidths {

  /** The machine's own, whatever it is. */
  static final String FAMILY = "SansSerif";

  private static final Pattern SIZE = Pattern.compile("(\\d+(?:\\.\\d+)?)px");
  private static final FontRenderContext CONTEXT = new FontRenderContext(null, true, true);

  private final Map<String, Font> fonts = new HashMap<>();

  private TextWidths() {}

  /**
   * Returns what measures.
   *
   * @throws PictureException if this Java has no font to measure by
   */
  static TextWidths open() throws PictureException {
    TextWidths widths = new TextWidths();
    try {
      widths.of("0", "12px");
    } catch (RuntimeException | InternalError | LinkageError exception) {
      // A Java without fontconfig, without a font or without java.desktop: each fails otherwise.
      throw new PictureException(
          "this machine has no font that Java can draw with; install fontconfig and a font, such"
              + " as DejaVu",
          exception);
    }
    return widths;
  }

  /** Returns the width of a text in pixels. */
  double of(String text, String css) {
    return fonts.computeIfAbsent(css, TextWidths::font).getStringBounds(text, CONTEXT).getWidth();
  }

  private static Font font(String css) {
    Matcher size = SIZE.matcher(css);
    float pixels = size.find() ? Float.parseFloat(size.group(1)) : 12;
    int style = css.contains("bold") ? Font.BOLD : Font.PLAIN;
    return new Font(FAMILY, style, 1).deriveFont(pixels);
  }
}
