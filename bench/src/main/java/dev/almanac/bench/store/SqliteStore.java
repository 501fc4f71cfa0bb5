package dev.almanac.bench.store;

import dev.almanac.warehouse.query.SqlScript;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;

/**
 * Writes a SQLite database with the tables and indexes of MLflow 3.17.2 ({@code
 * mlflow-3.17.2.sql}). All runs of one opening go into one transaction. Not safe for several
 * threads.
 */
final class SqliteStore implements MlflowStore {

  private final Connection connection;
  private final PreparedStatement runs;
  private final PreparedStatement params;
  private final PreparedStatement tags;
  private final PreparedStatement metrics;
  private final PreparedStatement latest;

  private SqliteStore(Connection connection) throws SQLException {
    this.connection = connection;
    this.runs = prepare(connection, "insert_run.sql");
    this.params = prepare(connection, "insert_param.sql");
    this.tags = prepare(connection, "insert_tag.sql");
    this.metrics = prepare(connection, "insert_point.sql");
    this.latest = prepare(connection, "insert_latest_point.sql");
  }

  private static PreparedStatement prepare(Connection connection, String resource)
      throws SQLException {
    return connection.prepareStatement(resource(resource));
  }

  static SqliteStore create(Path file, List<String> experiments) throws IOException {
    try {
      Connection connection = connect(file, "OFF");
      script(connection, resource("mlflow-3.17.2.sql"));
      connection.setAutoCommit(false);
      SqliteStore store = new SqliteStore(connection);
      store.experiments(experiments);
      return store;
    } catch (SQLException exception) {
      throw new IOException("Cannot create " + file + ": " + exception.getMessage(), exception);
    }
  }

  static SqliteStore open(Path file) throws IOException {
    try {
      Connection connection = connect(file, "DELETE");
      connection.setAutoCommit(false);
      return new SqliteStore(connection);
    } catch (SQLException exception) {
      throw new IOException("Cannot open " + file + ": " + exception.getMessage(), exception);
    }
  }

  private static Connection connect(Path file, String journal) throws SQLException {
    Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
    execute(connection, "PRAGMA journal_mode = " + journal);
    execute(connection, "PRAGMA synchronous = OFF");
    execute(connection, "PRAGMA cache_size = -262144");
    return connection;
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Runs all statements of a script: the driver's {@code executeUpdate} takes several. */
  private static void script(Connection connection, String statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate(statements);
    }
  }

  private static String resource(String name) {
    return SqlScript.resource(SqliteStore.class, name).text();
  }

  private void experiments(List<String> experiments) throws SQLException {
    try (PreparedStatement insert = prepare(connection, "insert_experiment.sql")) {
      for (int id = 0; id <= experiments.size(); id++) {
        String name = id == 0 ? "Default" : experiments.get(id - 1);
        set(insert, id, name, "mlflow-artifacts:/" + id, 1_767_600_000_000L, 1_767_600_000_000L);
        insert.executeUpdate();
      }
    }
  }

  @Override
  public void add(SyntheticRun run) throws IOException {
    try {
      int experiment = run.experiment() + 1;
      String artifacts = "mlflow-artifacts:/" + experiment + "/" + run.id() + "/artifacts";
      String status = run.failed() ? "FAILED" : "FINISHED";
      set(
          runs,
          run.id(),
          run.name(),
          status,
          run.startMillis(),
          run.endMillis(),
          artifacts,
          experiment);
      runs.executeUpdate();
      texts(params, run.params(), run.id());
      texts(tags, MlflowStore.tags(run), run.id());
      points(run);
    } catch (SQLException exception) {
      throw new IOException("Cannot write run " + run.id(), exception);
    }
  }

  private static void texts(PreparedStatement insert, Map<String, String> values, String run)
      throws SQLException {
    for (Map.Entry<String, String> value : values.entrySet()) {
      set(insert, value.getKey(), value.getValue(), run);
      insert.addBatch();
    }
    insert.executeBatch();
  }

  /** Writes the points step by step, all keys of a step together, as {@code log_metrics} does. */
  private void points(SyntheticRun run) throws SQLException {
    int last = run.steps() - 1;
    for (int step = 0; step <= last; step++) {
      for (Map.Entry<String, double[]> metric : run.metrics().entrySet()) {
        point(metrics, run, metric, step);
      }
    }
    metrics.executeBatch();
    for (Map.Entry<String, double[]> metric : run.metrics().entrySet()) {
      point(latest, run, metric, last);
    }
    latest.executeBatch();
  }

  /** Writes one point; NaN is 0 with a flag, as in MLflow's SQL stores. */
  private static void point(
      PreparedStatement insert, SyntheticRun run, Map.Entry<String, double[]> metric, int step)
      throws SQLException {
    double value = metric.getValue()[step];
    boolean nan = Double.isNaN(value);
    insert.setString(1, metric.getKey());
    insert.setDouble(2, nan ? 0 : value);
    insert.setLong(3, run.times()[step]);
    insert.setString(4, run.id());
    insert.setLong(5, step);
    insert.setInt(6, nan ? 1 : 0);
    insert.addBatch();
  }

  private static void set(PreparedStatement statement, Object... values) throws SQLException {
    for (int index = 0; index < values.length; index++) {
      statement.setObject(index + 1, values[index]);
    }
  }

  @Override
  public void close() throws IOException {
    try (Connection closing = connection) {
      closing.commit();
    } catch (SQLException exception) {
      throw new IOException("Cannot commit: " + exception.getMessage(), exception);
    }
  }
}
