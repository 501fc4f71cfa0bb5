package dev.almanac.cli.sql;

import static java.util.Objects.requireNonNull;

import dev.almanac.cli.output.ResultCursor;
import dev.almanac.warehouse.query.QueryException;
import dev.almanac.warehouse.query.SqlScript;
import dev.almanac.warehouse.query.StatementGate;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Runs a user's queries on a connection that can do nothing but read the warehouse. Used by one
 * thread, save for {@link #cancel}.
 */
public final class SqlSession implements AutoCloseable {

  private final Connection connection;
  private final StatementGate gate;
  private final Vocabulary vocabulary;
  private final AtomicReference<@Nullable PreparedStatement> running = new AtomicReference<>();

  /**
   * Takes over a connection.
   *
   * @param connection locked by {@link dev.almanac.warehouse.query.UserSql}; closed with this
   *     session
   */
  public SqlSession(Connection connection, Vocabulary vocabulary) {
    this.connection = requireNonNull(connection, "connection is null");
    this.gate = new StatementGate(connection);
    this.vocabulary = requireNonNull(vocabulary, "vocabulary is null");
  }

  /** What is done with a result. */
  public interface Reader {
    /** Reads the rows, or some of them. */
    void read(ResultCursor rows) throws IOException;
  }

  /** What is done with a result of the engine itself, for formats that take whole columns. */
  public interface ResultSetReader {
    /** Reads the rows, or some of them. */
    void read(ResultSet rows) throws IOException, SQLException;
  }

  /** Returns the names that queries may use. */
  public Vocabulary vocabulary() {
    return vocabulary;
  }

  /**
   * Runs one query.
   *
   * @param parameters a text for each {@code :name} in the query
   * @throws SqlFailure if the query is refused or fails
   * @throws IOException if the reader does
   */
  public void run(String sql, Map<String, String> parameters, Reader reader) throws IOException {
    Optional<ResultCursor> answer = new CommentedCatalog(vocabulary).answer(sql);
    if (answer.isPresent()) {
      reader.read(answer.get());
    } else {
      runOnEngine(sql, parameters, rows -> reader.read(new JdbcCursor(rows)));
    }
  }

  /**
   * Runs one query and hands on the engine's own result.
   *
   * @throws SqlFailure if the query is refused or fails
   * @throws IOException if the reader does
   */
  public void runOnEngine(String sql, Map<String, String> parameters, ResultSetReader reader)
      throws IOException {
    SqlScript.Positional positional = new SqlScript("query", sql).positional();
    List<String> values = values(positional.names(), parameters);
    try {
      gate.check(new SqlScript("the query", positional.sql()), positional.sql());
      try (PreparedStatement statement = connection.prepareStatement(positional.sql())) {
        running.set(statement);
        for (int index = 0; index < values.size(); index++) {
          statement.setString(index + 1, values.get(index));
        }
        reader.read(statement.executeQuery());
      } finally {
        running.set(null);
      }
    } catch (QueryException refused) {
      throw new SqlFailure(String.valueOf(refused.getMessage()), refused);
    } catch (SQLException exception) {
      throw failure(sql, exception, exception.getMessage());
    } catch (SqlFailure exception) {
      throw failure(sql, exception, exception.getMessage());
    }
  }

  /** Stops the query that is running, if any; it then fails. May be called from any thread. */
  public void cancel() {
    PreparedStatement statement = running.get();
    if (statement != null) {
      try {
        statement.cancel();
      } catch (SQLException alreadyOver) {
        // It ended by itself between the two lines above.
      }
    }
  }

  /** Returns sentences on names in a query that found nothing; see {@link KeyAdvice}. */
  public List<String> adviceOnNothingFound(String sql) {
    return new KeyAdvice(connection).explain(sql);
  }

  /** Returns the texts in the first column of a query of ours. */
  public List<String> names(String sql) {
    List<String> names = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        names.add(String.valueOf(rows.getString(1)));
      }
    } catch (SQLException exception) {
      throw new SqlFailure(exception);
    }
    return names;
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException exception) {
      throw new SqlFailure(exception);
    }
  }

  private SqlFailure failure(String sql, Throwable cause, @Nullable String message) {
    return new SqlFailure(new ErrorAdvice(vocabulary).explain(sql, String.valueOf(message)), cause);
  }

  private static List<String> values(List<String> names, Map<String, String> parameters) {
    for (String name : names) {
      if (!parameters.containsKey(name)) {
        throw new SqlFailure(
            "Cannot run the query: no value for :" + name + ". Add --param " + name + "=VALUE.",
            new IllegalArgumentException(name));
      }
    }
    return names.stream().map(name -> requireNonNull(parameters.get(name))).toList();
  }
}
