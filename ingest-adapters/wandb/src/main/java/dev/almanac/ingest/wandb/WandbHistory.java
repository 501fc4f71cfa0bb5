package dev.almanac.ingest.wandb;

import dev.almanac.ingest.Problem;
import dev.almanac.ingest.RunSink;
import dev.almanac.ingest.model.Artifact;
import dev.almanac.ingest.read.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts the rows of a run's history into the sink. Not safe for use by several threads.
 *
 * <p>Numbers and truth values (1 and 0) are points. Nested objects have dotted names. Media are
 * artifacts. What is none of these, as a histogram, a text or a list, is an artifact too, of path
 * {@code history/KEY/STEP}, with its JSON as {@code data:} URI. A {@code null} is no value.
 */
public final class WandbHistory {

  /** The step of a row. */
  public static final String STEP = "_step";

  /** The time of a row: seconds since the epoch, UTC. */
  public static final String TIMESTAMP = "_timestamp";

  /** Seconds that the run has run: follows from the time, and is no metric. */
  public static final String RUNTIME = "_runtime";

  /** Prefix of system metrics where the server keeps them. */
  private static final String SYSTEM_PREFIX = "system.";

  private static final double MICROS = 1e6;

  /** Whole numbers beyond this are not all doubles. */
  private static final double EXACT = 0x1p53;

  private final DeliveredRun run;
  private final Set<String> rounded = new HashSet<>();

  /** Prepares to deliver the rows of a run. */
  public WandbHistory(DeliveredRun run) {
    this.run = run;
  }

  /**
   * Delivers one row that states its own step and time.
   *
   * @param row an object of values by key
   * @param defaultStep the step if the row states none
   */
  public void row(JsonValue row, long defaultStep) {
    Long step = row.get(STEP).integer();
    long time = micros(row.get(TIMESTAMP).number());
    long at = step == null ? defaultStep : step;
    row.entries().forEach((key, value) -> top(key, value, at, time));
  }

  /** Delivers one value of a row by its key at the top of the row. */
  public void top(String key, JsonValue value, long step, long timeMicros) {
    if (!key.equals(STEP) && !key.equals(TIMESTAMP) && !key.equals(RUNTIME)) {
      value(key, value, step, timeMicros);
    }
  }

  /** Delivers one value of a row by its dotted name. */
  public void value(String name, JsonValue value, long step, long timeMicros) {
    Double number = number(value);
    if (number != null) {
      run.sink().point(run.handle(), run.metric(name), step, timeMicros, number);
      noteRounding(name, value, number);
    } else if (value instanceof JsonValue.Obj object && !object.fields().isEmpty()) {
      if (object.fields().containsKey(WandbMedia.TYPE)) {
        media(name, value, step);
      } else {
        object.fields().forEach((key, below) -> value(name + "." + key, below, step, timeMicros));
      }
    } else if (!value.isNull()) {
      inline(name, value instanceof JsonValue.Text ? "text" : "json", value, step);
    }
  }

  private void media(String name, JsonValue value, long step) {
    if (!WandbMedia.deliver(value, run)) {
      String type = value.get(WandbMedia.TYPE).text();
      inline(name, type == null ? "json" : type, value, step);
    }
  }

  private void inline(String name, String kind, JsonValue value, long step) {
    String path = "history/" + name + "/" + step;
    String json = value.toJson();
    String uri = DataUri.of("application/json", json);
    if (uri == null) {
      run.problem(
          Problem.Kind.ALTERED,
          "A value of " + name + " at step " + step + " is larger than 1 MiB; it is only listed",
          json);
    }
    long size = json.getBytes(StandardCharsets.UTF_8).length;
    run.artifact(new Artifact(path, kind, size, null, uri));
  }

  /**
   * Delivers one row of system metrics: its names stand with or without {@code system.}, in the
   * sink they stand without.
   *
   * @param row an object of values by key, {@code _timestamp} among them
   */
  public void systemRow(JsonValue row) {
    long time = micros(row.get(TIMESTAMP).number());
    for (Map.Entry<String, JsonValue> field : row.entries().entrySet()) {
      if (!field.getKey().startsWith("_")) {
        systemValue(field.getKey(), field.getValue(), time);
      }
    }
  }

  /** Delivers one system metric; it has no step. */
  public void systemValue(String key, JsonValue value, long timeMicros) {
    String name = key.startsWith(SYSTEM_PREFIX) ? key.substring(SYSTEM_PREFIX.length()) : key;
    Double number = number(value);
    if (number != null) {
      run.sink().point(run.handle(), run.systemMetric(name), 0, timeMicros, number);
    } else {
      value.entries().forEach((below, each) -> systemValue(name + "." + below, each, timeMicros));
    }
  }

  private void noteRounding(String name, JsonValue value, double number) {
    boolean large = Math.abs(number) >= EXACT && value instanceof JsonValue.Num;
    if (large && value instanceof JsonValue.Num token) {
      noteRounding(name, token.token(), number);
    }
  }

  /** Reports, once a metric, that a whole number is not the double that went in. */
  void noteRounding(String name, String token, double number) {
    boolean whole = new JsonValue.Num(token).isInteger();
    if (whole
        && !new java.math.BigDecimal(number).equals(new java.math.BigDecimal(token))
        && rounded.add(name)) {
      run.problem(
          Problem.Kind.ALTERED,
          "The metric " + name + " holds whole numbers beyond 2^53, which were rounded",
          token);
    }
  }

  /**
   * Returns the number that a value is plotted as, or null: numbers, truth values, and the texts
   * {@code NaN}, {@code Infinity}, {@code -Infinity}, which servers write for the bare tokens.
   */
  public static @Nullable Double number(JsonValue value) {
    if (value instanceof JsonValue.Num number) {
      return number.value();
    }
    if (value instanceof JsonValue.Bool bool) {
      return bool.value() ? 1.0 : 0.0;
    }
    if (value instanceof JsonValue.Text text) {
      return switch (text.value()) {
        case "NaN" -> Double.NaN;
        case "Infinity" -> Double.POSITIVE_INFINITY;
        case "-Infinity" -> Double.NEGATIVE_INFINITY;
        default -> null;
      };
    }
    return null;
  }

  /** Returns seconds since the epoch as microseconds; {@link RunSink#NO_TIME} for none. */
  public static long micros(@Nullable Double seconds) {
    return seconds == null ? RunSink.NO_TIME : micros(seconds.doubleValue());
  }

  /**
   * Returns seconds since the epoch as microseconds; {@link RunSink#NO_TIME} if they do not fit.
   */
  public static long micros(double seconds) {
    double micros = seconds * MICROS;
    return Math.abs(micros) < 0x1p62 ? (long) Math.rint(micros) : RunSink.NO_TIME;
  }
}
