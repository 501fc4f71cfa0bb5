package dev.almanac.ingest.read.http;

import java.io.IOException;

/**
 * Says that a server did not give what was asked for. The message names what was asked, the answer
 * and what to do; never a header or a secret.
 */
public final class HttpFailure extends IOException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final String body;

  /**
   * Creates the failure.
   *
   * @param status status of the last answer; 0 if there was none
   * @param body beginning of the last answer's body, for adapters that know the server's errors
   */
  public HttpFailure(String message, int status, String body) {
    super(message);
    this.status = status;
    this.body = body;
  }

  /** Returns the status of the last answer, or 0 if there was none. */
  public int status() {
    return status;
  }

  /** Returns the beginning of the last answer's body. */
  public String body() {
    return body;
  }
}
