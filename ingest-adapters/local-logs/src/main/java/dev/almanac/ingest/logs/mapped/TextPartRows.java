package dev.almanac.ingest.logs.mapped;

import dev.almanac.ingest.RunSink;
import dev.almanac.ingest.logs.table.MetricTable;
import dev.almanac.ingest.logs.table.TableFormat;
import dev.almanac.ingest.logs.table.TableReader;
import dev.almanac.ingest.logs.table.TextStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32C;

/** The rows of a table of text. */
final class TextPartRows implements PartRows {

  private final TextStream.Opened text;
  private final TableFormat format;
  private final MetricTable.Clock clock;
  private final TableReader reader;
  private boolean standsAtNames;

  private TextPartRows(
      TextStream.Opened text, TableFormat format, MetricTable.Clock clock, boolean standsAtNames) {
    this.text = text;
    this.format = format;
    this.clock = clock;
    this.standsAtNames = standsAtNames;
    this.reader = new TableReader(text.input(), format, text.skipped());
  }

  /**
   * Opens a table at a row, or at its beginning.
   *
   * @param from where a row begins, or 0
   * @throws IOException if it cannot be read; if its bytes are not those of the file, since rows
   *     are found again by them
   */
  static TextPartRows open(Path table, TableFormat format, MetricTable.Clock clock, long from)
      throws IOException {
    boolean isFirst = from == 0 && format.beginning() == 0;
    TextStream.Opened text =
        isFirst
            ? TextStream.open(table)
            : TextStream.openAt(table, Math.max(from, format.beginning()));
    if (!text.isAsInFile()) {
      text.close();
      throw new IOException(
          table.getFileName() + " is UTF-16; a table of several runs must be UTF-8");
    }
    return new TextPartRows(text, format, clock, isFirst);
  }

  @Override
  public boolean next() throws IOException {
    if (standsAtNames) {
      standsAtNames = false;
      reader.next();
    }
    return reader.next() && reader.isComplete();
  }

  @Override
  public long from() {
    return reader.offset();
  }

  @Override
  public long to() {
    return reader.nextOffset();
  }

  @Override
  public List<String> names() {
    return format.columns();
  }

  @Override
  public String text(int cell) {
    return cell < reader.cells() ? reader.text(cell) : "";
  }

  @Override
  public long bits(int cell) {
    return reader.bits(cell);
  }

  @Override
  public long whole(int cell) {
    return reader.whole(cell);
  }

  @Override
  public long micros(int cell) throws IOException {
    return cell < reader.cells() ? clock.micros(reader, cell) : RunSink.NO_TIME;
  }

  @Override
  public long checksum() {
    CRC32C row = new CRC32C();
    int start = reader.start(0);
    row.update(reader.bytes(), start, Math.max(0, reader.end(reader.cells() - 1) - start));
    return row.getValue();
  }

  @Override
  public String defect() {
    int width = format.columns().size();
    boolean isTooLong = reader.cells() > width && reader.end(width) > reader.start(width);
    return reader.cells() < width || isTooLong
        ? "The row has " + reader.cells() + " cells and the table " + width + " columns"
        : "";
  }

  @Override
  public void close() throws IOException {
    text.close();
  }
}
