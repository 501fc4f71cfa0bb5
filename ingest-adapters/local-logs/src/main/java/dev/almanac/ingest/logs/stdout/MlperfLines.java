package dev.almanac.ingest.logs.stdout;

import dev.almanac.ingest.model.RunStatus;
import dev.almanac.ingest.read.json.JsonText;
import dev.almanac.ingest.read.json.JsonValue;
import java.io.IOException;

/**
 * Lines of MLPerf's {@code mlperf_logging}: {@code :::MLLOG} and a JSON object. A number with a
 * step, epoch or count of samples in its metadata is a point; any other value at a point in time is
 * a setting.
 */
final class MlperfLines implements LineParser {

  private static final String MARK = ":::MLLOG ";

  MlperfLines() {}

  @Override
  public boolean line(String line, Printed out) {
    int mark = line.indexOf(MARK);
    if (mark < 0) {
      return false;
    }
    JsonValue entry;
    try {
      entry = JsonText.parse(line.substring(mark + MARK.length()));
    } catch (IOException malformed) {
      return false;
    }
    String key = entry.get("key").text();
    if (key == null) {
      return false;
    }
    Long millis = entry.get("time_ms").integer();
    if (millis != null && Math.abs(millis) < Long.MAX_VALUE / 1_000) {
      out.time(millis * 1_000);
    }
    JsonValue value = entry.get("value");
    JsonValue metadata = entry.get("metadata");
    if (key.equals("run_stop")) {
      ended(metadata.get("status").text(), out);
    }
    Long step = step(metadata);
    Double number = value instanceof JsonValue.Num ? value.number() : null;
    if (number != null && step != null) {
      out.number(key, step, number, "");
    } else if (value instanceof JsonValue.Obj && step != null) {
      value
          .entries()
          .forEach(
              (name, each) -> {
                Double part = each.number();
                if (part != null) {
                  out.number(key + "/" + name, step, part, "");
                }
              });
    } else if (key.startsWith("submission_") && !value.isNull()) {
      out.tag(key, value.asText());
    } else if (!value.isNull() && "POINT_IN_TIME".equals(entry.get("event_type").text())) {
      out.param(key, value.asText());
    }
    // Intervals without value bound epochs; they are known, and say nothing else.
    return true;
  }

  private static void ended(@org.jspecify.annotations.Nullable String status, Printed out) {
    if (status != null) {
      out.ended(status.equals("success") ? RunStatus.FINISHED : RunStatus.KILLED);
    }
  }

  private static @org.jspecify.annotations.Nullable Long step(JsonValue metadata) {
    for (String name : new String[] {"step_num", "samples_count", "epoch_num", "first_epoch_num"}) {
      Long step = metadata.get(name).integer();
      if (step != null) {
        return step;
      }
    }
    return null;
  }
}
