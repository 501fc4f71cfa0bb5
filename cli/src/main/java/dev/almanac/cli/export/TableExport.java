package dev.almanac.cli.export;

import dev.almanac.cli.output.Format;
import dev.almanac.cli.output.ResultColumn;
import dev.almanac.cli.output.ResultWriter;
import dev.almanac.cli.output.TableFormat;
import dev.almanac.cli.sql.ListCursor;
import dev.almanac.reports.archive.ReportContent;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;

/** Writes the rows of one query of a report; a file appears only once it is whole. */
public final class TableExport {

  private TableExport() {}

  /**
   * Writes a file.
   *
   * @param format csv, json or parquet
   * @throws IOException if the file cannot be written
   */
  public static void write(ReportContent.Query query, Format format, Path file) throws IOException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try {
      if (format == Format.PARQUET) {
        ParquetTable.write(query, part);
      } else {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part))) {
          write(query, format, out);
        }
      }
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /** Writes to a stream, as one of the formats that are text. */
  public static void write(ReportContent.Query query, Format format, OutputStream out)
      throws IOException {
    ListCursor rows =
        new ListCursor(query.columns().stream().map(TableExport::column).toList(), query.rows());
    ResultWriter.write(format, rows, out, TableFormat.UNLIMITED);
  }

  private static ResultColumn column(ReportContent.Column column) {
    return new ResultColumn(
        column.name(),
        column.type().name().toLowerCase(Locale.ROOT),
        switch (column.type()) {
          case TEXT -> ResultColumn.Kind.TEXT;
          case BIGINT, DOUBLE -> ResultColumn.Kind.NUMBER;
          case BOOLEAN, TIMESTAMP, DATE -> ResultColumn.Kind.OTHER;
        });
  }
}
