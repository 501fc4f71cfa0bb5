package dev.almanac.warehouse.write;

import dev.almanac.ingest.RunSink;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.TimeStampMicroTZVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Reads points in the order of a file. Run and metric key are dictionary-encoded, so that their
 * texts are written once a batch and not once a point.
 */
final class PointReader extends ArrowReader {

  private static final long RUN_DICTIONARY = 1;
  private static final long KEY_DICTIONARY = 2;
  private static final ArrowType.Int INDEX = new ArrowType.Int(32, true);

  private final PointBuffer buffer;
  private final PointRange range;
  private final Dictionary runTexts;
  private final Dictionary keyTexts;
  private final int[] runs = new int[RowBuffer.BATCH_ROWS];
  private final int[] keys = new int[RowBuffer.BATCH_ROWS];
  private final long[] longs = new long[RowBuffer.BATCH_ROWS];
  private final double[] doubles = new double[RowBuffer.BATCH_ROWS];
  private @Nullable VectorSchemaRoot batch;
  private int nextRank;
  private int nextPlace;

  /**
   * The points to read.
   *
   * @param series the series by rank
   * @param starts where each rank's points begin in the buffer's order, one more at the end
   * @param fromRank first rank to read
   * @param toRank rank before which to stop
   */
  record PointRange(List<Series> series, int[] starts, int fromRank, int toRank) {

    int rows() {
      return starts[toRank] - starts[fromRank];
    }
  }

  /**
   * One metric of one run.
   *
   * @param firstSeq {@code seq} of its first point in the buffer
   */
  record Series(String runKey, String key, long firstSeq) {}

  PointReader(BufferAllocator allocator, PointBuffer buffer, PointRange range) {
    super(allocator);
    this.buffer = buffer;
    this.range = range;
    this.nextRank = range.fromRank();
    this.nextPlace = range.starts()[range.fromRank()];
    this.runTexts = dictionary(RUN_DICTIONARY, allocator);
    this.keyTexts = dictionary(KEY_DICTIONARY, allocator);
  }

  private static Dictionary dictionary(long id, BufferAllocator allocator) {
    return new Dictionary(
        new VarCharVector("dictionary", allocator), new DictionaryEncoding(id, false, INDEX));
  }

  @Override
  public Map<Long, Dictionary> getDictionaryVectors() {
    return Map.of(RUN_DICTIONARY, runTexts, KEY_DICTIONARY, keyTexts);
  }

  @Override
  public Dictionary lookup(long id) {
    return id == RUN_DICTIONARY ? runTexts : keyTexts;
  }

  @Override
  public Set<Long> getDictionaryIds() {
    return Set.of(RUN_DICTIONARY, KEY_DICTIONARY);
  }

  @Override
  protected void ensureInitialized() throws IOException {
    // The encoded fields are in the schema as DuckDB needs them; nothing is to be translated.
  }

  @Override
  public VectorSchemaRoot getVectorSchemaRoot() {
    if (batch == null) {
      batch = VectorSchemaRoot.create(readSchema(), allocator);
    }
    return batch;
  }

  @Override
  public boolean loadNextBatch() {
    VectorSchemaRoot next = getVectorSchemaRoot();
    int end = range.starts()[range.toRank()];
    int count = Math.min(RowBuffer.BATCH_ROWS, end - nextPlace);
    if (count == 0) {
      next.clear();
      return false;
    }
    for (FieldVector vector : next.getFieldVectors()) {
      vector.clear();
      vector.setInitialCapacity(count);
      vector.allocateNew();
    }
    fill(next, count);
    next.setRowCount(count);
    return true;
  }

  private void fill(VectorSchemaRoot rows, int count) {
    buffer.copySteps(nextPlace, count, longs);
    Bulk.set((BigIntVector) rows.getVector(2), longs, count);
    buffer.copyTimes(nextPlace, count, longs);
    setTimes((TimeStampMicroTZVector) rows.getVector(3), count);
    buffer.copyValues(nextPlace, count, doubles);
    Bulk.set((Float8Vector) rows.getVector(4), doubles, count);
    Words runWords = new Words();
    Words keyWords = new Words();
    fillSeries(count, runWords, keyWords);
    Bulk.set((IntVector) rows.getVector(0), runs, count);
    Bulk.set((IntVector) rows.getVector(1), keys, count);
    Bulk.set((BigIntVector) rows.getVector(5), longs, count);
    runWords.writeTo(runTexts);
    keyWords.writeTo(keyTexts);
  }

  private void setTimes(TimeStampMicroTZVector times, int count) {
    Bulk.set(times, longs, count);
    if (isTimeless(count)) {
      Bulk.setNull(times, count);
      return;
    }
    for (int row = 0; row < count; row++) {
      if (longs[row] == RunSink.NO_TIME) {
        times.setNull(row);
      }
    }
  }

  /** Tells whether no point has a time: some logs tell none, and cell by cell that is slow. */
  private boolean isTimeless(int count) {
    int row = 0;
    while (row < count && longs[row] == RunSink.NO_TIME) {
      row++;
    }
    return row == count;
  }

  /** Fills the texts' indexes and {@code seq}, a series at a time, and goes on by the rows. */
  private void fillSeries(int count, Words runWords, Words keyWords) {
    int row = 0;
    while (row < count) {
      while (range.starts()[nextRank + 1] == nextPlace) {
        nextRank++;
      }
      Series series = range.series().get(nextRank);
      int points = Math.min(count - row, range.starts()[nextRank + 1] - nextPlace);
      Arrays.fill(runs, row, row + points, runWords.index(series.runKey()));
      Arrays.fill(keys, row, row + points, keyWords.index(series.key()));
      long seq = series.firstSeq() + nextPlace - range.starts()[nextRank];
      for (int end = row + points; row < end; row++) {
        longs[row] = seq++;
      }
      nextPlace += points;
    }
  }

  @Override
  public long bytesRead() {
    return 0;
  }

  @Override
  protected void closeReadSource() {
    if (batch != null) {
      batch.close();
    }
    runTexts.getVector().close();
    keyTexts.getVector().close();
  }

  @Override
  public void close() {
    closeReadSource();
  }

  @Override
  protected Schema readSchema() {
    return new Schema(
        List.of(
            encoded("run_key", RUN_DICTIONARY),
            encoded("key", KEY_DICTIONARY),
            plain("step", new ArrowType.Int(64, true)),
            plain("time", new ArrowType.Timestamp(TimeUnit.MICROSECOND, "UTC")),
            plain("value", new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE)),
            plain("seq", new ArrowType.Int(64, true))));
  }

  private static Field encoded(String name, long dictionary) {
    return new Field(
        name,
        new FieldType(true, INDEX, new DictionaryEncoding(dictionary, false, INDEX)),
        List.of());
  }

  private static Field plain(String name, ArrowType type) {
    return new Field(name, FieldType.nullable(type), List.of());
  }

  /** The texts of one batch. */
  private static final class Words {
    private final Map<String, Integer> indexes = new LinkedHashMap<>();

    int index(String word) {
      Integer known = indexes.putIfAbsent(word, indexes.size());
      return known == null ? indexes.size() - 1 : known;
    }

    void writeTo(Dictionary dictionary) {
      VarCharVector vector = (VarCharVector) dictionary.getVector();
      vector.clear();
      vector.allocateNew();
      int row = 0;
      for (String word : indexes.keySet()) {
        vector.setSafe(row++, word.getBytes(StandardCharsets.UTF_8));
      }
      vector.setValueCount(row);
    }
  }
}
