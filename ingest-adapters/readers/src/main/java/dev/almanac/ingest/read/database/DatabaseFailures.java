package dev.almanac.ingest.read.database;

import dev.almanac.ingest.Secret;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/** Says what went wrong with a database, without what must not be shown. */
final class DatabaseFailures {

  private static final int SHOWN = 400;

  private DatabaseFailures() {}

  /** Returns an exception of the form "Cannot VERB the X: why; what to do". */
  static IOException cannot(String verb, DatabaseAddress address, Throwable cause) {
    return new IOException(
        "Cannot "
            + verb
            + " the "
            + address.shown()
            + ": "
            + reason(cause, address.password())
            + "; check address, user, password and that the server can be reached",
        // The cause's own message may hold what is hidden here.
        null);
  }

  private static String reason(Throwable cause, @Nullable Secret password) {
    if (cause instanceof UnknownHostException) {
      return "there is no such host";
    }
    String message = cause.getMessage();
    if (message == null || message.isBlank()) {
      return cause instanceof ConnectException ? "refused" : cause.getClass().getSimpleName();
    }
    String clean = message.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    if (password != null && password.reveal().length() > 3) {
      clean = clean.replace(password.reveal(), "***");
    }
    String shown = clean.length() > SHOWN ? clean.substring(0, SHOWN) + "…" : clean;
    return shown.endsWith(".") ? shown.substring(0, shown.length() - 1) : shown;
  }
}
