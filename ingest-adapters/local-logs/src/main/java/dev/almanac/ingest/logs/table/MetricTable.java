package dev.almanac.ingest.logs.table;

import static java.util.Objects.requireNonNull;

import dev.almanac.ingest.MetricDefinition;
import dev.almanac.ingest.MetricDefinition.StepKind;
import dev.almanac.ingest.MetricKind;
import dev.almanac.ingest.Problem;
import dev.almanac.ingest.RunSink;
import dev.almanac.ingest.logs.RunLog;
import dev.almanac.ingest.read.text.NumberText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Takes a wide table into a run: a row a step, a column a metric. Repeated rows of names are passed
 * over, and may change the columns; a row that is still being written is left for later, and so is
 * its problem. Not safe for use by several threads.
 */
public final class MetricTable {

  /** Stands for a column that is not there. */
  public static final int NONE = -1;

  private static final int RAW = 200;

  private final Path file;
  private final RunLog out;
  private final Function<List<String>, Columns> meaning;
  private final StepKind stepKind;

  /**
   * What the columns of a table are.
   *
   * @param step column of the step, or {@link #NONE} to count rows from 0
   * @param time column of the time, or {@link #NONE}
   * @param clock how times are written
   * @param keys key of the metric in each column, null to leave the column out
   */
  public record Columns(int step, int time, Clock clock, List<@Nullable String> keys) {

    /** Copies the list. */
    public Columns {
      requireNonNull(clock, "clock is null");
      keys = java.util.Collections.unmodifiableList(new ArrayList<>(keys));
    }

    /** Makes a metric of each column but the step's. */
    public static Columns allBut(List<String> names, String step) {
      List<@Nullable String> keys = new ArrayList<>(names);
      int index = names.indexOf(step);
      if (index >= 0) {
        keys.set(index, null);
      }
      return new Columns(index, NONE, Clock.NONE, keys);
    }
  }

  /** Reads the time of a row. */
  @FunctionalInterface
  public interface Clock {

    /** Knows no times. */
    Clock NONE = (reader, cell) -> RunSink.NO_TIME;

    /** Returns microseconds since the epoch, or {@link RunSink#NO_TIME} if a cell holds no time. */
    long micros(TableReader reader, int cell);
  }

  /**
   * What came of a reading.
   *
   * @param rows rows that were taken in, with those of the readings before
   * @param lastStep step of the last row; {@link Long#MIN_VALUE} without rows
   * @param cursor how far it was read; null if it cannot be continued
   */
  public record Reading(long rows, long lastStep, @Nullable TailCursor cursor) {}

  /**
   * Prepares to read a table whose steps the caller describes.
   *
   * @param meaning tells from the names of the columns what they are
   */
  public MetricTable(Path file, RunLog out, Function<List<String>, Columns> meaning) {
    this(file, out, StepKind.UNKNOWN, meaning);
  }

  /**
   * Prepares to read.
   *
   * @param stepKind what the steps of the table count
   * @param meaning tells from the names of the columns what they are
   */
  public MetricTable(
      Path file, RunLog out, StepKind stepKind, Function<List<String>, Columns> meaning) {
    this.file = file;
    this.out = out;
    this.stepKind = stepKind;
    this.meaning = meaning;
  }

  /**
   * Reads all rows.
   *
   * @throws IOException if the file cannot be read at all
   */
  public Reading read(TableFormat format) throws IOException {
    if (format.beginning() > 0) {
      try (TextStream.Opened opened = TextStream.openAt(file, format.beginning())) {
        TableReader reader = new TableReader(opened.input(), format, opened.skipped());
        return new Rows(reader, 0).read(format.columns(), false);
      }
    }
    try (TextStream.Opened opened = TextStream.open(file)) {
      TableReader reader = new TableReader(opened.input(), format, opened.skipped());
      if (!reader.next()) {
        return new Reading(0, Long.MIN_VALUE, null);
      }
      return new Rows(reader, 0).read(names(reader), opened.isAsInFile());
    }
  }

