package dev.almanac.ingest.wandb.server;

import dev.almanac.ingest.RunSink;
import dev.almanac.ingest.read.json.JsonValue;
import dev.almanac.ingest.read.parquet.ParquetColumn;
import dev.almanac.ingest.read.parquet.ParquetRows;
import dev.almanac.ingest.read.parquet.ParquetSession;
import dev.almanac.ingest.wandb.DeliveredRun;
import dev.almanac.ingest.wandb.WandbHistory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * History that W&B exported to Parquet: a column for each metric under its dotted name, with {@code
 * _step}, {@code _timestamp}, {@code _runtime}. Streams rows in the order of steps.
 */
final class HistoryFiles {

  private static final double EXACT = 0x1p53;

  private static final int MAX_DEPTH = 50;

  private static final String FIRST_STEP = "SELECT min(\"_step\") FROM read_parquet(?)";

  /** How a column is read. */
  private enum Reading {
    REAL,
    INTEGER,
    TRUTH,
    OTHER
  }

  /** A file and its first step. */
  private record Part(Path file, List<ParquetColumn> columns, long firstStep) {}

  private HistoryFiles() {}

  /**
   * Delivers the rows with steps in a range.
   *
   * @param from first step that is wanted
   * @param to step before which to end
   */
  static void read(
      ParquetSession session,
      List<Path> files,
      long from,
      long to,
      DeliveredRun run,
      WandbHistory history,
      HistoryRows rows)
      throws IOException {
    List<Part> parts = new ArrayList<>();
    for (Path file : files) {
      List<ParquetColumn> columns = session.columns(file);
      if (columns.stream().noneMatch(each -> each.name().equals(WandbHistory.STEP))) {
        throw new IOException(
            "Cannot read " + file.getFileName() + ": it has no column _step, so it is no history");
      }
      parts.add(new Part(file, columns, firstStep(session, file)));
    }
    // The server names the files in no order.
    parts.sort(Comparator.comparingLong(Part::firstStep));
    for (Part part : parts) {
      part(session, part, from, to, run, history, rows);
    }
  }

  private static long firstStep(ParquetSession session, Path file) throws IOException {
    try (ParquetRows rows = session.query(List.of(file), FIRST_STEP)) {
      return rows.next() && !rows.isNull(0) ? (long) rows.real(0) : Long.MAX_VALUE;
    }
  }

  private static void part(
      ParquetSession session,
      Part part,
      long from,
      long to,
      DeliveredRun run,
      WandbHistory history,
      HistoryRows counted)
      throws IOException {
    List<ParquetColumn> columns = part.columns();
    int count = columns.size();
    Reading[] readings = new Reading[count];
    int[] handles = new int[count];
    boolean[] known = new boolean[count];
    List<String> names = columns.stream().map(ParquetColumn::name).toList();
    for (int i = 0; i < count; i++) {
      readings[i] = reading(columns.get(i).type());
    }
    int stepColumn = names.indexOf(WandbHistory.STEP);
    int timeColumn = names.indexOf(WandbHistory.TIMESTAMP);
    int runtimeColumn = names.indexOf(WandbHistory.RUNTIME);
    // pandas keeps the numbers of the rows so.
    int indexColumn = names.indexOf("__index_level_0__");
    RunSink sink = run.sink();
    try (ParquetRows rows = session.read(part.file(), names)) {
      while (rows.next()) {
        long step = step(rows, stepColumn, readings[stepColumn]);
        if (step < from || step >= to) {
          continue;
        }
        long time = timeColumn < 0 ? RunSink.NO_TIME : time(rows, timeColumn);
        counted.note(step);
        for (int i = 0; i < count; i++) {
          if (i == stepColumn || i == timeColumn || i == runtimeColumn || i == indexColumn) {
            continue;
          }
          double value;
          switch (readings[i]) {
            case REAL -> value = rows.real(i);
            case TRUTH -> value = rows.truth(i) ? 1 : 0;
            case INTEGER -> {
              long whole = rows.integer(i);
              if (Math.abs((double) whole) >= EXACT) {
                history.value(names.get(i), new JsonValue.Num(Long.toString(whole)), step, time);
                continue;
              }
              value = whole;
            }
            default -> {
              Object other = rows.value(i);
              if (other != null) {
                history.value(names.get(i), json(other, 0), step, time);
              }
              continue;
            }
          }
          if (rows.wasNull()) {
            continue;
          }
          if (!known[i]) {
            known[i] = true;
            handles[i] = run.metric(names.get(i));
          }
          sink.point(run.handle(), handles[i], step, time, value);
        }
      }
    }
  }

  private static long step(ParquetRows rows, int column, Reading reading) throws IOException {
    return reading == Reading.INTEGER ? rows.integer(column) : (long) rows.real(column);
  }

  private static long time(ParquetRows rows, int column) throws IOException {
    double seconds = rows.real(column);
    return rows.wasNull() ? RunSink.NO_TIME : WandbHistory.micros(seconds);
  }

  private static Reading reading(String type) {
    return switch (type) {
      case "DOUBLE", "FLOAT" -> Reading.REAL;
      case "BIGINT", "INTEGER", "SMALLINT", "TINYINT", "UINTEGER", "USMALLINT", "UTINYINT" ->
          Reading.INTEGER;
      case "BOOLEAN" -> Reading.TRUTH;
      default -> Reading.OTHER;
    };
  }

  private static JsonValue json(@Nullable Object value, int depth) {
    if (value == null || depth > MAX_DEPTH) {
      return JsonValue.NULL;
    }
    if (value instanceof Boolean truth) {
      return new JsonValue.Bool(truth);
    }
    if (value instanceof Number number) {
      return new JsonValue.Num(number.toString());
    }
    if (value instanceof List<?> list) {
      return new JsonValue.Array(list.stream().map(each -> json(each, depth + 1)).toList());
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, JsonValue> fields = new LinkedHashMap<>();
      map.forEach(
          (key, each) -> {
            if (each != null) {
              fields.put(String.valueOf(key), json(each, depth + 1));
            }
          });
      return new JsonValue.Obj(fields);
    }
    return new JsonValue.Text(value.toString());
  }
}
