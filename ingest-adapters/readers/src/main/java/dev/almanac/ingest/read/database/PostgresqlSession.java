package dev.almanac.ingest.read.database;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;

/** A transaction on PostgreSQL, by its JDBC driver. */
final class PostgresqlSession implements DatabaseSession {

  /** Rows that the server sends at a time. */
  private static final int FETCH_ROWS = 10_000;

  /**
   * Parameters of libpq's URLs that the driver knows too. No others: some of the driver's own name
   * classes and files.
   */
  private static final List<String> PASSED_ON =
      List.of("sslmode", "sslrootcert", "sslcert", "sslkey", "options", "currentSchema");

  private static final String CONNECT_SECONDS = "20";

  /** A server that is silent for longer is gone. */
  private static final String SILENT_SECONDS = "900";

  private final DatabaseAddress address;
  private final Connection connection;

  private PostgresqlSession(DatabaseAddress address, Connection connection) {
    this.address = address;
    this.connection = connection;
  }

  static PostgresqlSession connect(DatabaseAddress address) throws IOException {
    Properties properties = new Properties();
    for (String name : PASSED_ON) {
      String value = address.parameters().get(name);
      if (value != null) {
        properties.setProperty(name, value);
      }
    }
    if (address.user() != null) {
      properties.setProperty("user", address.user());
    }
    if (address.password() != null) {
      properties.setProperty("password", address.password().reveal());
    }
    properties.setProperty("ApplicationName", "almanac");
    properties.setProperty("connectTimeout", CONNECT_SECONDS);
    properties.setProperty("socketTimeout", SILENT_SECONDS);
    properties.setProperty("tcpKeepAlive", "true");
    // Connection poolers such as PgBouncer lose prepared statements.
    properties.setProperty("prepareThreshold", "0");
    try {
      Connection connection = new Driver().connect(url(address), properties);
      if (connection == null) {
        throw new IOException("Cannot read the " + address.shown() + ": no driver takes it");
      }
      connection.setReadOnly(true);
      connection.setAutoCommit(false);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      return new PostgresqlSession(address, connection);
    } catch (SQLException failed) {
      throw DatabaseFailures.cannot("connect to", address, failed);
    }
  }

  private static String url(DatabaseAddress address) {
    String host = address.host().contains(":") ? "[" + address.host() + "]" : address.host();
    String name = URLEncoder.encode(address.database(), StandardCharsets.UTF_8);
    return "jdbc:postgresql://" + host + ":" + address.port() + "/" + name;
  }

  @Override
  public DatabaseAddress address() {
    return address;
  }

  @Override
  public void query(String sql, List<?> parameters, Visitor visitor) throws IOException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setFetchSize(FETCH_ROWS);
      for (int i = 0; i < parameters.size(); i++) {
        statement.setObject(i + 1, parameters.get(i));
      }
      try (ResultSet result = statement.executeQuery()) {
        Map<String, Integer> columns = columns(result.getMetaData());
        while (result.next()) {
          @Nullable Object[] values = new @Nullable Object[columns.size()];
          for (int i = 0; i < values.length; i++) {
            values[i] = result.getObject(i + 1);
          }
          visitor.row(new DatabaseRow(columns, values));
        }
      }
    } catch (SQLException failed) {
      throw DatabaseFailures.cannot("read", address, failed);
    }
  }

  private static Map<String, Integer> columns(ResultSetMetaData metadata) throws SQLException {
    Map<String, Integer> columns = new HashMap<>();
    for (int i = 0; i < metadata.getColumnCount(); i++) {
      columns.put(metadata.getColumnLabel(i + 1).toLowerCase(Locale.ROOT), i);
    }
    return columns;
  }

  @Override
  public void close() throws IOException {
    try {
      connection.close();
    } catch (SQLException failed) {
      throw DatabaseFailures.cannot("close", address, failed);
    }
  }
}