  /** Reads the rows behind a cursor that {@link TailCursor#isStillIn} the file. */
  public Reading resume(TableFormat format, TailCursor cursor) throws IOException {
    long header = Long.parseLong(cursor.state().getOrDefault("header", "0"));
    List<String> names;
    try (TextStream.Opened opened = TextStream.openAt(file, header)) {
      TableReader reader = new TableReader(opened.input(), format, header);
      reader.next();
      names = names(reader);
    }
    try (TextStream.Opened opened = TextStream.openAt(file, cursor.offset())) {
      TableReader reader = new TableReader(opened.input(), format, cursor.offset());
      Rows rows = new Rows(reader, Long.parseLong(cursor.state().getOrDefault("rows", "0")));
      rows.headerOffset = header;
      rows.lastStep = Long.parseLong(cursor.state().getOrDefault("step", "" + Long.MIN_VALUE));
      return rows.read(names, true);
    }
  }

  private static List<String> names(TableReader reader) {
    List<String> names = new ArrayList<>();
    for (int cell = 0; cell < reader.cells(); cell++) {
      names.add(reader.text(cell));
    }
    return names;
  }

  /** One pass over rows. */
  private final class Rows {
    private final TableReader reader;
    private long rows;
    private long lastStep = Long.MIN_VALUE;
    private long headerOffset;
    private long end;
    private byte[] firstName = new byte[0];
    private List<String> names = List.of();
    private Columns columns = new Columns(NONE, NONE, Clock.NONE, List.of());
    private int[] handles = new int[0];
    private boolean[] known = new boolean[0];
    private boolean[] told = new boolean[0];
    private boolean raggedTold;
    private boolean holeTold;

    Rows(TableReader reader, long rows) {
      this.reader = reader;
      this.rows = rows;
      this.end = reader.nextOffset();
    }

    Reading read(List<String> first, boolean mayResume) throws IOException {
      if (rows == 0) {
        headerOffset = reader.offset();
      }
      end = reader.nextOffset();
      header(first);
      while (reader.next()) {
        if (!reader.isComplete()) {
          unfinished();
          break;
        }
        row();
        end = reader.nextOffset();
      }
      if (!mayResume) {
        return new Reading(rows, lastStep, null);
      }
      Map<String, String> state =
          Map.of("header", "" + headerOffset, "rows", "" + rows, "step", "" + lastStep);
      return new Reading(rows, lastStep, TailCursor.of(file, end, state));
    }

    private void header(List<String> found) {
      names = found;
      columns = meaning.apply(found);
      firstName = found.get(0).getBytes(StandardCharsets.UTF_8);
      handles = new int[found.size()];
      known = new boolean[found.size()];
      told = new boolean[found.size()];
    }

    private void unfinished() {
      out.problem(
          Problem.Kind.TRUNCATED,
          file,
          reader.offset(),
          "The last row does not end with a line break: it is still being written",
          reader.raw(RAW));
    }

    private void row() {
      if (reader.isOverlong()) {
        corrupt("A row is longer than " + TableReader.MAX_ROW + " bytes");
        return;
      }
      if (reader.isHoley()) {
        if (!holeTold) {
          corrupt("Zero bytes stand in the file: what was to be written there was lost");
          holeTold = true;
        }
        if (reader.isBlank()) {
          return;
        }
      }
      if (firstName.length > 0 && reader.is(0, firstName)) {
        repeatedHeader();
        return;
      }
      if (reader.cells() > names.size()) {
        tooLong();
      } else if (reader.cells() < names.size() && !raggedTold) {
        raggedTold = true;
        corrupt(
            "A row has %d cells and the table %d columns; the others are taken as empty"
                .formatted(reader.cells(), names.size()));
      }
      points();
    }

    private void repeatedHeader() {
      List<String> again = names(reader);
      if (!again.equals(names)) {
        headerOffset = reader.offset();
        header(again);
      }
    }

    private void tooLong() {
      for (int cell = names.size(); cell < reader.cells(); cell++) {
        if (reader.end(cell) > reader.start(cell) && !raggedTold) {
          raggedTold = true;
          corrupt(
              "A row has %d cells and the table %d columns; cells without a name are left out"
                  .formatted(reader.cells(), names.size()));
        }
      }
    }

