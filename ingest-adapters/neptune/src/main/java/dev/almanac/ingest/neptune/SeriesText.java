package dev.almanac.ingest.neptune;

import dev.almanac.ingest.RunSink;
import dev.almanac.ingest.read.json.JsonValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes the texts and histograms of one series as JSON lines: step, time, value. */
final class SeriesText implements SeriesVisitor {

  private final String path;
  private final Writer out;

  SeriesText(String path, Writer out) {
    this.path = path;
    this.out = out;
  }

  @Override
  public int series(String each) {
    return each.equals(path) ? 1 : 0;
  }

  @Override
  public void number(int series, long step, double exactStep, long timeMicros, double value) {
    // In the warehouse.
  }

  @Override
  public void text(int series, long step, double exactStep, long timeMicros, String value) {
    if (series == 1) {
      line(step, exactStep, timeMicros, Map.of("value", new JsonValue.Text(value)));
    }
  }

  @Override
  public void histogram(int series, long step, double exactStep, long timeMicros, Histogram value) {
    if (series == 1) {
      Map<String, JsonValue> fields = new LinkedHashMap<>();
      fields.put("type", new JsonValue.Text(value.type()));
      fields.put("edges", numbers(value.edges()));
      fields.put("values", numbers(value.values()));
      line(step, exactStep, timeMicros, fields);
    }
  }

  @Override
  public void file(int series, long step, double exactStep, long timeMicros, FileValue value) {
    // An artifact of its own.
  }

  private static JsonValue numbers(List<String> tokens) {
    return new JsonValue.Array(tokens.stream().<JsonValue>map(JsonValue.Num::new).toList());
  }

  private void line(
      long step, double exactStep, long timeMicros, Map<String, ? extends JsonValue> value) {
    Map<String, JsonValue> fields = new LinkedHashMap<>();
    String number = exactStep == step ? Long.toString(step) : FloatText.of(exactStep);
    fields.put("step", new JsonValue.Num(number));
    fields.put(
        "time",
        timeMicros == RunSink.NO_TIME
            ? JsonValue.NULL
            : new JsonValue.Text(Instant.EPOCH.plus(timeMicros, ChronoUnit.MICROS).toString()));
    fields.putAll(value);
    try {
      out.write(new JsonValue.Obj(fields).toJson());
      out.write('\n');
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
