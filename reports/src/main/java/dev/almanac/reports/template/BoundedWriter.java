package dev.almanac.reports.template;

import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;

/** Collects text up to a limit, and stops when its thread is interrupted. */
final class BoundedWriter extends Writer {

  private final StringWriter text = new StringWriter();
  private final long limit;
  private long written;

  /** Creates a writer that refuses more than so many characters. */
  BoundedWriter(long limit) {
    this.limit = limit;
  }

  @Override
  public void write(char[] buffer, int offset, int length) throws IOException {
    written += length;
    if (written > limit) {
      throw new IOException("The template writes more than " + limit + " characters.");
    }
    if (Thread.currentThread().isInterrupted()) {
      throw new IOException("The template was stopped because it took too long.");
    }
    text.write(buffer, offset, length);
  }

  @Override
  public void flush() {
    // Nothing is held back.
  }

  @Override
  public void close() {
    // Nothing to release.
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
