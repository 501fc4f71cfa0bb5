package dev.almanac.ingest;

import java.io.IOException;

/**
 * Says that a source was recognised, but is of a generation that the adapter cannot read. The
 * message names the generation and what to do.
 */
public final class UnsupportedSourceException extends IOException {

  private static final long serialVersionUID = 1L;

  /** Creates the exception with a message of the form "Cannot read X: why; what to do". */
  public UnsupportedSourceException(String message) {
    super(message);
  }
}
