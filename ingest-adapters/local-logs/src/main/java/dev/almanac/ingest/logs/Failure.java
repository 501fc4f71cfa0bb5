package dev.almanac.ingest.logs;

import dev.almanac.ingest.RunSink;
import java.io.IOException;
import java.util.Arrays;

/**
 * Tells what a log brought about from what happened to those who take it in. A log may be damaged
 * in ways that no reader foresaw; that must not keep the other runs from being read. But if the
 * sink fails, the sync does.
 */
final class Failure {

  private Failure() {}

  /**
   * Returns an unforeseen failure of a reader as an exception that says that the log cannot be
   * read.
   *
   * @param unforeseen a {@link RuntimeException} or {@link StackOverflowError}
   */
  static IOException ofLog(Throwable unforeseen) {
    String message = unforeseen.getMessage();
    String name = unforeseen.getClass().getSimpleName();
    return new IOException(message == null ? name : name + ": " + message, unforeseen);
  }

  /** Tells whether the sink failed, which no log is to blame for. */
  static boolean isOfSink(Throwable failure, RunSink sink) {
    String name = sink.getClass().getName();
    return Arrays.stream(failure.getStackTrace())
        .anyMatch(frame -> frame.getClassName().equals(name));
  }
}
