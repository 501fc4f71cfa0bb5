package dev.almanac.ingest.logs.sacred;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.almanac.ingest.MetricDefinition.StepKind;
import dev.almanac.ingest.MetricKind;
import dev.almanac.ingest.Problem;
import dev.almanac.ingest.RunSink;
import dev.almanac.ingest.logs.RunLog;
import dev.almanac.ingest.logs.facts.IsoTimes;
import dev.almanac.ingest.logs.facts.RowPoints;
import dev.almanac.ingest.read.json.JsonText;
import dev.almanac.ingest.read.json.JsonValue;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads the curves of a run: {@code metrics.json}, where a metric has lists of steps, values and
 * times, and {@code info.json}, where PyMARL and its many descendants keep {@code name} and {@code
 * name_T}. Streams; holds one metric's numbers at a time, of {@code info.json} all of them.
 */
final class SacredSeries {

  /** What PyMARL's logger appends to a metric's name for the list of its steps. */
  private static final String STEPS = "_T";

  private final RunLog out;

  SacredSeries(RunLog out) {
    this.out = out;
  }

  /** Reads {@code metrics.json}. */
  void metrics(Path file) throws IOException {
    RowPoints points = new RowPoints(out, MetricKind.METRIC, StepKind.STEP);
    try (InputStream input = new BufferedInputStream(Files.newInputStream(file));
        JsonParser parser = JsonText.factory().createParser(input)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("it is no JSON object");
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        metric(name, parser, points, file);
      }
    }
  }

  private void metric(String name, JsonParser parser, RowPoints points, Path file)
      throws IOException {
    NumberList steps = new NumberList();
    NumberList values = new NumberList();
    NumberList times = new NumberList();
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return;
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String field = parser.currentName();
      parser.nextToken();
      switch (field) {
        case "steps" -> numbers(parser, steps);
        case "values" -> numbers(parser, values);
        case "timestamps" -> times(parser, times);
        default -> parser.skipChildren();
      }
    }
    for (int i = 0; i < Math.min(values.size(), steps.size()); i++) {
      double time = i < times.size() ? times.at(i) : Double.NaN;
      points.number(
          name,
          (long) steps.at(i),
          Double.isNaN(time) ? RunSink.NO_TIME : (long) time,
          values.at(i));
    }
    tellUnequal(name, values.size(), steps.size(), file);
  }

  private void tellUnequal(String name, int values, int steps, Path file) {
    if (values != steps) {
      out.problem(
          Problem.Kind.CORRUPT,
          file,
          -1,
          name + " has " + values + " values and " + steps + " steps: the rest has no partner",
          null);
    }
  }

  /** Reads a list of numbers, those that jsonpickle wrapped too, and tells if it was one. */
  private static boolean numbers(JsonParser parser, NumberList list) throws IOException {
    boolean allNumbers = true;
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      parser.skipChildren();
      return false;
    }
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      JsonToken token = parser.currentToken();
      if (token == null) {
        throw new IOException("it ends in the middle");
      }
      if (token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT) {
        list.add(parser.getDoubleValue());
      } else {
        JsonValue value = Jsonpickle.plain(JsonText.read(parser));
        boolean isNumber = value instanceof JsonValue.Num;
        allNumbers &= isNumber || value.isNull();
        list.add(value instanceof JsonValue.Num number ? number.value() : Double.NaN);
      }
    }
    return allNumbers;
  }

  private static void times(JsonParser parser, NumberList list) throws IOException {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      parser.skipChildren();
      return;
    }
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken() == null) {
        throw new IOException("it ends in the middle");
      }
      long micros = IsoTimes.micros(IsoTimes.instant(parser.getText(), ZoneOffset.UTC));
      list.add(micros == RunSink.NO_TIME ? Double.NaN : micros);
      parser.skipChildren();
    }
  }

  /** Reads {@code info.json}: lists of numbers are curves, everything else is a tag. */
  void info(Path file) throws IOException {
    Map<String, NumberList> lists = new LinkedHashMap<>();
    try (InputStream input = new BufferedInputStream(Files.newInputStream(file));
        JsonParser parser = JsonText.factory().createParser(input)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("it is no JSON object");
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        if (parser.nextToken() == JsonToken.START_ARRAY) {
          NumberList list = new NumberList();
          if (numbers(parser, list)) {
            lists.put(name, list);
          } else {
            out.problem(
                Problem.Kind.UNSUPPORTED,
                file,
                -1,
                "The list " + name + " holds more than numbers: left out",
                null);
          }
        } else {
          out.tag("info." + name, Jsonpickle.plain(JsonText.read(parser)).asText());
        }
      }
    }
    lists.forEach((name, list) -> curve(name, list, lists, file));
  }

  private void curve(String name, NumberList values, Map<String, NumberList> lists, Path file) {
    boolean isSteps =
        name.endsWith(STEPS) && lists.containsKey(name.substring(0, name.length() - 2));
    if (isSteps) {
      return;
    }
    NumberList steps = lists.get(name + STEPS);
    RowPoints points =
        new RowPoints(out, MetricKind.METRIC, steps == null ? StepKind.ROW : StepKind.STEP);
    int count = steps == null ? values.size() : Math.min(values.size(), steps.size());
    for (int i = 0; i < count; i++) {
      long step = steps == null ? i : (long) steps.at(i);
      points.number(name, step, RunSink.NO_TIME, values.at(i));
    }
    if (steps != null) {
      tellUnequal(name, values.size(), steps.size(), file);
    }
  }
}
