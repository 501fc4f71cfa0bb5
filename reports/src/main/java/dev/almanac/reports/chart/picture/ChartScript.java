package dev.almanac.reports.chart.picture;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.almanac.reports.spec.ReportPieces;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
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
 * ECharts and the page's script in an interpreter. The one class that needs the interpreter's: to
 * load it fails with a {@link LinkageError} where that is not installed.
 */
final class ChartScript implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Pattern LIGHT = Pattern.compile(":root[^{]*\\{([^}]*)}");
  private static final Pattern COLOR = Pattern.compile("(--[A-Za-z0-9-]+):\\s*([^;]+);");

  private @Nullable Context context;
  private @Nullable Value draw;

  /**
   * Returns height and SVG of a chart as JSON.
   *
   * @throws PictureException if the interpreter does not start, the script fails or takes too long
   */
  String draw(String spec, int width) throws PictureException {
    ScheduledExecutorService clock =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread thread = new Thread(work, "chart watch");
              thread.setDaemon(true);
              return thread;
            });
    try {
      Value ready = stage();
      ScheduledFuture<?> alarm =
          clock.schedule(this::close, PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      String drawn = ready.execute(spec, width).asString();
      alarm.cancel(false);
      return drawn;
    } catch (PolyglotException exception) {
      String why =
          exception.isCancelled()
              ? "drawing took longer than " + PATIENCE.toSeconds() + " s"
              : "the chart script failed: " + exception.getMessage();
      throw new PictureException(why, exception);
    } catch (IOException | IllegalArgumentException | IllegalStateException exception) {
      String why = String.valueOf(exception.getMessage()).replaceAll("\\.+$", "");
      throw new PictureException("the JavaScript interpreter does not start: " + why, exception);
    } finally {
      clock.shutdownNow();
    }
  }

  private Value stage() throws IOException, PictureException {
    if (draw != null && context != null) {
      return draw;
    }
    TextWidths widths = TextWidths.open();
    Context fresh =
        Context.newBuilder("js")
            .option("engine.WarnInterpreterOnly", "false")
            .out(OutputStream.nullOutputStream())
            .err(OutputStream.nullOutputStream())
            .build();
    context = fresh;
    Value globals = fresh.getBindings("js");
    globals.putMember("colors", ProxyObject.fromMap(colors()));
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
    try (InputStream in = ChartScript.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException(name + " is missing");
      }
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  /** Stops the interpreter, whatever it is at; may be called from any thread. */
  @Override
  public void close() {
    Context running = context;
    context = null;
    if (running != null) {
      running.close(true);
    }
  }
}
