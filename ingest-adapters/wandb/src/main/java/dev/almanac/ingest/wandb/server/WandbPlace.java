package dev.almanac.ingest.wandb.server;

import dev.almanac.ingest.SourceOptions;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A place on a W&B server.
 *
 * @param server address of the API, without a path unless the server has one
 * @param entity user or team
 * @param project project, or null for all of the entity's
 * @param pages address of the pages for people, where it is not the API's; or null
 */
record WandbPlace(URI server, String entity, @Nullable String project, @Nullable String pages) {

  /** The option that says where the pages for people are: {@code ui_url}. */
  static final String PAGES = "ui_url";

  /**
   * The option that says that an {@code https:} address is a W&B server: {@code tracker: wandb}.
   */
  static final String TRACKER = "tracker";

  private static final Set<String> CLOUD = Set.of("wandb.ai", "www.wandb.ai", "api.wandb.ai");
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  /**
   * Understands a URI: {@code wandb://HOST/ENTITY[/PROJECT]} (https; http for this machine), {@code
   * wandb+http://…}, {@code wandb:///ENTITY[/PROJECT]} for the server that the machine is set up
   * for, {@code https://wandb.ai/ENTITY[/PROJECT]}, and {@code https://HOST/…} where the option
   * {@code tracker: wandb} says what it is, or the machine is set up for that host.
   *
   * @return the place, or null if the URI is none of W&B's
   * @throws IOException if it is one of W&B's, and names no entity
   */
  static @Nullable WandbPlace of(URI uri, SourceOptions options, WandbKeys keys)
      throws IOException {
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    URI server;
    switch (scheme) {
      case "wandb" -> server = server(uri, keys);
      case "wandb+http", "wandb+https" -> server = at(scheme.substring(6), uri);
      case "http", "https" -> {
        if (!isOurs(uri, options, keys)) {
          return null;
        }
        server = at(scheme, uri);
      }
      default -> {
        return null;
      }
    }
    String[] parts = (uri.getPath() == null ? "" : uri.getPath()).split("/");
    if (parts.length < 2 || parts[1].isEmpty()) {
      throw new IOException(
          "Cannot read " + shown(uri) + ": it names no entity; write wandb://HOST/ENTITY/PROJECT");
    }
    return new WandbPlace(
        api(server),
        parts[1],
        parts.length > 2 && !parts[2].isEmpty() ? parts[2] : null,
        options.text(PAGES));
  }

  private static URI server(URI uri, WandbKeys keys) throws IOException {
    if (uri.getHost() == null) {
      return keys.defaultServer();
    }
    return at(LOOPBACK.contains(uri.getHost()) ? "http" : "https", uri);
  }

  private static URI at(String scheme, URI uri) throws IOException {
    if (uri.getHost() == null) {
      throw new IOException("Cannot read " + shown(uri) + ": it names no host");
    }
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    return URI.create(scheme + "://" + uri.getHost() + port);
  }

  /** The cloud's pages and its API are two hosts. */
  private static URI api(URI server) {
    return CLOUD.contains(String.valueOf(server.getHost()))
        ? URI.create("https://api.wandb.ai")
        : server;
  }

  private static boolean isOurs(URI uri, SourceOptions options, WandbKeys keys) throws IOException {
    String host = uri.getHost();
    return host != null
        && (CLOUD.contains(host)
            || "wandb".equals(options.text(TRACKER))
            || host.equals(keys.defaultServer().getHost())
                && uri.getPort() == keys.defaultServer().getPort());
  }

  private static String shown(URI uri) {
    String host = uri.getHost() == null ? "" : uri.getHost();
    return uri.getScheme() + "://" + host + (uri.getPath() == null ? "" : uri.getPath());
  }

  /** Returns the same place with a project. */
  WandbPlace withProject(String name) {
    return new WandbPlace(server, entity, name, pages);
  }

  /** Returns the URI that names a project's source. */
  URI location() {
    boolean plain =
        "https".equals(server.getScheme()) || LOOPBACK.contains(String.valueOf(server.getHost()));
    try {
      return new URI(
          plain ? "wandb" : "wandb+" + server.getScheme(),
          null,
          server.getHost(),
          server.getPort(),
          "/" + entity + (project == null ? "" : "/" + project),
          null,
          null);
    } catch (URISyntaxException impossible) {
      throw new IllegalArgumentException(impossible);
    }
  }

  /** Returns the address of a run's page, for people. */
  String page(String run) {
    String host =
        pages != null
            ? pages
            : "api.wandb.ai".equals(server.getHost()) ? "https://wandb.ai" : server.toString();
    try {
      String path = "/" + entity + "/" + project + "/runs/" + run;
      return host.replaceAll("/$", "") + new URI(null, null, path, null).toASCIIString();
    } catch (URISyntaxException impossible) {
      throw new IllegalArgumentException(impossible);
    }
  }
}
