package dev.almanac.ingest.logs.mapped;

import dev.almanac.ingest.logs.table.TableReader;
import dev.almanac.ingest.read.parquet.ParquetColumn;
import dev.almanac.ingest.read.parquet.ParquetRows;
import dev.almanac.ingest.read.parquet.ParquetSession;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;

/** The rows of a Parquet file. Rows count from 0. */
final class ParquetPartRows implements PartRows {

  private final ParquetSession session;
  private final ParquetCells cells;
  private final List<ParquetColumn> columns;
  private final List<String> names;
  private final ParquetRows rows;
  private long row;

  private ParquetPartRows(
      ParquetSession session,
      ParquetCells cells,
      List<ParquetColumn> columns,
      List<String> names,
      ParquetRows rows,
      long from) {
    this.session = session;
    this.cells = cells;
    this.columns = columns;
    this.names = names;
    this.rows = rows;
    this.row = from - 1;
  }

  /** Opens a file at a row. */
  static ParquetPartRows open(Path file, Mapping mapping, ZoneId zone, long from)
      throws IOException {
    ParquetSession session = ParquetSession.open("local logs");
    try {
      List<ParquetColumn> columns = session.columns(file);
      List<String> names = columns.stream().map(ParquetColumn::name).toList();
      ParquetRows rows = session.read(file, names, from);
      ParquetCells cells = new ParquetCells(rows, mapping, zone);
      return new ParquetPartRows(session, cells, columns, names, rows, from);
    } catch (IOException | RuntimeException unreadable) {
      session.close();
      throw unreadable;
    }
  }

  @Override
  public boolean next() throws IOException {
    row++;
    return rows.next();
  }

  @Override
  public long from() {
    return row;
  }

  @Override
  public long to() {
    return row + 1;
  }

  @Override
  public List<String> names() {
    return names;
  }

  @Override
  public String text(int cell) throws IOException {
    return rows.textOrEmpty(cell);
  }

  @Override
  public long bits(int cell) throws IOException {
    if (rows.isNull(cell)) {
      return TableReader.MISSING;
    }
    return ParquetCells.isNumber(columns.get(cell).type())
        ? Double.doubleToLongBits(rows.real(cell))
        : TableReader.TEXT;
  }

  @Override
  public long whole(int cell) throws IOException {
    if (rows.isNull(cell) || !ParquetCells.isNumber(columns.get(cell).type())) {
      return TableReader.NO_WHOLE;
    }
    double value = rows.real(cell);
    return Math.rint(value) == value ? rows.integer(cell) : TableReader.NO_WHOLE;
  }

  @Override
  public long micros(int cell) throws IOException {
    return cells.micros(cell, columns.get(cell).type());
  }

  @Override
  public long checksum() throws IOException {
    long sum = 0;
    for (int cell = 0; cell < names.size(); cell++) {
      sum = 31 * sum + rows.textOrEmpty(cell).hashCode();
    }
    return sum;
  }

  @Override
  public void close() throws IOException {
    try {
      rows.close();
    } finally {
      session.close();
    }
  }
}
