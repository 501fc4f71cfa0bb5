package dev.almanac.ingest.logs.mapped;

import dev.almanac.ingest.logs.table.TableFormat;
import dev.almanac.ingest.logs.table.TableReader;
import dev.almanac.ingest.logs.table.TextStream;
import dev.almanac.ingest.read.text.NumberText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The beginning of a table that no format knows, as texts. Not safe for use by several threads. */
final class TableSample {

  private static final int MAX_ROWS = 2_000;

  private final List<String> names;
  private final List<List<String>> rows = new ArrayList<>();

  private TableSample(List<String> names) {
    this.names = names;
  }

  /**
   * Reads the beginning of a table.
   *
   * @return null if it is none
   */
  static @Nullable TableSample of(Path file) throws IOException {
    TableFormat format = ArffHeader.isNamedSo(file) ? ArffHeader.read(file) : TableFormat.of(file);
    if (format == null) {
      return null;
    }
    TableSample sample = new TableSample(format.columns());
    try (TextStream.Opened opened =
        format.beginning() == 0
            ? TextStream.open(file)
            : TextStream.openAt(file, format.beginning())) {
      TableReader reader = new TableReader(opened.input(), format, opened.skipped());
      boolean isFirst = format.beginning() == 0;
      while (sample.rows.size() < MAX_ROWS && reader.next()) {
        if (isFirst) {
          isFirst = false;
          continue;
        }
        List<String> cells = new ArrayList<>();
        for (int cell = 0; cell < reader.cells(); cell++) {
          boolean isMissing =
              TableReader.isMissing(reader.bytes(), reader.start(cell), reader.end(cell));
          String text = isMissing ? "" : reader.text(cell);
          boolean isComma = format.decimal() == TableFormat.Decimal.COMMA;
          cells.add(isComma && text.matches("-?\\d+,\\d+.*") ? text.replace(',', '.') : text);
        }
        sample.rows.add(cells);
      }
    }
    return sample;
  }

  /** Returns the names of the columns. */
  List<String> names() {
    return names;
  }

  /** Returns the rows, each with its cells; a missing cell is empty. */
  List<List<String>> rows() {
    return rows;
  }

  /** Returns the cells of a column that are not empty. */
  List<String> column(int index) {
    List<String> cells = new ArrayList<>();
    for (List<String> row : rows) {
      String cell = index < row.size() ? row.get(index) : "";
      if (!cell.isEmpty()) {
        cells.add(cell);
      }
    }
    return cells;
  }

  /** Tells whether a column has cells, and all of them are numbers. */
  boolean isNumeric(int index) {
    List<String> cells = column(index);
    long numbers = cells.stream().filter(cell -> number(cell) != null).count();
    return !cells.isEmpty() && numbers == cells.size();
  }

  /** Tells whether a column holds numbers. */
  boolean hasNumbers() {
    for (int index = 0; index < names.size(); index++) {
      if (isNumeric(index)) {
        return true;
      }
    }
    return false;
  }

  /** Returns the number that a cell spells, or null if it spells none. */
  static @Nullable Double number(String cell) {
    byte[] bytes = cell.getBytes(StandardCharsets.UTF_8);
    return NumberText.real(bytes, 0, bytes.length);
  }
}
