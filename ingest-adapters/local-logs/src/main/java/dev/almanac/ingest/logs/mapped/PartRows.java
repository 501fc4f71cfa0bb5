package dev.almanac.ingest.logs.mapped;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/**
 * The rows of a table that holds several runs, one after the other, whatever the table is written
 * in. Not safe for use by several threads.
 */
interface PartRows extends Closeable {

  /**
   * Moves to the next row that is whole.
   *
   * @return false at the end, and before a last row that is still being written
   */
  boolean next() throws IOException;

  /** Returns where the row begins: bytes of a text, or rows of a Parquet file. */
  long from();

  /** Returns where the next row begins. */
  long to();

  /** Returns the names of the row's cells: another list where a row has other names. */
  List<String> names();

  /** Returns a cell's text; empty if the row says nothing there. */
  String text(int cell) throws IOException;

  /**
   * Returns the bits of the double that a cell holds; {@link
   * dev.almanac.ingest.logs.table.TableReader#MISSING} or {@link
   * dev.almanac.ingest.logs.table.TableReader#TEXT} if there is none.
   */
  long bits(int cell) throws IOException;

  /**
   * Returns a cell's whole number, or {@link dev.almanac.ingest.logs.table.TableReader#NO_WHOLE}.
   */
  long whole(int cell) throws IOException;

  /** Returns the time that a cell means, or {@link dev.almanac.ingest.RunSink#NO_TIME}. */
  long micros(int cell) throws IOException;

  /** Returns a number that is another one whenever the row is. */
  long checksum() throws IOException;

  /** Returns what is wrong with the row, so that it goes in as far as it goes; empty if nothing. */
  default String defect() {
    return "";
  }
}
