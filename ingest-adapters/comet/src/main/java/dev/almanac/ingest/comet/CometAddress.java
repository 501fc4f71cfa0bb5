package dev.almanac.ingest.comet;

import dev.almanac.ingest.SourceOptions;
import dev.almanac.ingest.SourceSpec;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a URI names on a server: a workspace, or one project of it. Pure.
 *
 * @param server the server's root, or null if the URI does not say
 * @param workspace the workspace
 * @param project the project, or null for all of the workspace
 */
record CometAddress(@Nullable URI server, String workspace, @Nullable String project) {

  static final String SCHEME = "comet";
  static final URI CLOUD = URI.create("https://www.comet.com");

  private static final String FORMAT = "REST API v2";
  private static final Set<String> CLOUD_HOSTS =
      Set.of("comet.com", "www.comet.com", "comet.ml", "www.comet.ml");

  /** Pages of the web site that are no workspaces. */
  private static final Set<String> PAGES =
      Set.of("api", "docs", "site", "clientlib", "login", "signup", "public");

  static List<SourceSpec> recognise(URI uri, SourceOptions options) throws IOException {
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    String host = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
    boolean web = scheme.equals("https") && CLOUD_HOSTS.contains(host);
    if (!scheme.equals(SCHEME) && !web) {
      return List.of();
    }
    if (web && PAGES.contains(firstPart(uri))) {
      return List.of();
    }
    CometAddress address = of(uri);
    String name = address.workspace + (address.project == null ? "" : "-" + address.project);
    return List.of(
        new SourceSpec(CometMapping.TRACKER, FORMAT, withoutUser(uri), name, options, Set.of()));
  }

  private static String firstPart(URI uri) {
    String path = uri.getPath() == null ? "" : uri.getPath();
    return path.replaceFirst("^/+", "").replaceFirst("/.*", "");
  }

  private static URI withoutUser(URI uri) {
    String user = uri.getRawUserInfo();
    return user == null ? uri : URI.create(uri.toString().replace(user + "@", ""));
  }

  /**
   * Takes a URI apart: {@code comet://workspace/project} or {@code
   * https://www.comet.com/workspace/project}.
   *
   * @throws IOException if it names no workspace
   */
  static CometAddress of(URI uri) throws IOException {
    boolean own = SCHEME.equalsIgnoreCase(uri.getScheme());
    // A workspace may have underscores, which no host has, so that the authority is asked.
    String authority = own && uri.getAuthority() != null ? uri.getAuthority() : "";
    String all = authority + "/" + (uri.getPath() == null ? "" : uri.getPath());
    List<String> parts = List.of(all.replaceAll("/+", "/").replaceFirst("^/", "").split("/"));
    if (parts.get(0).isBlank()) {
      throw new IOException(
          "Cannot read "
              + uri
              + ": it names no workspace; write comet://WORKSPACE or"
              + " comet://WORKSPACE/PROJECT");
    }
    String project = parts.size() > 1 && !parts.get(1).isBlank() ? parts.get(1) : null;
    return new CometAddress(own ? null : CLOUD, parts.get(0), project);
  }
}
