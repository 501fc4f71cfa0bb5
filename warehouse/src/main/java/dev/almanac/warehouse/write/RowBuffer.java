package dev.almanac.warehouse.write;

import dev.almanac.warehouse.schema.TableSpec;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.TimeStampMicroTZVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/** Collects rows of one table as Arrow columns. Not safe for use by several threads. */
public final class RowBuffer implements AutoCloseable {

  /** Rows of one Arrow batch: DuckDB takes in at most as many at a time for a row group. */
  static final int BATCH_ROWS = 61_440;

  /** Bytes of text after which a batch ends, so that long texts cannot fill the memory. */
  private static final long BATCH_BYTES = 8L << 20;

  private final TableSpec table;
  private final Schema schema;
  private final BufferAllocator allocator;
  private final List<VectorSchemaRoot> full = new ArrayList<>();
  private @Nullable VectorSchemaRoot open;
  private int openRows;
  private long openBytes;
  private long rows;
  private long bytes;

  /** Creates an empty buffer. */
  public RowBuffer(TableSpec table, BufferAllocator allocator) {
    this.table = table;
    this.schema = ArrowColumns.schema(table);
    this.allocator = allocator;
  }

  /** Returns the table that the rows are of. */
  public TableSpec table() {
    return table;
  }

  /** Returns the number of rows. */
  public long rows() {
    return rows;
  }

  /** Returns roughly what the rows take in memory. */
  public long bytes() {
    return bytes;
  }

  /**
   * Adds a row.
   *
   * @param values in the order of the columns, as the Java types of {@link
   *     dev.almanac.warehouse.schema.ColumnType}; fewer values leave the last columns NULL
   * @throws IllegalArgumentException if a value is not of its column's type
   */
  public void add(@Nullable Object... values) {
    VectorSchemaRoot batch = batch();
    for (int column = 0; column < values.length; column++) {
      Object value = values[column];
      if (value != null) {
        set(batch.getVector(column), column, value);
      }
    }
    openRows++;
    rows++;
    long width = 9L * schema.getFields().size();
    openBytes += width;
    bytes += width;
  }

  private VectorSchemaRoot batch() {
    if (openRows >= BATCH_ROWS || openBytes >= BATCH_BYTES) {
      finishBatch();
    }
    VectorSchemaRoot batch = open;
    if (batch == null) {
      batch = VectorSchemaRoot.create(schema, allocator);
      for (FieldVector vector : batch.getFieldVectors()) {
        vector.setInitialCapacity(256);
        vector.allocateNew();
      }
      open = batch;
    }
    return batch;
  }

  private void finishBatch() {
    if (open != null) {
      open.setRowCount(openRows);
      full.add(open);
    }
    open = null;
    openRows = 0;
    openBytes = 0;
  }

  private void set(FieldVector vector, int column, Object value) {
    if (vector instanceof VarCharVector texts && value instanceof String text) {
      byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
      texts.setSafe(openRows, utf8);
      openBytes += utf8.length;
      bytes += utf8.length;
    } else if (vector instanceof BigIntVector longs && value instanceof Long number) {
      longs.setSafe(openRows, number);
    } else if (vector instanceof IntVector integers && value instanceof Integer number) {
      integers.setSafe(openRows, number);
    } else if (vector instanceof Float8Vector doubles && value instanceof Double number) {
      doubles.setSafe(openRows, number);
    } else if (vector instanceof BitVector bits && value instanceof Boolean flag) {
      bits.setSafe(openRows, flag ? 1 : 0);
    } else if (vector instanceof TimeStampMicroTZVector times && value instanceof Instant time) {
      times.setSafe(openRows, micros(time));
    } else if (vector instanceof DateDayVector days && value instanceof LocalDate date) {
      days.setSafe(openRows, Math.toIntExact(date.toEpochDay()));
    } else {
      throw new IllegalArgumentException(
          "Cannot put a "
              + value.getClass().getSimpleName()
              + " into "
              + table.name()
              + "."
              + table.columns().get(column).name()
              + ", which is "
              + table.columns().get(column).type());
    }
  }

  /** Returns a reader of the rows so far, which stay here until {@link #clear}. */
  ArrowReader reader() {
    finishBatch();
    return new BatchReader(allocator, schema, full);
  }

  /** Drops all rows. */
  public void clear() {
    finishBatch();
    full.forEach(VectorSchemaRoot::close);
    full.clear();
    rows = 0;
    bytes = 0;
  }

  @Override
  public void close() {
    clear();
  }

  /**
   * {@code ChronoUnit.MICROS.between} counts nanoseconds on the way, which end in the year 2262.
   */
  private static long micros(Instant time) {
    return Math.addExact(
        Math.multiplyExact(time.getEpochSecond(), 1_000_000L), time.getNano() / 1_000);
  }
}
