package dev.almanac.ingest.logs.table;

import static java.util.Objects.requireNonNull;

import dev.almanac.ingest.MetricDefinition.StepKind;
import dev.almanac.ingest.Problem;
import dev.almanac.ingest.logs.Log;
import dev.almanac.ingest.logs.RunLog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A log that is one wide table, with or without other files beside it; continues where the table
 * was read to. Subclasses say what the columns are.
 */
public abstract class TableLog implements Log {

  private final Path table;
  private final Role role;
  private final String part;
  private final StepKind stepKind;

  /**
   * Describes the log.
   *
   * @param part what tells it from others in its folder; empty if the folder is the run
   * @param stepKind what its steps count
   */
  protected TableLog(Path table, String part, StepKind stepKind) {
    this.table = table;
    this.role = part.isEmpty() ? Role.RUN : Role.PART;
    this.part = part;
    this.stepKind = stepKind;
  }

  /** Tells what the columns are. */
  protected abstract MetricTable.Columns columns(List<String> names);

  /** Takes in what stands beside the table. Called first, on every reading. */
  protected void beside(RunLog out) throws IOException {}

  /** Hears what came of the reading. */
  protected void finish(MetricTable.Reading reading, RunLog out) throws IOException {}

  /** Returns how the table is written, or null if it is none. */
  protected @Nullable TableFormat format() throws IOException {
    return TableFormat.of(table);
  }

  /** Returns the table. */
  protected final Path table() {
    return table;
  }

  @Override
  public final Role role() {
    return role;
  }

  @Override
  public final String part() {
    return part;
  }

  @Override
  public Path folder() {
    return requireNonNull(table.getParent(), "a file has a folder");
  }

  @Override
  public List<Path> files() {
    return List.of(table);
  }

  /** A table holds what was logged to the last digit, an event file a float. */
  @Override
  public boolean isExact() {
    return true;
  }

  @Override
  public final void read(RunLog out) throws IOException {
    beside(out);
    TableFormat format = format();
    if (format == null) {
      boolean isEmpty = java.nio.file.Files.size(table) == 0;
      out.problem(
          isEmpty ? Problem.Kind.TRUNCATED : Problem.Kind.CORRUPT,
          table,
          0,
          isEmpty ? "The table is empty" : "The file does not begin with names of columns",
          null);
      return;
    }
    finished(table(out).read(format), out);
  }

  @Override
  public final boolean canResume(String cursor) throws IOException {
    TailCursor saved = TailCursor.parse(cursor);
    return saved != null && saved.isStillIn(table);
  }

  @Override
  public final void resume(String cursor, RunLog out) throws IOException {
    beside(out);
    TableFormat format = requireNonNull(format(), "the table was read before");
    TailCursor saved = requireNonNull(TailCursor.parse(cursor), "only after canResume");
    finished(table(out).resume(format, saved), out);
  }

  private void finished(MetricTable.Reading reading, RunLog out) throws IOException {
    TailCursor cursor = reading.cursor();
    if (cursor != null) {
      out.cursor(cursor.text());
    }
    finish(reading, out);
  }

  private MetricTable table(RunLog out) {
    return new MetricTable(table, out, stepKind, this::columns);
  }
}
