package dev.almanac.ingest.wandb.server;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.almanac.ingest.Problem;
import dev.almanac.ingest.RunSink;
import dev.almanac.ingest.read.json.JsonText;
import dev.almanac.ingest.read.json.JsonValue;
import dev.almanac.ingest.read.text.DecimalText;
import dev.almanac.ingest.wandb.DeliveredRun;
import dev.almanac.ingest.wandb.WandbHistory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Rows of a history as the server hands them out, JSON objects, straight into the sink: rows of
 * numbers as {@link PlainRow}, and any others by a parser. Not safe for use by several threads.
 */
final class HistoryRows {

  /** From here on not every whole number is a double. */
  private static final double EXACT = 0x1p53;

  private static final int LONGEST_NUMBER = 400;

  private final DeliveredRun run;
  private final WandbHistory history;
  private final PlainRow plain;
  private final byte[] number = new byte[LONGEST_NUMBER];
  private String[] keys = new String[64];
  private double[] values = new double[64];
  private int size;
  private final List<String> otherKeys = new ArrayList<>();
  private final List<JsonValue> others = new ArrayList<>();
  private long step;
  private long time;
  private long lastStep = -1;
  private long rows;

  HistoryRows(DeliveredRun run, WandbHistory history) {
    this.run = run;
    this.history = history;
    this.plain = new PlainRow(run);
  }

  /** Returns the number of rows so far. */
  long rows() {
    return rows;
  }

  /** Returns the greatest step so far, or -1. */
  long lastStep() {
    return lastStep;
  }

  /** Notes a row that was delivered by other means. */
  void note(long rowStep) {
    rows++;
    lastStep = Math.max(lastStep, rowStep);
  }

  /** Takes a row that is part of an answer: a text that holds a JSON object, or an object. */
  void row(byte[] answer, int start, int end) throws IOException {
    if (plain.read(answer, start, end)) {
      rows++;
      step = plain.hasStep() ? plain.step() : Math.max(lastStep, 0);
      lastStep = Math.max(lastStep, step);
      plain.deliver(step);
      return;
    }
    try (JsonParser text = JsonText.factory().createParser(answer, start, end - start)) {
      if (text.nextToken() == null) {
        throw new IOException("Cannot read the rows: the answer is no JSON");
      }
      row(text);
    }
  }

  private void row(JsonParser text) throws IOException {
    rows++;
    if (text.currentToken() == JsonToken.START_OBJECT) {
      object(text);
      deliver();
      return;
    }
    char[] characters = text.getTextCharacters();
    int offset = text.getTextOffset();
    int length = text.getTextLength();
    try (JsonParser row = JsonText.factory().createParser(characters, offset, length)) {
      row.nextToken();
      object(row);
    } catch (IOException malformed) {
      run.problem(
          Problem.Kind.CORRUPT,
          "A row of the history is no JSON object: " + firstLine(malformed),
          new String(characters, offset, Math.min(length, Problem.MAX_RAW)));
      size = 0;
      return;
    }
    deliver();
  }

  private static String firstLine(IOException malformed) {
    return String.valueOf(malformed.getMessage()).lines().findFirst().orElse("");
  }

  private void object(JsonParser row) throws IOException {
    size = 0;
    otherKeys.clear();
    others.clear();
    step = Math.max(lastStep, 0);
    time = RunSink.NO_TIME;
    if (row.currentToken() != JsonToken.START_OBJECT) {
      throw new IOException("it is " + row.currentToken());
    }
    while (row.nextToken() != JsonToken.END_OBJECT) {
      if (row.currentToken() == null) {
        throw new IOException("it ends early");
      }
      String key = row.currentName();
      JsonToken token = row.nextToken();
      if (key.startsWith("_") && isOwn(key, row, token)) {
        continue;
      }
      value(key, row, token);
    }
  }

  /** Takes step and time; the time since the start follows from them. */
  private boolean isOwn(String key, JsonParser row, JsonToken token) throws IOException {
    switch (key) {
      case WandbHistory.STEP -> {
        Long stated =
            token == JsonToken.VALUE_NUMBER_INT
                ? (Long) row.getLongValue()
                : JsonText.read(row).integer();
        step = stated == null ? step : stated;
        return true;
      }
      case WandbHistory.TIMESTAMP -> {
        time = WandbHistory.micros(JsonText.read(row).number());
        return true;
      }
      case WandbHistory.RUNTIME -> {
        JsonText.read(row);
        return true;
      }
      default -> {
        return false;
      }
    }
  }

  private void value(String key, JsonParser row, JsonToken token) throws IOException {
    switch (token) {
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
        double value = real(row);
        if (Math.abs(value) < EXACT || token == JsonToken.VALUE_NUMBER_FLOAT) {
          add(key, value);
        } else {
          other(key, JsonText.read(row));
        }
      }
      case VALUE_TRUE -> add(key, 1);
      case VALUE_FALSE -> add(key, 0);
      case VALUE_NULL -> {}
      default -> other(key, JsonText.read(row));
    }
  }

  private double real(JsonParser row) throws IOException {
    char[] text = row.getTextCharacters();
    int offset = row.getTextOffset();
    int length = row.getTextLength();
    if (length <= LONGEST_NUMBER) {
      for (int i = 0; i < length; i++) {
        number[i] = (byte) text[offset + i];
      }
      long bits = DecimalText.bits(number, 0, length);
      if (bits != DecimalText.UNDECIDED) {
        return Double.longBitsToDouble(bits);
      }
    }
    return new JsonValue.Num(row.getText()).value();
  }

  private void add(String key, double value) {
    if (size == keys.length) {
      keys = Arrays.copyOf(keys, 2 * size);
      values = Arrays.copyOf(values, 2 * size);
    }
    keys[size] = key;
    values[size++] = value;
  }

  private void other(String key, JsonValue value) {
    otherKeys.add(key);
    others.add(value);
  }

  private void deliver() {
    lastStep = Math.max(lastStep, step);
    for (int i = 0; i < size; i++) {
      run.sink().point(run.handle(), run.metric(keys[i]), step, time, values[i]);
    }
    for (int i = 0; i < others.size(); i++) {
      history.value(otherKeys.get(i), others.get(i), step, time);
    }
  }
}
