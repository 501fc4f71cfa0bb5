package dev.almanac.ingest.logs.lightning;

import dev.almanac.ingest.MetricDefinition;
import dev.almanac.ingest.MetricDefinition.StepKind;
import dev.almanac.ingest.MetricKind;
import dev.almanac.ingest.Problem;
import dev.almanac.ingest.RunSink;
import dev.almanac.ingest.logs.FileIdentity;
import dev.almanac.ingest.logs.Log;
import dev.almanac.ingest.logs.RunLog;
import dev.almanac.ingest.logs.table.TextStream;
import dev.almanac.ingest.read.text.LineReader;
import dev.almanac.ingest.read.text.NumberText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The folder of one run of Lightning's CSV logger. A row holds what was logged in one call and is
 * empty everywhere else; no row has a time.
 */
final class LightningLog implements Log {

  /** The column of the global step. */
  static final String STEP = "step";

  /** Reported one by one; of more in one file only the number. */
  private static final int MAX_PROBLEMS = 50;

  private final Path folder;
  private final Path metrics;
  private final boolean hasHparams;

  LightningLog(Path folder, boolean hasHparams) {
    this.folder = folder;
    this.metrics = folder.resolve(LightningFormat.METRICS);
    this.hasHparams = hasHparams;
  }

  @Override
  public Role role() {
    return Role.RUN;
  }

  @Override
  public Path folder() {
    return folder;
  }

  @Override
  public List<Path> files() {
    return hasHparams ? List.of(metrics, hparams()) : List.of(metrics);
  }

  private Path hparams() {
    return folder.resolve(LightningFormat.HPARAMS);
  }

  /** Lightning hands each point to all its loggers. */
  @Override
  public boolean completes(String tracker) {
    return tracker.equals("tensorboard");
  }

  /** A learning rate stands here as Python has it, in the event file as a float. */
  @Override
  public boolean isExact() {
    return true;
  }

  /**
   * How far the file was read.
   *
   * @param offset bytes of whole lines
   * @param lines number of those lines
   * @param identity what stands there
   */
  private record Cursor(long offset, long lines, FileIdentity identity) {

    static @Nullable Cursor parse(String text) {
      String[] parts = text.split(" ", -1);
      try {
        return new Cursor(
            Long.parseLong(parts[0]), Long.parseLong(parts[1]), FileIdentity.parse(parts[2]));
      } catch (IllegalArgumentException | IndexOutOfBoundsException malformed) {
        return null;
      }
    }

    @Override
    public String toString() {
      return offset + " " + lines + " " + identity;
    }
  }

  @Override
  public boolean canResume(String cursor) throws IOException {
    Cursor read = Cursor.parse(cursor);
    return read != null
        && read.lines > 0
        && Files.size(metrics) > read.offset
        && FileIdentity.of(metrics, read.offset).equals(read.identity);
  }

  @Override
  public void resume(String cursor, RunLog out) throws IOException {
    Cursor read = Cursor.parse(cursor);
    read(read == null ? new Cursor(0, 0, FileIdentity.NONE) : read, out);
  }

  @Override
  public void read(RunLog out) throws IOException {
    read(new Cursor(0, 0, FileIdentity.NONE), out);
  }

  private void read(Cursor from, RunLog out) throws IOException {
    if (hasHparams) {
      HparamsYaml.read(hparams(), out);
    }
    Rows rows = new Rows(out);
    long offset = from.offset;
    long number = from.lines;
    if (offset > 0) {
      rows.header(firstLine());
    }
    try (TextStream.Opened text =
        offset > 0 ? TextStream.openAt(metrics, offset) : TextStream.open(metrics)) {
      LineReader lines = new LineReader(text.input(), CsvRow.MAX_LINE);
      while (lines.next()) {
        if (!lines.isComplete()) {
          String reason = "The last line has no end yet.";
          out.problem(Problem.Kind.TRUNCATED, metrics, number + 1, reason, null);
          break;
        }
        number++;
        rows.line(lines, number);
        offset = text.skipped() + lines.nextOffset();
      }
      rows.finish();
      if (rows.hasOtherHeaders || !text.isAsInFile()) {
        return; // The first line's columns are not those of the last one, or offsets mean nothing.
      }
      out.cursor(new Cursor(offset, number, FileIdentity.of(metrics, offset)).toString());
    }
  }

