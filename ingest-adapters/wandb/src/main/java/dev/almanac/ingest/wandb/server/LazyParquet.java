package dev.almanac.ingest.wandb.server;

import dev.almanac.ingest.read.parquet.ParquetSession;
import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Starts the reader of Parquet files when the first one is read; most sources have none. */
final class LazyParquet implements Closeable {

  private @Nullable ParquetSession session;

  /** Returns the reader. */
  ParquetSession session() throws IOException {
    ParquetSession started = session;
    if (started == null) {
      started = ParquetSession.open("W&B");
      session = started;
    }
    return started;
  }

  @Override
  public void close() throws IOException {
    if (session != null) {
      session.close();
    }
  }
}
