package dev.almanac.ingest.mlflow;

import dev.almanac.bench.store.MlflowStoreGenerator;
import dev.almanac.bench.store.MlflowStoreGenerator.Format;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Scanning the table of points from the pages of the file, and by a query; results are per row. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SqlitePagesBenchmark {

  private static final int RUNS = 200;
  private static final int STEPS = 200;
  private static final int ROWS = RUNS * STEPS * MlflowStoreGenerator.KEYS;

  private Path file = Path.of("");
  private int root;

  /** Generates the store. */
  @Setup(Level.Trial)
  public void generate() throws IOException, SQLException {
    file = Files.createTempDirectory("almanac-bench-").resolve("mlflow.db");
    new MlflowStoreGenerator(Format.SQLITE, file, STEPS).create(RUNS);
    try (Connection connection = connect();
        PreparedStatement statement = connection.prepareStatement(SqlText.of("metrics_table"));
        ResultSet result = statement.executeQuery()) {
      root = result.getInt(1);
    }
  }

  /** Deletes the store. */
  @TearDown(Level.Trial)
  public void delete() throws IOException {
    Files.delete(file);
    Files.delete(file.toAbsolutePath().getParent());
  }

  /** Reads every row from the pages. */
  @Benchmark
  @OperationsPerInvocation(ROWS)
  public double pages() throws IOException {
    double sum = 0;
    try (SqlitePages pages = SqlitePages.open(file, 6)) {
      pages.seek(root, Long.MIN_VALUE);
      SqliteRecord row = pages.record();
      while (pages.next()) {
        sum += row.real(1) + row.integer(2) + row.integer(4) + row.integer(5);
      }
    }
    return sum;
  }

  /** Reads every row by a query, without its texts. */
  @Benchmark
  @OperationsPerInvocation(ROWS)
  public double query() throws SQLException {
    double sum = 0;
    try (Connection connection = connect();
        PreparedStatement statement = connection.prepareStatement(SqlText.of("metrics"))) {
      statement.setLong(1, Long.MIN_VALUE);
      statement.setInt(2, ROWS);
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          sum += result.getDouble(4) + result.getLong(5) + result.getLong(6) + result.getInt(7);
        }
      }
    }
    return sum;
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + file);
  }
}
