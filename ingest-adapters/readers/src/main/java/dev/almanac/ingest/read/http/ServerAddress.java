package dev.almanac.ingest.read.http;

import java.net.URI;

/**
 * Where a server is, and what is still that server.
 *
 * @param base its address, without user and password
 */
record ServerAddress(URI base) {

  /** Returns the address without the user and the password that may stand in it. */
  static ServerAddress of(URI uri) {
    String authority = uri.getRawAuthority();
    int user = authority == null ? -1 : authority.lastIndexOf('@');
    return new ServerAddress(
        authority == null || user < 0
            ? uri
            : URI.create(uri.toString().replace(authority, authority.substring(user + 1))));
  }

  /** Returns a URI below the server's: the path is appended to its own. */
  URI resolve(String path) {
    String root = base.toString();
    String separator = root.endsWith("/") || path.startsWith("/") ? "" : "/";
    boolean doubled = root.endsWith("/") && path.startsWith("/");
    return URI.create(root + separator + (doubled ? path.substring(1) : path));
  }

  /** Tells whether a URI leads to the same host, port and scheme, so that it may have secrets. */
  boolean isHostOf(URI uri) {
    return base.getScheme().equalsIgnoreCase(uri.getScheme())
        && base.getHost().equalsIgnoreCase(uri.getHost())
        && port(base) == port(uri);
  }

  private static int port(URI uri) {
    return uri.getPort() >= 0
        ? uri.getPort()
        : "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
  }
}
