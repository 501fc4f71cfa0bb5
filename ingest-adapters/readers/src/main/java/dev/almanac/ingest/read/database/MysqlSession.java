package dev.almanac.ingest.read.database;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.mysqlclient.MySQLConnectOptions;
import io.vertx.mysqlclient.MySQLConnection;
import io.vertx.mysqlclient.SslMode;
import io.vertx.sqlclient.Cursor;
import io.vertx.sqlclient.PreparedStatement;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A transaction on MySQL or MariaDB, by Vert.x' client: the JDBC drivers of both are under licences
 * that Almanac does not ship.
 */
final class MysqlSession implements DatabaseSession {

  /** Rows that the server sends at a time. */
  private static final int FETCH_ROWS = 10_000;

  private static final int CONNECT_SECONDS = 20;

  /** A server that is silent for longer is gone. */
  private static final int SILENT_SECONDS = 900;

  private static final List<String> BEGIN =
      List.of(
          "SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ",
          "START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY");

  /** Loggers of the client; held here, because the JVM forgets the level of one nobody holds. */
  private static final List<Logger> SILENCED =
      List.of(Logger.getLogger("io.vertx"), Logger.getLogger("io.netty"));

  static {
    // What they log as severe also comes as the exception of a future, which says it once.
    SILENCED.forEach(logger -> logger.setLevel(Level.OFF));
  }

  private final DatabaseAddress address;
  private final Vertx vertx;
  private final MySQLConnection connection;

  private MysqlSession(DatabaseAddress address, Vertx vertx, MySQLConnection connection) {
    this.address = address;
    this.vertx = vertx;
    this.connection = connection;
  }

  static MysqlSession connect(DatabaseAddress address) throws IOException {
    MySQLConnectOptions options = options(address);
    Vertx vertx =
        Vertx.vertx(
            new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1)
                .setUseDaemonThread(true)
                .setFileSystemOptions(
                    new FileSystemOptions()
                        .setFileCachingEnabled(false)
                        .setClassPathResolvingEnabled(false)));
    boolean connected = false;
    try {
      MySQLConnection connection =
          await("connect to", address, MySQLConnection.connect(vertx, options), CONNECT_SECONDS);
      for (String statement : BEGIN) {
        await("read", address, connection.query(statement).execute(), CONNECT_SECONDS);
      }
      connected = true;
      return new MysqlSession(address, vertx, connection);
    } finally {
      if (!connected) {
        vertx.close();
      }
    }
  }

  /** Returns how to connect. Pure. */
  static MySQLConnectOptions options(DatabaseAddress address) throws IOException {
    MySQLConnectOptions options =
        new MySQLConnectOptions()
            .setHost(address.host())
            .setPort(address.port())
            .setDatabase(address.database())
            .setCharset("utf8mb4")
            .setUser(address.user() == null ? "" : address.user())
            .setPassword(address.password() == null ? "" : address.password().reveal());
    options.setTcpKeepAlive(true);
    encryption(address, options);
    return options;
  }

  /** Understands how PyMySQL and mysqlclient spell what TLS should be like. */
  private static void encryption(DatabaseAddress address, MySQLConnectOptions options)
      throws IOException {
    String authorities = address.parameter("ssl_ca", "ssl-ca");
    String mode = address.parameter("ssl_mode", "ssl-mode");
    String wanted = mode == null ? authorities == null ? "PREFERRED" : "VERIFY_CA" : mode;
    SslMode sslMode;
    try {
      sslMode = SslMode.valueOf(wanted.toUpperCase(Locale.ROOT).replace('-', '_'));
    } catch (IllegalArgumentException unknown) {
      throw new IOException(
          "Cannot read the "
              + address.shown()
              + ": ssl_mode must be DISABLED, PREFERRED, REQUIRED, VERIFY_CA or VERIFY_IDENTITY");
    }
    options.setSslMode(sslMode);
    boolean verified = sslMode == SslMode.VERIFY_CA || sslMode == SslMode.VERIFY_IDENTITY;
    options.setTrustAll(!verified);
    if (verified && authorities == null) {
      throw new IOException(
          "Cannot read the "
              + address.shown()
              + ": ssl_mode "
              + wanted
              + " needs the file of the authorities; add ssl_ca=FILE to the URI");
    }
    if (verified && authorities != null) {
      options.setPemTrustOptions(new PemTrustOptions().addCertPath(authorities));
    }
    options.setHostnameVerificationAlgorithm(sslMode == SslMode.VERIFY_IDENTITY ? "HTTPS" : "");
  }

  @Override
  public DatabaseAddress address() {
    return address;
  }

  @Override
  public void query(String sql, List<?> parameters, Visitor visitor) throws IOException {
    PreparedStatement statement = await("read", address, connection.prepare(sql), SILENT_SECONDS);
    Cursor cursor = statement.cursor(Tuple.wrap(new ArrayList<>(parameters)));
    try {
      Map<String, Integer> columns = Map.of();
      do {
        RowSet<Row> rows = await("read", address, cursor.read(FETCH_ROWS), SILENT_SECONDS);
        if (columns.isEmpty()) {
          columns = columns(rows.columnsNames());
        }
        for (Row row : rows) {
          visitor.row(new DatabaseRow(columns, values(row)));
        }
      } while (cursor.hasMore());
    } finally {
      cursor.close();
      statement.close();
    }
  }

  private static @Nullable Object[] values(Row row) {
    @Nullable Object[] values = new @Nullable Object[row.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = row.getValue(i);
    }
    return values;
  }

  private static Map<String, Integer> columns(List<String> names) {
    Map<String, Integer> columns = new HashMap<>();
    names.forEach(name -> columns.put(name.toLowerCase(Locale.ROOT), columns.size()));
    return columns;
  }

  private static <T> T await(String verb, DatabaseAddress address, Future<T> future, int seconds)
      throws IOException {
    try {
      return future.toCompletionStage().toCompletableFuture().get(seconds, TimeUnit.SECONDS);
    } catch (ExecutionException failed) {
      Throwable cause = failed.getCause();
      throw DatabaseFailures.cannot(verb, address, cause == null ? failed : cause);
    } catch (TimeoutException silent) {
      throw DatabaseFailures.cannot(
          verb, address, new IOException("no answer for " + seconds + " s"));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw DatabaseFailures.cannot(verb, address, new IOException("interrupted"));
    }
  }

  @Override
  public void close() throws IOException {
    try {
      await("close", address, connection.close(), CONNECT_SECONDS);
    } finally {
      vertx.close();
    }
  }
}
