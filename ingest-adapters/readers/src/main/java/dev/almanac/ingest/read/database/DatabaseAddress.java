package dev.almanac.ingest.read.database;

import static java.util.Objects.requireNonNull;

import dev.almanac.ingest.Secret;
import dev.almanac.ingest.SourceOptions;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where a database is and how to get in, as trackers spell it: SQLAlchemy's URLs, {@code
 * postgresql+psycopg2://user:password@host:5432/name?sslmode=require}.
 *
 * <p>Who asks is found in this order: the options {@value #USER} and {@value #PASSWORD}, the URI,
 * the environment ({@code PGUSER}, {@code PGPASSWORD}; {@code MYSQL_PWD}). Without a password the
 * PostgreSQL driver looks into {@code ~/.pgpass}.
 *
 * @param engine which protocol it speaks
 * @param host name or address of the machine
 * @param port port
 * @param database name of the database
 * @param user who asks, or null
 * @param password the password, or null
 * @param parameters what follows the question mark
 */
public record DatabaseAddress(
    Engine engine,
    String host,
    int port,
    String database,
    @Nullable String user,
    @Nullable Secret password,
    Map<String, String> parameters) {

  /** The option that says who asks. */
  public static final String USER = "user";

  /** The option that holds the password, or a reference to it. */
  public static final String PASSWORD = "password";

  private static final Set<String> CONNECTING =
      Set.of(
          "sslmode",
          "sslrootcert",
          "sslcert",
          "sslkey",
          "options",
          "currentSchema",
          "ssl_ca",
          "ssl-ca",
          "ssl_mode",
          "ssl-mode");

  /** The protocols that are spoken. */
  public enum Engine {
    /** PostgreSQL and what speaks its protocol. */
    POSTGRESQL(5432, "PostgreSQL"),
    /** MySQL, MariaDB and what speaks their protocol. */
    MYSQL(3306, "MySQL");

    private final int defaultPort;
    private final String shown;

    Engine(int defaultPort, String shown) {
      this.defaultPort = defaultPort;
      this.shown = shown;
    }

    /** Returns the name for people. */
    public String shown() {
      return shown;
    }
  }

  /** Checks for null and copies the map. */
  public DatabaseAddress {
    requireNonNull(engine, "engine is null");
    requireNonNull(host, "host is null");
    requireNonNull(database, "database is null");
    parameters = Map.copyOf(parameters);
  }

  /** Tells whether a URI is that of a database server, by its scheme. */
  public static boolean isDatabase(URI uri) {
    return engine(uri) != null;
  }

  private static @Nullable Engine engine(URI uri) {
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    int plus = scheme.indexOf('+');
    return switch (plus < 0 ? scheme : scheme.substring(0, plus)) {
      case "postgresql", "postgres" -> Engine.POSTGRESQL;
      case "mysql", "mariadb" -> Engine.MYSQL;
      default -> null;
    };
  }

  /**
   * Understands a URI.
   *
   * @throws IOException if it names no host or database, or a secret cannot be got
   */
  public static DatabaseAddress of(URI uri, SourceOptions options) throws IOException {
    Engine engine = engine(uri);
    if (engine == null) {
      throw new IOException(
          "Cannot read " + withoutUser(uri) + ": it is no database that is known here");
    }
    Map<String, String> parameters = parameters(uri);
    String host = uri.getHost();
    String path = uri.getPath() == null ? "" : uri.getPath();
    String database = path.startsWith("/") ? path.substring(1) : path;
    if (host == null || database.isEmpty()) {
      // Without a host nobody can tell where a password with a slash in it ends.
      throw new IOException(
          "Cannot read "
              + (host == null ? uri.getScheme() + "://…" : withoutUser(uri))
              + ": it names no host and database; write it like "
              + uri.getScheme()
              + "://user@host:"
              + engine.defaultPort
              + "/name; sockets in the file system are not supported, and characters like @ : / in"
              + " a password must be percent-encoded");
    }
    int port = uri.getPort() < 0 ? engine.defaultPort : uri.getPort();
    return new DatabaseAddress(
        engine,
        host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
        port,
        database,
        user(engine, uri, options),
        password(engine, uri, options),
        parameters);
  }

  private static @Nullable String user(Engine engine, URI uri, SourceOptions options)
      throws IOException {
    Secret said = options.secret(USER);
    if (said != null) {
      return said.reveal();
    }
    String raw = uri.getRawUserInfo();
    if (raw != null && !raw.isEmpty() && raw.charAt(0) != ':') {
      int colon = raw.indexOf(':');
      return decoded(colon < 0 ? raw : raw.substring(0, colon));
    }
    String user = engine == Engine.POSTGRESQL ? System.getenv("PGUSER") : null;
    return user == null ? System.getProperty("user.name") : user;
  }

  private static @Nullable Secret password(Engine engine, URI uri, SourceOptions options)
      throws IOException {
    Secret said = options.secret(PASSWORD);
    if (said != null) {
      return said;
    }
    String raw = uri.getRawUserInfo();
    int colon = raw == null ? -1 : raw.indexOf(':');
    if (raw != null && colon >= 0) {
      return Secret.of(decoded(raw.substring(colon + 1)));
    }
    String text = System.getenv(engine == Engine.POSTGRESQL ? "PGPASSWORD" : "MYSQL_PWD");
    return text == null || text.isEmpty() ? null : Secret.of(text);
  }

  private static Map<String, String> parameters(URI uri) {
    Map<String, String> found = new TreeMap<>();
    String query = uri.getRawQuery();
    for (String pair : query == null ? new String[0] : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        found.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
      }
    }
    return found;
  }

  /** Decodes as SQLAlchemy does: a plus is a plus. */
  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notEncoded) {
      return text;
    }
  }

  /**
   * Returns where it is without user and password, and with those parameters only that say how to
   * connect: others may hold secrets.
   */
  public URI location() {
    StringBuilder text = new StringBuilder(engine == Engine.POSTGRESQL ? "postgresql" : "mysql");
    text.append("://")
        .append(host.contains(":") ? "[" + host + "]" : host)
        .append(':')
        .append(port);
    text.append('/').append(encoded(database));
    char separator = '?';
    for (Map.Entry<String, String> each : new TreeMap<>(parameters).entrySet()) {
      if (CONNECTING.contains(each.getKey())) {
        text.append(separator).append(each.getKey()).append('=').append(encoded(each.getValue()));
        separator = '&';
      }
    }
    return URI.create(text.toString());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Returns the options with user and password in them that a URI names. */
  public static SourceOptions withUserOf(URI uri, SourceOptions options) {
    String raw = uri.getRawUserInfo();
    if (raw == null) {
      return options;
    }
    int colon = raw.indexOf(':');
    String user = decoded(colon < 0 ? raw : raw.substring(0, colon));
    SourceOptions more =
        user.isEmpty() || options.text(USER) != null ? options : options.with(USER, user);
    return colon < 0 || options.text(PASSWORD) != null
        ? more
        : more.with(PASSWORD, decoded(raw.substring(colon + 1)));
  }

  /** Returns a URI without user and password. */
  public static URI withoutUser(URI uri) {
    String raw = uri.getRawAuthority();
    int at = raw == null ? -1 : raw.lastIndexOf('@');
    return raw == null || at < 0
        ? uri
        : URI.create(uri.toString().replace(raw, raw.substring(at + 1)));
  }

  /** Returns a parameter or option by any of its spellings, or null. */
  @Nullable String parameter(String... names) {
    for (String name : names) {
      String value = parameters.get(name);
      if (value != null) {
        return value;
      }
    }
    return null;
  }

  /** Returns where it is, for people: no user, no password, no parameters. */
  public String shown() {
    return engine.shown() + " database " + database + " at " + host + ":" + port;
  }

  /** Shows where it is; never who asks. */
  @Override
  public String toString() {
    return shown();
  }
}
