package dev.almanac.ingest.logs.mapped;

import dev.almanac.ingest.logs.table.TableFormat;
import dev.almanac.ingest.logs.table.TableReader;
import dev.almanac.ingest.read.text.NumberText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The beginning of a table that no format knows, as texts. Not safe for use by several threads. */
final class TableSample {

  private static final int MAX_ROWS = 2_000;

  /** A mapping that says nothing: the sample is for drafting one. */
  private static final String NOTHING_SAID = "metrics: any";

  private final List<String> names;
  private final List<List<String>> rows;

  private TableSample(List<String> names, List<List<String>> rows) {
    this.names = names;
    this.rows = rows;
  }

  /**
   * Reads the beginning of a table.
   *
   * @return null if it is none
   */
  static @Nullable TableSample of(Path file) throws IOException {
    return of(file, MAX_ROWS);
  }

  /**
   * Returns the names of the columns; of JSON lines those of the first.
   *
   * @return empty if it is no table
   */
  static List<String> columns(Path file) throws IOException {
    TableSample sample = of(file, 1);
    return sample == null ? List.of() : sample.names;
  }

  private static @Nullable TableSample of(Path file, int maxRows) throws IOException {
    boolean isText = !ParquetTable.isNamedSo(file) && !MappedLog.isJson(file);
    TableFormat format = isText ? Cells.format(file) : null;
    if (isText && format == null) {
      return null;
    }
    boolean isComma = format != null && format.decimal() == TableFormat.Decimal.COMMA;
    Map<String, Integer> names = new LinkedHashMap<>();
    List<List<String>> rows = new ArrayList<>();
    PartTable table = new PartTable(Mapping.parse(NOTHING_SAID), file, format);
    try (PartRows source = table.open(ZoneOffset.UTC, 0)) {
      source.names().forEach(name -> names.putIfAbsent(name, names.size()));
      while (rows.size() < maxRows && source.next()) {
        List<String> cells = new ArrayList<>();
        for (int cell = 0; cell < source.names().size(); cell++) {
          int index = names.computeIfAbsent(source.names().get(cell), absent -> names.size());
          while (cells.size() <= index) {
            cells.add("");
          }
          cells.set(index, shown(source.text(cell), isComma));
        }
        rows.add(cells);
      }
    }
    return names.isEmpty() ? null : new TableSample(List.copyOf(names.keySet()), rows);
  }

  private static String shown(String text, boolean isComma) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (TableReader.isMissing(bytes, 0, bytes.length)) {
      return "";
    }
    if (isComma && text.matches("[-+]?\\d{1,3}(\\.\\d{3})+,\\d+")) {
      return text.replace(".", "").replace(',', '.');
    }
    return isComma && text.matches("-?\\d+,\\d+.*") ? text.replace(',', '.') : text;
  }

  /** Returns the names of the columns. */
  List<String> names() {
    return names;
  }

  /** Returns the rows, each with its cells; a missing cell is empty. */
  List<List<String>> rows() {
    return rows;
  }

  /** Returns a cell; empty if the row has none. */
  static String cell(List<String> row, int index) {
    return index < row.size() ? row.get(index) : "";
  }

  /** Returns the cells of a column that are not empty. */
  List<String> column(int index) {
    return rows.stream().map(row -> cell(row, index)).filter(cell -> !cell.isEmpty()).toList();
  }

  /** Tells whether a column has cells, and all of them are numbers. */
  boolean isNumeric(int index) {
    List<String> cells = column(index);
    return !cells.isEmpty() && cells.stream().allMatch(cell -> number(cell) != null);
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
