package dev.almanac.ingest.comet;

import dev.almanac.ingest.MetricKind;
import dev.almanac.ingest.ParamType;
import dev.almanac.ingest.model.RunStatus;
import dev.almanac.ingest.read.json.JsonValue;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Puts Comet's facts into Almanac's words. Pure. */
final class CometMapping {

  /** The kind, and the tracker of all runs. */
  static final String TRACKER = "comet";

  /** Project of experiments that name none: Comet's own name for it. */
  static final String NO_PROJECT = "general";

  /** Comet keeps at most so many points of a metric and thins out the rest. */
  static final long SERVER_POINTS = 15_000;

  /** The tracker's count of epochs, kept as a system metric where points have step and epoch. */
  static final String EPOCH = "curr_epoch";

  private static final String STEP = "curr_step";

  /** Sampled by the client, though its name does not begin like the others. */
  private static final String DURATION = "process duration";

  /** What {@code fix_special_floats} of the client writes for numbers that JSON has not. */
  private static final Set<String> SPECIAL = Set.of("NaN", "Infinity", "-Infinity");

  private static final Pattern SECRET_NAME =
      Pattern.compile(".*(KEY|TOKEN|SECRET|PASSW|CREDENTIAL|AUTH).*");
  private static final Pattern USER_IN_URL = Pattern.compile("://[^/@\\s]*@");

  private CometMapping() {}

  /**
   * Returns the metric's key: its name with the context before it, as Comet's server shows it, once
   * only; of system metrics the name alone.
   */
  static String key(String context, String name) {
    boolean bare = context.isEmpty() || kind(name) == MetricKind.SYSTEM;
    return bare || name.startsWith(context + "_") ? name : context + "_" + name;
  }

  /** Tells the user's metrics from those that the client samples. */
  static MetricKind kind(String name) {
    boolean system =
        name.startsWith("sys.")
            || name.startsWith("system/")
            || name.startsWith("system.")
            || name.equals(DURATION);
    return system ? MetricKind.SYSTEM : MetricKind.METRIC;
  }

  /** Tells whether a param is the client's own count of steps or epochs. */
  static boolean isBookkeeping(String param) {
    return param.equals(STEP) || param.equals(EPOCH);
  }

  /** Returns the type of a value as the client wrote it. */
  static ParamType type(JsonValue value) {
    if (value instanceof JsonValue.Num number) {
      return number.isInteger() ? ParamType.INT : ParamType.FLOAT;
    }
    if (value instanceof JsonValue.Text text) {
      return SPECIAL.contains(text.value()) ? ParamType.FLOAT : ParamType.STRING;
    }
    if (value instanceof JsonValue.Bool) {
      return ParamType.BOOL;
    }
    return value.isNull() ? ParamType.NULL : ParamType.JSON;
  }

  /** Returns the status of an experiment on a server: as {@code APIExperiment.get_state}. */
  static RunStatus status(JsonValue metadata) {
    if (isTrue(metadata.get("running"))) {
      return RunStatus.RUNNING;
    }
    if (isTrue(metadata.get("hasCrashed"))) {
      return RunStatus.CRASHED;
    }
    String error = metadata.get("error").text();
    if (error != null && !error.isBlank()) {
      return RunStatus.FAILED;
    }
    return metadata.get("running").isNull() && time(metadata.get("endTimeMillis")) == null
        ? RunStatus.UNKNOWN
        : RunStatus.FINISHED;
  }

  static boolean isTrue(JsonValue value) {
    return value instanceof JsonValue.Bool bool && bool.value();
  }

  /** Returns a time in milliseconds since the epoch; null for none and for 0. */
  static @Nullable Instant time(JsonValue millis) {
    Long value = millis.integer();
    return value == null || value == 0 || Math.abs(value) > Long.MAX_VALUE / 1_000
        ? null
        : Instant.ofEpochMilli(value);
  }

  /** Returns a text that is neither missing nor empty; {@code false} stands for none at times. */
  static @Nullable String text(JsonValue value) {
    String text = value.text();
    return text == null || text.isBlank() ? null : text;
  }

  /** Hides the value of an environment variable whose name says that it is secret. */
  static String shownVariable(String name, String value) {
    return SECRET_NAME.matcher(name.toUpperCase(Locale.ROOT)).matches() ? "***" : value;
  }

  /** Returns a text without the user and password of the URLs in it. */
  static String withoutUser(String text) {
    return USER_IN_URL.matcher(text).replaceAll("://");
  }

  /** Returns a path within a run: relative, with {@code /}. */
  static String path(String fileName) {
    String path = fileName.replace('\\', '/').replaceFirst("^([A-Za-z]:)?/+", "");
    return path.isEmpty() ? "asset" : path;
  }
}
