package dev.almanac.reports.chart.picture;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.weisj.jsvg.SVGDocument;
import com.github.weisj.jsvg.parser.LoaderContext;
import com.github.weisj.jsvg.parser.SVGLoader;
import com.github.weisj.jsvg.parser.resources.ResourcePolicy;
import com.github.weisj.jsvg.view.ViewBox;
import java.awt.Color;
import java.awt.Component;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;

/** Turns the SVG of a chart into a PNG on white, which mails show in dark and light alike. */
final class SvgPicture {

  /** Rules for the mouse, which pictures have no use for. */
  private static final Pattern STYLE =
      Pattern.compile("<style\\b[^>]*>.*?</style>", Pattern.DOTALL);

  /** What XML 1.0 knows no way to write; a name may hold it all the same. */
  private static final Pattern NO_XML =
      Pattern.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\ufffe\\uffff]");

  private static final Pattern FAMILY = Pattern.compile("font-family:[^;\"]*");

  private SvgPicture() {}

  static byte[] png(String svg, int width, int height) throws PictureException {
    try {
      SVGDocument document =
          new SVGLoader()
              .load(
                  new ByteArrayInputStream(plain(svg).getBytes(UTF_8)),
                  null,
                  LoaderContext.builder().externalResourcePolicy(ResourcePolicy.DENY_ALL).build());
      if (document == null) {
        throw new PictureException("the chart's SVG cannot be read", null);
      }
      int scale = ChartPictures.SCALE;
      BufferedImage image =
          new BufferedImage(width * scale, height * scale, BufferedImage.TYPE_INT_RGB);
      Graphics2D graphics = image.createGraphics();
      try {
        graphics.setRenderingHint(
            RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(
            RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, width * scale, height * scale);
        document.render(
            (Component) null,
            graphics,
            new ViewBox(0, 0, (float) width * scale, (float) height * scale));
      } finally {
        graphics.dispose();
      }
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ImageIO.write(image, "png", out);
      return out.toByteArray();
    } catch (IOException exception) {
      throw new PictureException("the picture could not be written", exception);
    } catch (RuntimeException | InternalError | LinkageError exception) {
      throw new PictureException("the chart's SVG cannot be drawn: " + exception, exception);
    }
  }

  /**
   * Takes the rules out and names one font for all, since the rasteriser takes serifs otherwise.
   */
  private static String plain(String svg) {
    String family = TextWidths.FAMILY;
    String ruled = STYLE.matcher(NO_XML.matcher(svg).replaceAll("\ufffd")).replaceAll("");
    return FAMILY
        .matcher(ruled)
        .replaceAll("font-family:" + family)
        .replaceFirst("<svg ", "<svg font-family=\"" + family + "\" ");
  }
}
