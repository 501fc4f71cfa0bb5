package dev.almanac.cli.output;

import java.io.IOException;
import java.io.Writer;

/** Writes a result as text. */
public interface ResultFormat {

  /**
   * Writes all rows.
   *
   * @return how many rows the result has, those not shown included
   * @throws IOException if the writer fails
   */
  long write(ResultCursor rows, Writer out) throws IOException;
}
