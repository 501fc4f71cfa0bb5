package dev.almanac.warehouse.query;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** Runs SQL on an embedded DuckDB connection, which it owns and closes. */
public final class DuckDbEngine implements QueryEngine {

  private final Connection connection;
  private final @Nullable StatementGate gate;

  /** Takes over a connection whose tables or views are the warehouse's. */
  public DuckDbEngine(Connection connection) {
    this(connection, null);
  }

  /** Takes over a connection and lets only through it what a gate lets through. */
  DuckDbEngine(Connection connection, @Nullable StatementGate gate) {
    this.connection = requireNonNull(connection, "connection is null");
    this.gate = gate;
  }

  @Override
  public String name() {
    return "duckdb";
  }

  /** Returns the connection, for writers that stay within the warehouse module's own needs. */
  public Connection connection() {
    return connection;
  }

  @Override
  public QueryRows query(SqlScript script, Map<String, ? extends @Nullable Object> parameters) {
    return query(script, parameters, Duration.ZERO);
  }

  @Override
  public QueryRows query(
      SqlScript script, Map<String, ? extends @Nullable Object> parameters, Duration limit) {
    SqlScript.Positional positional = script.positional();
    if (gate != null) {
      gate.check(script, positional.sql());
    }
    // A statement is closed by its first error, so each query gets its own.
    PreparedStatement statement = null;
    try {
      statement = connection.prepareStatement(positional.sql());
      bind(script, statement, positional.names(), parameters);
      if (!limit.isZero()) {
        statement.setQueryTimeout((int) Math.max(1, limit.plusMillis(999).toSeconds()));
      }
      ResultSet rows = statement.executeQuery();
      return new DuckDbRows(statement, rows);
    } catch (SQLException exception) {
      closeQuietly(statement, exception);
      if (exception instanceof SQLTimeoutException && !limit.isZero()) {
        throw new QueryTimeoutException(script.name(), limit, exception);
      }
      throw DuckDb.failure("Cannot run " + script.name(), exception);
    }
  }

  @Override
  public DuckDbEngine another() {
    try {
      Connection other = connection.unwrap(DuckDBConnection.class).duplicate();
      // The zone is a setting of the connection, unlike limits of memory and threads.
      DuckDb.execute(other, "SET TimeZone = 'UTC'");
      return new DuckDbEngine(other, gate);
    } catch (SQLException exception) {
      throw new QueryException("Cannot connect to DuckDB: " + exception.getMessage(), exception);
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException exception) {
      throw new QueryException("Cannot close DuckDB: " + exception.getMessage(), exception);
    }
  }

  private static void bind(
      SqlScript script,
      PreparedStatement statement,
      List<String> names,
      Map<String, ? extends @Nullable Object> parameters)
      throws SQLException {
    for (int index = 0; index < names.size(); index++) {
      String name = names.get(index);
      if (!parameters.containsKey(name)) {
        throw new IllegalArgumentException(
            "Cannot run " + script.name() + ": no value for parameter :" + name);
      }
      statement.setObject(index + 1, jdbcValue(parameters.get(name)));
    }
  }

  private static @Nullable Object jdbcValue(@Nullable Object value) {
    if (value instanceof Instant instant) {
      return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
    }
    return value;
  }

  private static void closeQuietly(@Nullable PreparedStatement statement, SQLException cause) {
    if (statement != null) {
      try {
        statement.close();
      } catch (SQLException suppressed) {
        cause.addSuppressed(suppressed);
      }
    }
  }
}
