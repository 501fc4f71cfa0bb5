package dev.almanac.ingest.logs.mapped;

import dev.almanac.ingest.logs.table.MetricTable;
import dev.almanac.ingest.logs.table.TableFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file whose rows are of several runs: a table of text, JSON lines, or Parquet.
 *
 * @param format how a table of text is written; null of the others
 */
record PartTable(Mapping mapping, Path file, @Nullable TableFormat format) {

  /**
   * Looks at a file.
   *
   * @throws IOException if it cannot be read, or has no columns
   */
  static PartTable of(Mapping mapping, Path file) throws IOException {
    if (ParquetTable.isNamedSo(file) || MappedLog.isJson(file)) {
      return new PartTable(mapping, file, null);
    }
    TableFormat format = Cells.format(mapping, file);
    if (format == null) {
      throw new IOException(file.getFileName() + " does not begin with names of columns");
    }
    return new PartTable(mapping, file, format);
  }

  /** Opens it to find its runs, where times do not matter. */
  PartRows open() throws IOException {
    return open(ZoneOffset.UTC, 0);
  }

  /**
   * Opens it at a row.
   *
   * @param zone where times without one were written
   * @param from where the row begins, as {@link PartRows#from} said; 0 for the beginning
   */
  PartRows open(ZoneId zone, long from) throws IOException {
    if (format != null) {
      MetricTable.Clock clock = Cells.clock(mapping, zone);
      return TextPartRows.open(file, format, clock, from);
    }
    return ParquetTable.isNamedSo(file)
        ? ParquetPartRows.open(file, mapping, zone, from)
        : JsonPartRows.open(file, mapping, zone, from);
  }

  /** Tells whether it is cheap to go to a row, so that rows of others need not be read. */
  boolean isSeekable() {
    return !ParquetTable.isNamedSo(file);
  }

  /** Returns the names of the columns, as far as all rows have the same. */
  List<String> columns() {
    return format == null ? List.of() : format.columns();
  }
}
