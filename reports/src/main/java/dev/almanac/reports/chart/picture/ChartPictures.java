package dev.almanac.reports.chart.picture;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.jspecify.annotations.Nullable;

/**
 * Draws charts as the page does, without a browser: the page's script dresses the option in the
 * colours of the light style sheet, ECharts writes SVG, and that becomes a PNG on white. The
 * interpreter is started by the first chart, which takes seconds, and can reach neither files nor
 * the network. Used by one thread.
 */
public final class ChartPictures implements AutoCloseable {

  /** Pixels of the picture for one of the chart: sharp on screens of twice the density. */
  static final int SCALE = 2;

  /** Far more than any chart of a report: thinning keeps those to thousands of points. */
  private static final int MOST_CHARACTERS = 4_000_000;

  private static final int MOST_PIXELS = 1600;
  private static final ObjectMapper JSON = new ObjectMapper();

  private @Nullable ChartScript script;

  /** Starts nothing yet. */
  public ChartPictures() {}

  /**
   * A picture.
   *
   * @param png its content
   * @param width in pixels as it should be shown; it has twice as many
   * @param height in pixels as it should be shown
   */
  public record Picture(byte[] png, int width, int height) {}

  /**
   * Draws a chart.
   *
   * @param spec the chart as the page has it, in JSON
   * @param width in pixels as it should be shown
   * @throws PictureException if it cannot be drawn here; says why
   */
  public Picture draw(String spec, int width) throws PictureException {
    if (spec.length() > MOST_CHARACTERS) {
      throw new PictureException(
          "a chart has " + spec.length() + " characters, more than a mail should hold", null);
    }
    JsonNode drawn = drawn(spec, width);
    int height = drawn.path("height").asInt();
    if (height < 1 || height > MOST_PIXELS) {
      throw new PictureException("a chart of " + height + " pixels is too tall for a mail", null);
    }
    return new Picture(SvgPicture.png(drawn.path("svg").asText(), width, height), width, height);
  }

  private JsonNode drawn(String spec, int width) throws PictureException {
    try {
      ChartScript running = script == null ? new ChartScript() : script;
      script = running;
      return JSON.readTree(running.draw(spec, width));
    } catch (JsonProcessingException exception) {
      throw new PictureException("the chart script returned no picture", exception);
    } catch (LinkageError exception) {
      // Thrown where a class of the interpreter is first needed and not there.
      throw new PictureException("the JavaScript interpreter is not installed", exception);
    }
  }

  @Override
  public void close() {
    ChartScript running = script;
    script = null;
    if (running != null) {
      running.close();
    }
  }
}
