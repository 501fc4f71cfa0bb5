package dev.almanac.reports.delivery;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A mail server.
 *
 * @param host name or address
 * @param port from 1 to 65535
 * @param tls how the connection is encrypted
 * @param user whom to log in as, or null to send without a login
 * @param password the user's, or null without a user
 * @param authorities file of PEM certificates that are trusted instead of the JVM's, or null
 * @param timeout how long connecting, an answer or a write may take
 */
public record Smtp(
    String host,
    int port,
    Tls tls,
    @Nullable String user,
    @Nullable Credential password,
    @Nullable Path authorities,
    Duration timeout) {

  /** How a connection is encrypted. */
  public enum Tls {
    /** It begins in the clear and must turn to TLS before anything is said; mostly port 587. */
    STARTTLS(587),
    /** It is TLS from the first byte; mostly port 465. */
    TLS(465),
    /** Not at all; for a server on the same machine. */
    NONE(25);

    private final int port;

    Tls(int port) {
      this.port = port;
    }

    /** Returns the port that is used where nobody says another. */
    public int port() {
      return port;
    }
  }

  /** Checks for null, and that a user has a password. */
  public Smtp {
    requireNonNull(host, "host is null");
    requireNonNull(tls, "tls is null");
    requireNonNull(timeout, "timeout is null");
    if ((user == null) != (password == null)) {
      throw new IllegalArgumentException("A user needs a password, and a password a user");
    }
  }
}
