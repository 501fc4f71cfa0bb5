package dev.almanac.reports.delivery;

import java.io.IOException;

/** A password, key or secret address, looked up when it is used and never shown. */
@FunctionalInterface
public interface Credential {

  /**
   * Returns the text, to be handed to the connection and nothing else.
   *
   * @throws IOException if it cannot be had; the message says where it was looked for, never a
   *     value
   */
  String reveal() throws IOException;
}
