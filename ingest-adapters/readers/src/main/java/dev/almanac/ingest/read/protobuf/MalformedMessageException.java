package dev.almanac.ingest.read.protobuf;

import java.io.IOException;

/** Says that bytes are no protobuf message: a number cut off, a length beyond the end. */
public final class MalformedMessageException extends IOException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param what what is wrong, as a fragment of a sentence
   * @param position where in the array
   */
  public MalformedMessageException(String what, int position) {
    super("not a protobuf message: " + what + " at byte " + position);
  }
}
