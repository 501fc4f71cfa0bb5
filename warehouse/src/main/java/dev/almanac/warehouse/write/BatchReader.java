package dev.almanac.warehouse.write;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.VectorUnloader;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.types.pojo.Schema;

/** Reads batches that are in memory already, without copying their buffers. */
final class BatchReader extends ArrowReader {

  private final Schema schema;
  private final Iterator<VectorSchemaRoot> batches;

  BatchReader(BufferAllocator allocator, Schema schema, List<VectorSchemaRoot> batches) {
    super(allocator);
    this.schema = schema;
    this.batches = List.copyOf(batches).iterator();
  }

  @Override
  public boolean loadNextBatch() throws IOException {
    prepareLoadNextBatch();
    if (!batches.hasNext()) {
      return false;
    }
    try (ArrowRecordBatch batch = new VectorUnloader(batches.next()).getRecordBatch()) {
      loadRecordBatch(batch);
    }
    return true;
  }

  @Override
  public long bytesRead() {
    return 0;
  }

  @Override
  protected void closeReadSource() {
    // The batches belong to the buffer that lent them.
  }

  @Override
  protected Schema readSchema() {
    return schema;
  }
}
