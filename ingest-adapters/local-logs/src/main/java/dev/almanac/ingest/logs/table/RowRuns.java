package dev.almanac.ingest.logs.table;

import dev.almanac.ingest.Problem;
import dev.almanac.ingest.logs.RunLog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/** Tables in which each row is a run of its own. */
public final class RowRuns {

  private RowRuns() {}

  /** Takes in the cells of a row that have a name, in their order. */
  @FunctionalInterface
  public interface Cells {
    /** Takes in a cell. */
    void cell(String name, TableReader reader, int cell) throws IOException;
  }

  /**
   * A row.
   *
   * @param index its place among the rows, from 0
   * @param offset where it begins in the file
   * @param format how the table is written
   * @param fingerprint changes when the row or the names of the columns change
   */
  public record Row(long index, long offset, TableFormat format, String fingerprint) {

    /** Hands on the cells. */
    public void read(Path table, RunLog out, Cells cells) throws IOException {
      try (TextStream.Opened opened = TextStream.openAt(table, offset)) {
        TableReader reader = new TableReader(opened.input(), format, offset);
        if (!reader.next()) {
          return;
        }
        List<String> names = format.columns();
        if (reader.cells() > names.size()) {
          out.problem(
              Problem.Kind.CORRUPT,
              table,
              offset,
              "The row has %d cells and the table %d columns"
                  .formatted(reader.cells(), names.size()),
              reader.raw(200));
        }
        for (int cell = 0; cell < Math.min(names.size(), reader.cells()); cell++) {
          cells.cell(names.get(cell), reader, cell);
        }
      }
    }
  }

  /**
   * Returns the finished rows of a table; none if it is no table, or of a wide encoding.
   *
   * @throws IOException if it cannot be read
   */
  public static List<Row> of(Path table) throws IOException {
    TableFormat format = TableFormat.of(table);
    List<Row> rows = new ArrayList<>();
    if (format == null) {
      return rows;
    }
    try (TextStream.Opened opened = TextStream.open(table)) {
      TableReader reader = new TableReader(opened.input(), format, opened.skipped());
      if (!opened.isAsInFile() || !reader.next()) {
        return rows;
      }
      String names = String.join("\n", format.columns());
      while (reader.next() && reader.isComplete()) {
        CRC32C checksum = new CRC32C();
        int from = reader.start(0);
        checksum.update(reader.bytes(), from, Math.max(0, reader.end(reader.cells() - 1) - from));
        String fingerprint =
            Integer.toHexString(names.hashCode()) + "-" + Long.toHexString(checksum.getValue());
        rows.add(new Row(rows.size(), reader.offset(), format, fingerprint));
      }
    }
    return rows;
  }
}