    private void points() {
      long step = step();
      int timeCell = columns.time();
      long micros =
          timeCell == NONE || timeCell >= reader.cells()
              ? RunSink.NO_TIME
              : columns.clock().micros(reader, timeCell);
      List<@Nullable String> keys = columns.keys();
      int count = Math.min(reader.cells(), keys.size());
      for (int cell = 0; cell < count; cell++) {
        String key = keys.get(cell);
        if (key == null) {
          continue;
        }
        long bits = reader.bits(cell);
        if (bits == TableReader.MISSING) {
          continue;
        }
        if (bits == TableReader.TEXT) {
          text(cell, key, step, micros);
        } else {
          out.point(handle(cell, key), step, micros, Double.longBitsToDouble(bits));
        }
      }
      rows++;
      lastStep = step;
    }

    private int handle(int cell, String key) {
      if (!known[cell]) {
        known[cell] = true;
        handles[cell] = named(key);
      }
      return handles[cell];
    }

    private int named(String key) {
      int handle = out.key(MetricKind.METRIC, key);
      if (stepKind != StepKind.UNKNOWN) {
        out.metric(MetricDefinition.steps(MetricKind.METRIC, key, stepKind));
      }
      return handle;
    }

    private long step() {
      int cell = columns.step();
      if (cell == NONE) {
        return rows;
      }
      long step = reader.whole(cell);
      if (step != TableReader.NO_WHOLE) {
        return step;
      }
      long bits = reader.bits(cell);
      if (bits != TableReader.MISSING && bits != TableReader.TEXT) {
        long rounded = (long) Double.longBitsToDouble(bits);
        out.problem(
            Problem.Kind.ALTERED,
            file,
            reader.offset(),
            "The step is no whole number and went in as " + rounded,
            reader.text(cell));
        return rounded;
      }
      if (!told[cell]) {
        told[cell] = true;
        corrupt("A row has no step; it was given that of the row before");
      }
      return lastStep == Long.MIN_VALUE ? 0 : lastStep;
    }

    /** Keras writes arrays as texts; each element becomes a metric of its own. */
    private void text(int cell, String key, long step, long micros) {
      String text = reader.text(cell);
      double[] elements = elements(text);
      if (elements.length > 0) {
        for (int i = 0; i < elements.length; i++) {
          out.point(named(key + "/" + i), step, micros, elements[i]);
        }
        return;
      }
      double seconds = seconds(text);
      if (!Double.isNaN(seconds)) {
        out.point(handle(cell, key), step, micros, seconds);
        return;
      }
      if (!told[cell]) {
        told[cell] = true;
        out.problem(
            Problem.Kind.UNSUPPORTED,
            file,
            reader.offset(),
            "Column " + key + " holds a text where numbers are expected; only its numbers went in",
            text);
      }
    }

    private void corrupt(String reason) {
      out.problem(Problem.Kind.CORRUPT, file, reader.offset(), reason, reader.raw(RAW));
    }
  }

  /** Returns the seconds of a duration as fastai prints it, {@code 01:23}; NaN if it is none. */
  static double seconds(String text) {
    if (!text.matches("\\d{1,4}:[0-5]\\d(:[0-5]\\d)?")) {
      return Double.NaN;
    }
    double seconds = 0;
    for (String part : text.split(":")) {
      seconds = 60 * seconds + Integer.parseInt(part);
    }
    return seconds;
  }

  /** Returns the numbers of a list as Python or numpy prints it; none if it is no such list. */
  static double[] elements(String text) {
    int end = text.length() - 1;
    if (end < 1 || end > 1 << 16 || text.charAt(0) != '[' || text.charAt(end) != ']') {
      return new double[0];
    }
    String[] parts = text.substring(1, end).strip().split("[,\\s]+");
    double[] values = new double[parts.length];
    for (int i = 0; i < parts.length; i++) {
      byte[] bytes = parts[i].getBytes(StandardCharsets.UTF_8);
      Double value = NumberText.real(bytes, 0, bytes.length);
      if (value == null) {
        return new double[0];
      }
      values[i] = value;
    }
    return Arrays.copyOf(values, values.length);
  }
}
