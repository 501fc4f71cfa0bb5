package dev.almanac.warehouse.write;

import dev.almanac.warehouse.schema.TableSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;
import org.jspecify.annotations.Nullable;

/**
 * Holds what one commit will add: rows in memory up to a bound, beyond it files. Not safe for use
 * by several threads.
 */
public final class Staging implements AutoCloseable {

  /** Memory of all buffered rows together, after which the largest buffer becomes a file. */
  private static final long MAX_BYTES = 64L << 20;

  private static final int CHECK_ROWS = 1_024;

  private final BufferAllocator allocator;
  private final ParquetFiles files;
  private final Function<TableSpec, Table> tables;
  private final Map<Place, RowBuffer> buffers = new LinkedHashMap<>();
  private final Map<TableSpec, List<DataFile>> written = new LinkedHashMap<>();
  private long rows;

  /** The buffers: one a table and kind of file. */
  private record Place(String table, FileKind kind) {}

  /**
   * Creates an empty staging.
   *
   * @param tables loads or makes the Iceberg table
   */
  public Staging(BufferAllocator allocator, ParquetFiles files, Function<TableSpec, Table> tables) {
    this.allocator = allocator;
    this.files = files;
    this.tables = tables;
  }

  /** Adds a row; see {@link RowBuffer#add}. */
  public void add(TableSpec table, FileKind kind, @Nullable Object... values) {
    RowBuffer buffer = buffer(table, kind);
    buffer.add(values);
    rows++;
    if (rows % CHECK_ROWS == 0) {
      flushLargest();
    }
  }

  private RowBuffer buffer(TableSpec table, FileKind kind) {
    return buffers.computeIfAbsent(
        new Place(table.name(), kind), unused -> new RowBuffer(table, allocator));
  }

  private void flushLargest() {
    long total = 0;
    Map.Entry<Place, RowBuffer> largest = null;
    for (Map.Entry<Place, RowBuffer> entry : buffers.entrySet()) {
      total += entry.getValue().bytes();
      if (largest == null || entry.getValue().bytes() > largest.getValue().bytes()) {
        largest = entry;
      }
    }
    if (largest != null && total > MAX_BYTES) {
      flush(largest.getKey(), largest.getValue());
    }
  }

  private void flush(Place place, RowBuffer buffer) {
    if (buffer.rows() > 0) {
      TableSpec table = buffer.table();
      addFile(table, files.write(tables.apply(table), buffer, place.kind()));
      buffer.clear();
    }
  }

  /** Adds a file that was written otherwise. */
  void addFile(TableSpec table, DataFile file) {
    written.computeIfAbsent(table, unused -> new ArrayList<>()).add(file);
  }

  BufferAllocator allocator() {
    return allocator;
  }

  ParquetFiles files() {
    return files;
  }

  Table table(TableSpec spec) {
    return tables.apply(spec);
  }

  /** Counts rows that went into files otherwise. */
  void countRows(long count) {
    rows += count;
  }

  /** Returns the number of rows since the staging began. */
  public long rows() {
    return rows;
  }

  /** Writes all rows into files and returns the files by table. */
  public Map<TableSpec, List<DataFile>> finish() {
    buffers.forEach(this::flush);
    return written;
  }

  /** Leaves the files to the commit: they are no longer deleted when this is closed. */
  public void handOver() {
    written.clear();
  }

  /** Drops the rows, and the files that were not handed over. */
  @Override
  public void close() {
    written.values().forEach(added -> added.forEach(files::delete));
    buffers.values().forEach(RowBuffer::close);
  }
}
