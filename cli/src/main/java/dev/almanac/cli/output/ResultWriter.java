package dev.almanac.cli.output;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/** Writes results as text to where the user wants them. */
public final class ResultWriter {

  /** As many as DuckDB's shell shows. */
  private static final int ROWS_ON_TERMINAL = 40;

  /** A table holds its rows in memory; more than these are nothing to look at. */
  private static final int ROWS_ELSEWHERE = 10_000;

  private ResultWriter() {}

  /**
   * Writes all rows.
   *
   * @param format any but the binary ones
   * @param width columns of the terminal that shows it, or {@link TableFormat#UNLIMITED} if none
   *     does
   * @return how many rows there are
   * @throws IOException if the stream fails
   */
  public static long write(Format format, ResultCursor rows, OutputStream out, int width)
      throws IOException {
    Writer writer =
        new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 1 << 16);
    long count = resultFormat(format, width).write(rows, writer);
    writer.flush();
    return count;
  }

  private static ResultFormat resultFormat(Format format, int width) {
    return switch (format) {
      case TABLE ->
          new TableFormat(
              width, width == TableFormat.UNLIMITED ? ROWS_ELSEWHERE : ROWS_ON_TERMINAL);
      case CSV -> new CsvFormat();
      case TSV -> new TsvFormat();
      case JSON -> new JsonFormat(JsonFormat.Layout.ARRAY);
      case JSONL -> new JsonFormat(JsonFormat.Layout.LINES);
      case MARKDOWN -> new MarkdownFormat();
      case PARQUET, ARROW -> throw new IllegalArgumentException(format + " is not text");
    };
  }
}