  private List<String> firstLine() throws IOException {
    try (TextStream.Opened text = TextStream.open(metrics)) {
      LineReader lines = new LineReader(text.input(), CsvRow.MAX_LINE);
      CsvRow row = new CsvRow();
      if (lines.next()) {
        row.read(lines.bytes(), lines.start(), lines.end());
      }
      return row.texts();
    }
  }

  /** Takes in the lines of a file. */
  private final class Rows {
    private final RunLog out;
    private final CsvRow row = new CsvRow();
    private List<String> names = List.of();
    private int[] handles = new int[0];
    private int stepColumn = -1;
    private long problems;
    private boolean hasOtherHeaders;

    Rows(RunLog out) {
      this.out = out;
    }

    void header(List<String> columns) {
      names = new ArrayList<>(columns);
      stepColumn = names.indexOf(STEP);
      handles = new int[names.size()];
      Arrays.fill(handles, Integer.MIN_VALUE);
    }

    void line(LineReader lines, long number) {
      row.read(lines.bytes(), lines.start(), lines.end());
      if (lines.isOverlong()) {
        problem(number, "The line is longer than " + CsvRow.MAX_LINE + " bytes.", null);
      } else if (names.isEmpty() || isHeaderAgain()) {
        header(row.texts());
      } else if (row.size() == 1 && row.start(0) == row.end(0)) {
        return; // An empty line says nothing.
      } else if (row.size() != names.size()) {
        String reason = "The row has " + row.size() + " fields, the header " + names.size() + ".";
        problem(number, reason, raw(lines));
      } else {
        values(lines, number);
      }
    }

    /** Old versions wrote the header again where a metric came in late. */
    private boolean isHeaderAgain() {
      for (int column = 0; stepColumn >= 0 && column < row.size(); column++) {
        if (row.is(column, STEP)) {
          hasOtherHeaders = true;
          return true;
        }
      }
      return false;
    }

    private void values(LineReader lines, long number) {
      byte[] bytes = lines.bytes();
      NumberText.Integer step =
          stepColumn < 0
              ? null
              : NumberText.integer(bytes, row.start(stepColumn), row.end(stepColumn));
      if (step == null || !step.exact()) {
        problem(number, "The row has no step; its columns may be out of place.", raw(lines));
        return;
      }
      for (int column = 0; column < names.size(); column++) {
        int start = row.start(column);
        int end = row.end(column);
        if (column == stepColumn || start == end) {
          continue;
        }
        Double value = NumberText.real(bytes, start, end);
        if (value == null) {
          problem(number, "The value of " + names.get(column) + " is no number.", row.text(column));
        } else {
          out.point(handle(column), step.value(), RunSink.NO_TIME, value);
        }
      }
    }

    private int handle(int column) {
      if (handles[column] == Integer.MIN_VALUE) {
        String name = names.get(column);
        handles[column] = out.key(MetricKind.METRIC, name);
        out.metric(MetricDefinition.steps(MetricKind.METRIC, name, StepKind.STEP));
      }
      return handles[column];
    }

    private String raw(LineReader lines) {
      return new String(lines.copy(Problem.MAX_RAW), StandardCharsets.UTF_8).strip();
    }

    private void problem(long number, String reason, @Nullable String raw) {
      problems++;
      if (problems <= MAX_PROBLEMS) {
        out.problem(Problem.Kind.CORRUPT, metrics, number, reason, raw);
      }
    }

    void finish() {
      if (problems > MAX_PROBLEMS) {
        String reason = problems - MAX_PROBLEMS + " more places of the file cannot be read.";
        out.problem(Problem.Kind.CORRUPT, metrics, -1, reason, null);
      }
    }
  }
}
