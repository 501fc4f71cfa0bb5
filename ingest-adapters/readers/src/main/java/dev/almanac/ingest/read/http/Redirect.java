package dev.almanac.ingest.read.http;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Optional;

/**
 * An answer that sends on to another address: followed only where it is encrypted if the first one
 * was, and to another host only for what has no body.
 *
 * @param asked the address that was asked for in the beginning
 * @param at the address that sends on
 * @param location where it sends on to, as it says
 * @param status the answer's status
 */
record Redirect(URI asked, URI at, String location, int status) {

  /** Longest chain that is followed. */
  static final int MAX_HOPS = 5;

  /** Returns where an answer sends on to; empty if it is an answer. */
  static Optional<Redirect> of(HttpResponse<?> response, URI asked, URI at) {
    int status = response.statusCode();
    boolean moved =
        status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
    return response
        .headers()
        .firstValue("Location")
        .filter(location -> moved)
        .map(location -> new Redirect(asked, at, location, status));
  }

  /**
   * Returns the address to ask next.
   *
   * @throws HttpFailure if it may not be followed
   */
  URI target(String method, ServerAddress server) throws IOException {
    URI next = webAddress();
    if ("https".equalsIgnoreCase(at.getScheme()) && !"https".equalsIgnoreCase(next.getScheme())) {
      throw refused(
          "the server sends on to "
              + FailureWording.shownUri(next)
              + ", which is not encrypted; give the right address");
    }
    if (!method.equals("GET") && !server.isHostOf(next)) {
      throw refused(
          "the server sends on to another host, "
              + next.getHost()
              + "; give that address if it is the right one");
    }
    return next;
  }

  private URI webAddress() throws IOException {
    try {
      URI next = at.resolve(location);
      boolean isWeb =
          "http".equalsIgnoreCase(next.getScheme()) || "https".equalsIgnoreCase(next.getScheme());
      if (isWeb && next.getHost() != null) {
        return next;
      }
    } catch (IllegalArgumentException noUri) {
      // Said below, without what may be a secret in it.
    }
    throw refused("the server sends on to what is no web address");
  }

  private HttpFailure refused(String why) {
    return new HttpFailure(
        "Cannot read " + FailureWording.shownUri(asked) + ": " + why, status, "");
  }
}
