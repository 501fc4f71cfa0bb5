package dev.almanac.ingest.logs.facts;

import dev.almanac.ingest.Problem;
import dev.almanac.ingest.RunSink;
import dev.almanac.ingest.logs.RunLog;
import dev.almanac.ingest.logs.table.JsonRows;
import dev.almanac.ingest.logs.table.TableFormat;
import dev.almanac.ingest.logs.table.TableReader;
import dev.almanac.ingest.logs.table.TailCursor;
import dev.almanac.ingest.logs.table.TextStream;
import dev.almanac.ingest.read.text.FileTexts;
import dev.almanac.ingest.read.yaml.YamlText;
import dev.almanac.ingest.read.yaml.YamlValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Takes rows into a run: JSON lines, or a table some of whose cells hold Python dictionaries. */
public final class FlatRows {

  private static final int RAW = 200;

  private final Path file;
  private final RunLog out;
  private final RowPoints points;
  private final FlatRow.Meaning meaning;
  private long lastStep = Long.MIN_VALUE;

  /** Prepares to read. */
  public FlatRows(Path file, RunLog out, RowPoints points, FlatRow.Meaning meaning) {
    this.file = file;
    this.out = out;
    this.points = points;
    this.meaning = meaning;
  }

  /**
   * Reads JSON lines, in each of which paths are joined by {@code /}.
   *
   * @param offset bytes to pass over
   * @return how far it was read
   * @throws IOException if the file cannot be read at all
   */
  public TailCursor json(long offset) throws IOException {
    long end = offset;
    FlatRow row = new FlatRow();
    long first = points.resumedStep();
    lastStep = first;
    try (TextStream.Opened opened =
        offset == 0 ? TextStream.open(file) : TextStream.openAt(file, offset)) {
      JsonRows rows = new JsonRows(opened.input(), offset == 0 ? opened.skipped() : offset);
      while (rows.next()) {
        row.clear();
        String raw = rows.raw(RAW);
        long at = rows.offset();
        IOException malformed = null;
        try {
          rows.leaves("/", row);
        } catch (IOException foreign) {
          malformed = foreign;
        }
        long next = rows.nextOffset();
        if (malformed == null) {
          deliver(row);
        } else if (!rows.isComplete()) {
          out.problem(
              Problem.Kind.TRUNCATED, file, at, "The last line is still being written", raw);
          break;
        } else {
          tellMalformed(at, raw, malformed);
        }
        end = next;
      }
    }
    points.tellLeftOut(file);
    return TailCursor.of(file, end, Map.of("step", "" + lastStep));
  }

  private void tellMalformed(long at, String raw, IOException malformed) {
    boolean isPointer =
        at == 0 && LogFiles.isPointer(raw.getBytes(StandardCharsets.UTF_8), raw.length());
    out.problem(
        isPointer ? Problem.Kind.UNSUPPORTED : Problem.Kind.CORRUPT,
        file,
        at,
        isPointer
            ? "Git keeps its content elsewhere; fetch it with git lfs pull"
            : "The line is not JSON: " + FileTexts.reason(malformed),
        raw);
  }

  private void deliver(FlatRow row) {
    row.deliver(meaning, points);
    if (meaning.isPoints(row)) {
      lastStep = Math.max(lastStep, meaning.step(row));
    }
  }

  /** Reads a table. */
  public void table(TableFormat format) throws IOException {
    FlatRow row = new FlatRow();
    try (TextStream.Opened opened = TextStream.open(file)) {
      TableReader reader = new TableReader(opened.input(), format, opened.skipped());
      List<String> names = new ArrayList<>();
      while (reader.next()) {
        if (names.isEmpty()) {
          for (int cell = 0; cell < reader.cells(); cell++) {
            names.add(reader.text(cell));
          }
          continue;
        }
        if (!reader.isComplete()) {
          out.problem(
              Problem.Kind.TRUNCATED,
              file,
              reader.offset(),
              "The last row does not end with a line break: it is still being written",
              reader.raw(RAW));
          break;
        }
        row.clear();
        for (int cell = 0; cell < Math.min(names.size(), reader.cells()); cell++) {
          cell(names.get(cell), reader, cell, row);
        }
        deliver(row);
      }
    }
    points.tellLeftOut(file);
  }

  private static void cell(String name, TableReader reader, int cell, FlatRow row) {
    long bits = reader.bits(cell);
    if (bits == TableReader.MISSING) {
      return;
    }
    if (bits != TableReader.TEXT) {
      row.number(name, Double.longBitsToDouble(bits));
      return;
    }
    String text = reader.text(cell);
    if (text.equals("True") || text.equals("False")) {
      row.truth(name, text.equals("True"));
    } else if (text.startsWith("{")) {
      dictionary(name, text, row);
    } else {
      row.text(name, text);
    }
  }

  /** What Python's {@code str()} makes of a dictionary is YAML, too. */
  private static void dictionary(String name, String text, FlatRow row) {
    try {
      flatten(name, YamlText.parse(text), row);
    } catch (IOException foreign) {
      row.text(name, text);
    }
  }

  private static void flatten(String path, YamlValue value, FlatRow row) {
    if (!value.entries().isEmpty()) {
      value.entries().forEach((key, below) -> flatten(path + '/' + key, below, row));
      return;
    }
    String text = value.text();
    if (!(value instanceof YamlValue.Scalar scalar) || text == null || text.equals("None")) {
      return;
    }
    Double number =
        scalar.isPlain() ? new dev.almanac.ingest.read.json.JsonValue.Text(text).number() : null;
    if (number != null) {
      row.number(path, number);
    } else if (scalar.isPlain() && (text.equals("True") || text.equals("False"))) {
      row.truth(path, text.equals("True"));
    } else {
      row.text(path, text);
    }
  }

  /** Returns the first row of JSON lines, or an empty one. */
  public static FlatRow first(Path file) {
    FlatRow row = new FlatRow();
    if (Files.isRegularFile(file)) {
      try (TextStream.Opened opened = TextStream.open(file)) {
        JsonRows rows = new JsonRows(opened.input(), 0);
        if (rows.next()) {
          rows.leaves("/", row);
        }
      } catch (IOException foreign) {
        row.clear();
      }
    }
    return row;
  }

  /** Returns seconds since the epoch as a row's time. */
  public static long seconds(FlatRow row, String path) {
    Double seconds = row.number(path);
    return seconds == null ? RunSink.NO_TIME : IsoTimes.micros(seconds);
  }
}
