package dev.almanac.ingest.comet;

import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that closes what it comes from. */
final class ClosingStream extends FilterInputStream {

  private final Closeable origin;

  ClosingStream(InputStream content, Closeable origin) {
    super(content);
    this.origin = origin;
  }

  @Override
  public void close() throws IOException {
    try {
      super.close();
    } finally {
      origin.close();
    }
  }
}
