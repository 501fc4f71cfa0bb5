package dev.almanac.reports.chart.picture;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.almanac.reports.spec.ReportPieces;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.graalvm.polyglot.proxy.ProxyObject;
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

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Pattern LIGHT = Pattern.compile(":root[^{]*\\{([^}]*)}");
  private static final Pattern COLOR = Pattern.compile("(--[A-Za-z0-9-]+):\\s*([^;]+);");
  private static final ObjectMapper JSON = new ObjectMapper();

  private @Nullable Context context;
  private @Nullable Value draw;

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
    JsonNode drawn = inTime(() -> JSON.readTree(stage().execute(spec, width).asString()));
    int height = drawn.path("height").asInt();
    return new Picture(SvgPicture.png(drawn.path("svg").asText(), width, height), width, height);
  }

  /** Something done by the interpreter. */
  @FunctionalInterface
  private interface Task<T> {
    T run() throws IOException;
  }

  private <T> T inTime(Task<T> task) throws PictureException {
    ScheduledExecutorService clock =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread thread = new Thread(work, "chart watch");
              thread.setDaemon(true);
              return thread;
            });
    try {
      ScheduledFuture<?> alarm =
          clock.schedule(this::cancel, PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      T result = task.run();
      alarm.cancel(false);
      return result;
    } catch (PolyglotException exception) {
      String why =
          exception.isCancelled()
              ? "drawing took longer than " + PATIENCE.toSeconds() + " s"
              : "the chart script failed: " + exception.getMessage();
      throw new PictureException(why, exception);
    } catch (JsonProcessingException exception) {
      throw new PictureException("the chart script returned no picture", exception);
    } catch (IOException | IllegalArgumentException | IllegalStateException exception) {
      throw new PictureException(
          "the JavaScript interpreter does not start: " + exception.getMessage(), exception);
    } catch (LinkageError exception) {
      throw new PictureException(
          "the JavaScript interpreter is not installed (" + exception.getMessage() + ")",
          exception);
    } finally {
      clock.shutdownNow();
    }
  }

  private void cancel() {
    Context running = context;
    if (running != null) {
      running.close(true);
    }
  }

  private Value stage() throws IOException {
    if (draw != null) {
      return draw;
    }
    Context fresh =
        Context.newBuilder("js")
            .option("engine.WarnInterpreterOnly", "false")
            .out(java.io.OutputStream.nullOutputStream())
            .err(java.io.OutputStream.nullOutputStream())
            .build();
    context = fresh;
    Value globals = fresh.getBindings("js");
    globals.putMember("colors", ProxyObject.fromMap(colors()));
    TextWidths widths = new TextWidths();
    ProxyExecutable measure =
        arguments -> widths.of(arguments[0].asString(), arguments[1].asString());
    globals.putMember("measure", measure);
    fresh.eval("js", resource("stage.js"));
    fresh.eval("js", text("echarts/echarts.min.js"));
    fresh.eval("js", text("assets/report.js"));
    Value ready = globals.getMember("draw");
    draw = ready;
    return ready;
  }

  /** Returns the colours of the light style sheet by name. */
  private static Map<String, Object> colors() throws IOException {
    Map<String, Object> colors = new HashMap<>();
    Matcher light = LIGHT.matcher(text("assets/report.css"));
    if (light.find()) {
      Matcher color = COLOR.matcher(light.group(1));
      while (color.find()) {
        colors.put(color.group(1), color.group(2).strip());
      }
    }
    colors.put("--font", TextWidths.FAMILY);
    return colors;
  }

  private static String text(String piece) throws IOException {
    return new String(
        ReportPieces.bytes(piece).orElseThrow(() -> new IOException(piece + " is missing")), UTF_8);
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = ChartPictures.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException(name + " is missing");
      }
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  @Override
  public void close() {
    cancel();
    context = null;
    draw = null;
  }
}
