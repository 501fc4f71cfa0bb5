package dev.almanac.ingest.mlflow;

import dev.almanac.ingest.RunSink;
import dev.almanac.ingest.read.text.NumberText;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One line of a metric file, parsed in place. Pure; reused from line to line so that a point costs
 * no object but its number's text.
 *
 * <p>Lines of a run's metric ({@code file_store.py}): {@code time value} (before 1.0), {@code time
 * value step}, {@code time value step dataset digest} (3.0 and later; the dataset's name may hold
 * spaces). Lines of a logged model's metric: {@code time value step run} and the same with a
 * dataset. MLflow's own reader takes the step of a five-field line for 0; the step is in field 3.
 */
final class MetricLine {

  /** Which of the two line formats a file holds. */
  enum Owner {
    RUN(0),
    MODEL(1);

    private final int extraFields;

    Owner(int extraFields) {
      this.extraFields = extraFields;
    }
  }

  /**
   * Below this, the time of a line without a step is in seconds: MLflow before 1.0, which logged no
   * steps, logged seconds. As seconds this is the year 5138, as milliseconds 1973.
   */
  private static final long SECONDS_BELOW = 100_000_000_000L;

  private static final long MILLIS_PER_SECOND = 1_000;

  private final Owner owner;

  private long step;
  private long timeMillis;
  private long timeMicros;
  private double value;
  private int fields;
  private boolean inSeconds;
  private @Nullable String fault;
  private @Nullable String alteration;
  private @Nullable String runId;
  private @Nullable String datasetName;
  private @Nullable String datasetDigest;

  MetricLine(Owner owner) {
    this.owner = owner;
  }

  /**
   * Parses a line without its line break; a carriage return at the end and blanks around are
   * ignored, as in MLflow.
   *
   * @return whether there is a point; if not, {@link #fault} says why, or is null for a blank line
   */
  boolean parse(byte[] line, int from, int to) {
    int start = from;
    int end = to;
    while (start < end && line[start] <= ' ' && line[start] >= 0) {
      start++;
    }
    while (end > start && line[end - 1] <= ' ' && line[end - 1] >= 0) {
      end--;
    }
    clear();
    if (start == end) {
      return false;
    }
    fields = 1;
    for (int i = start; i < end; i++) {
      fields += line[i] == ' ' ? 1 : 0;
    }
    if (!hasLegalFieldCount()) {
      return fail(fieldCountFault());
    }
    int timeEnd = next(line, start, end);
    int valueEnd = next(line, timeEnd + 1, end);
    return parseTime(line, start, timeEnd)
        && parseValue(line, timeEnd + 1, valueEnd)
        && parseStep(line, valueEnd, end)
        && parseRest(line, valueEnd, end);
  }

  private boolean hasLegalFieldCount() {
    if (owner == Owner.RUN) {
      return fields == 2 || fields == 3 || fields >= 5;
    }
    return fields == 4 || fields >= 6;
  }

  private String fieldCountFault() {
    String legal = owner == Owner.RUN ? "2, 3 or at least 5" : "4 or at least 6";
    return "has " + fields + " field" + (fields == 1 ? "" : "s") + " where MLflow writes " + legal;
  }

  private boolean parseTime(byte[] line, int from, int to) {
    NumberText.Integer time = NumberText.integer(line, from, to);
    if (time == null) {
      return fail("has a time that is no number of milliseconds");
    }
    inSeconds = fields == 2 && time.value() > 0 && time.value() < SECONDS_BELOW;
    timeMillis = inSeconds ? time.value() * MILLIS_PER_SECOND : time.value();
    timeMicros = MlflowMapping.micros(timeMillis);
    if (timeMicros == RunSink.NO_TIME) {
      alteration = "has a time beyond what microseconds in 64 bits can tell; kept without time";
    } else if (!time.exact()) {
      alteration = "has a time with a fraction of a millisecond, which was cut off";
    }
    return true;
  }

  private boolean parseValue(byte[] line, int from, int to) {
    Double parsed = NumberText.real(line, from, to);
    if (parsed == null) {
      parsed = truth(line, from, to);
      if (parsed == null) {
        return fail("has a value that is no number");
      }
      alteration = "has a truth value, taken as " + parsed;
    }
    value = parsed;
    return true;
  }

  /** Reads what {@code log_metric(key, True)} left in file stores. */
  private static @Nullable Double truth(byte[] line, int from, int to) {
    if (to - from > "False".length()) {
      return null;
    }
    return switch (new String(line, from, to - from, StandardCharsets.ISO_8859_1)) {
      case "True" -> 1.0;
      case "False" -> 0.0;
      default -> null;
    };
  }

  private boolean parseStep(byte[] line, int valueEnd, int end) {
    if (fields == 2) {
      return true;
    }
    NumberText.Integer parsed =
        NumberText.integer(line, valueEnd + 1, next(line, valueEnd + 1, end));
    if (parsed == null) {
      return fail("has a step that is no whole number of 64 bits");
    }
    step = parsed.value();
    if (!parsed.exact()) {
      alteration = "has a step with a fraction, which was cut off";
    }
    return true;
  }

  private boolean parseRest(byte[] line, int valueEnd, int end) {
    if (fields <= 3) {
      return true;
    }
    int position = next(line, valueEnd + 1, end) + 1;
    if (owner == Owner.MODEL) {
      int runEnd = next(line, position, end);
      runId = text(line, position, runEnd);
      position = runEnd + 1;
    }
    if (fields > 3 + owner.extraFields) {
      int digest = end;
      while (line[digest - 1] != ' ') {
        digest--;
      }
      datasetName = text(line, position, digest - 1);
      datasetDigest = text(line, digest, end);
    }
    return true;
  }

  private boolean fail(String reason) {
    fault = reason;
    return false;
  }

  private void clear() {
    step = 0;
    fields = 0;
    inSeconds = false;
    fault = null;
    alteration = null;
    runId = null;
    datasetName = null;
    datasetDigest = null;
  }

  private static int next(byte[] line, int from, int end) {
    int position = from;
    while (position < end && line[position] != ' ') {
      position++;
    }
    return position;
  }

  private static String text(byte[] line, int from, int to) {
    return new String(line, from, Math.max(0, to - from), StandardCharsets.UTF_8);
  }

  /** Returns the step; 0 if the line has none. */
  long step() {
    return step;
  }

  /** Tells whether the line's time was in seconds. */
  boolean isInSeconds() {
    return inSeconds;
  }

  /** Returns the time in milliseconds. */
  long timeMillis() {
    return timeMillis;
  }

  /** Returns the time in microseconds, or {@link RunSink#NO_TIME}. */
  long timeMicros() {
    return timeMicros;
  }

  /** Returns the value. */
  double value() {
    return value;
  }

  /** Returns the number of fields. */
  int fields() {
    return fields;
  }

  /** Returns why there is no point, or null. */
  @Nullable String fault() {
    return fault;
  }

  /** Returns how the point differs from what the line says, or null. */
  @Nullable String alteration() {
    return alteration;
  }

  /** Returns the run that logged a model's metric, or null for a run's metric. */
  @Nullable String runId() {
    return runId;
  }

  /** Returns the dataset's name, or null. */
  @Nullable String datasetName() {
    return datasetName;
  }

  /** Returns the dataset's digest, or null. */
  @Nullable String datasetDigest() {
    return datasetDigest;
  }
}
