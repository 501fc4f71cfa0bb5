package dev.almanac.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.almanac.ingest.MetricKind;
import dev.almanac.warehouse.query.DuckDbEngine;
import dev.almanac.warehouse.query.QueryException;
import dev.almanac.warehouse.query.QueryRows;
import dev.almanac.warehouse.query.SqlScript;
import dev.almanac.warehouse.query.UserLimits;
import dev.almanac.warehouse.sync.Sync;
import dev.almanac.warehouse.sync.SyncOptions;
import dev.almanac.warehouse.sync.SyncProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What users' SQL may do, and every way out that is known of DuckDB 2.0. */
class UserSqlTest {

  @TempDir static Path folder;

  private static Warehouse warehouse;
  private static DuckDbEngine engine;
  private static Path data;

  @BeforeAll
  static void fill() throws IOException {
    data = folder.resolve("w/data");
    warehouse = Warehouse.open(WarehouseConfig.of(folder.resolve("w")));
    ScriptedSource source =
        new ScriptedSource("lab")
            .run(
                "a",
                "1",
                (sink, run) -> {
                  int loss = sink.key(MetricKind.METRIC, "loss");
                  sink.point(run, loss, 1, 1, 0.5);
                  sink.point(run, loss, 2, 2, 0.25);
                });
    new Sync(warehouse, SyncOptions.DEFAULT, SyncProgress.NONE).run(source);
    Files.writeString(folder.resolve("secret.csv"), "a,b\n1,2\n");
    Files.createSymbolicLink(data.resolve("link.csv"), folder.resolve("secret.csv"));
    engine = warehouse.engine(warehouse.current().orElseThrow(), limits());
  }

  private static UserLimits limits() {
    return new UserLimits(256L << 20, 1L << 30, 2, Duration.ofSeconds(20));
  }

  @AfterAll
  static void close() {
    engine.close();
    warehouse.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT count(*) FROM metrics",
        "FROM runs",
        "TABLE runs",
        "VALUES (1)",
        "WITH m AS (SELECT * FROM metrics) SELECT max(value) FROM m",
        "WITH RECURSIVE r(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r WHERE i < 3) FROM r",
        "SELECT 1 UNION ALL SELECT 2",
        "SHOW TABLES",
        "SHOW ALL TABLES",
        "DESCRIBE runs",
        "DESCRIBE SELECT 1",
        "SUMMARIZE metrics",
        "EXPLAIN SELECT 1",
        "-- why\nEXPLAIN ANALYZE SELECT count(*) FROM metrics",
        "SELECT * FROM range(3)",
        "SELECT unnest([1, 2])",
        "SELECT comment FROM duckdb_columns() WHERE table_name = 'runs'",
        "PIVOT metrics ON key IN ('loss') USING max(value)",
        "SELECT 1;",
        "SELECT 'COPY x TO y; ATTACH z'"
      })
  void readingStatementsRun(String sql) {
    assertThat(count(sql)).isPositive();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "COPY (SELECT 1) TO '%s/out.parquet'",
        "WITH w AS (COPY (SELECT 1) TO '%s/out.parquet') SELECT 1",
        "WITH w AS (COPY runs TO '%s/out.parquet') SELECT * FROM w",
        "WITH v AS (SELECT 1), w AS (COPY (SELECT 1) TO '%s/out.parquet') FROM v",
        "EXPLAIN ANALYZE COPY (SELECT 1) TO '%s/out.parquet'",
        "EXPLAIN ANALYZE WITH w AS (COPY (SELECT 1) TO '%s/out.parquet') SELECT 1",
        "/* x */ EXPLAIN (ANALYZE) COPY (SELECT 1) TO '%s/out.parquet'",
        "EXPLAIN EXPLAIN ANALYZE COPY (SELECT 1) TO '%s/out.parquet'",
        "SELECT 1; COPY (SELECT 1) TO '%s/out.parquet'",
        "WITH w AS (INSERT INTO runs VALUES (1) RETURNING *) SELECT * FROM w",
        "WITH w AS (DELETE FROM runs RETURNING *) SELECT * FROM w",
        "WITH w AS (UPDATE runs SET name = 'x' RETURNING *) SELECT * FROM w",
        "SELECT * FROM query('COPY (SELECT 1) TO ''%s/out.parquet''')",
        "ATTACH '%s/out.db'",
        "EXPORT DATABASE '%s/out'",
        "CREATE TABLE t AS SELECT 1",
        "CREATE TEMP TABLE t AS SELECT 1",
        "CREATE OR REPLACE VIEW runs AS SELECT 1",
        "DROP VIEW runs",
        "INSERT INTO runs VALUES (1)",
        "SET threads = 1",
        "RESET memory_limit",
        "PRAGMA memory_limit = '10GB'",
        "PRAGMA database_list",
        "CALL pragma_version()",
        "INSTALL httpfs",
        "LOAD httpfs",
        "CREATE SECRET s (TYPE s3)",
        "BEGIN",
        "USE memory",
        "PREPARE p AS SELECT 1",
        "SELECT 1; SELECT 2",
        "SELECT * FROM read_csv('%s/link.csv')",
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM read_text('%s/../catalog.db')",
        "SELECT * FROM read_blob('%s/../catalog.db')",
        "SELECT * FROM '%s/../../secret.csv'",
        "SELECT * FROM '%s/link.csv'",
        "SELECT * FROM '/etc/passwd'",
        "SELECT * FROM glob('/etc/*')",
        "SELECT * FROM sniff_csv('/etc/passwd')",
        "SELECT * FROM parquet_metadata('%s/x.parquet')",
        "SELECT * FROM query_table('runs')",
        "SELECT * FROM json_execute_serialized_sql(json_serialize_sql('SELECT 1'))",
        "SELECT * FROM enable_logging()",
        "SELECT * FROM checkpoint()",
        "SELECT write_log('x')",
        "SELECT (SELECT max(x) FROM read_csv('/etc/passwd') t(x))",
        "",
        "-- nothing",
        "no sql at all"
      })
  void everythingElseIsRefused(String pattern) throws IOException {
    String sql = pattern.replace("%s", data.toString());
    assertThatThrownBy(() -> count(sql)).isInstanceOf(QueryException.class);
    try (Stream<Path> files = Files.walk(folder)) {
      assertThat(files.filter(file -> file.getFileName().toString().startsWith("out"))).isEmpty();
    }
  }

  @Test
  void commentsOfTablesAndColumnsAreThere() {
    String sql =
        "SELECT c.comment FROM duckdb_columns() c JOIN duckdb_views() v ON v.view_name ="
            + " c.table_name WHERE v.view_name = 'runs' AND (c.comment IS NULL OR v.comment IS"
            + " NULL)";
    assertThat(count(sql)).isZero();
  }

  @Test
  void longQueriesEndByThemselves() {
    UserLimits hasty = new UserLimits(256L << 20, 0, 2, Duration.ofMillis(200));
    try (DuckDbEngine quick = warehouse.engine(warehouse.current().orElseThrow(), hasty)) {
      String sql =
          "SELECT count(*) FROM range(10000000) a, range(10000000) b WHERE a.range > b.range";
      assertThatThrownBy(() -> quick.query(new SqlScript("query", sql), Map.of()).next())
          .hasMessageContaining("execution time");
    }
  }

  @Test
  void whatDoesNotFitIntoMemorySpills() {
    UserLimits small = new UserLimits(48L << 20, 1L << 30, 1, Duration.ofMinutes(2));
    try (DuckDbEngine engine = warehouse.engine(warehouse.current().orElseThrow(), small)) {
      String sql =
          "SELECT count(*) FROM (SELECT DISTINCT hash(range) || 'a text that takes room' AS x FROM"
              + " range(1500000))";
      assertThat(Answers.of(engine, sql)).containsExactly("1500000");
    }
    assertThat(folder.resolve("w/tmp")).isEmptyDirectory();
  }

  private static int count(String sql) {
    int count = 0;
    try (QueryRows rows = engine.query(new SqlScript("query", sql), Map.of())) {
      while (rows.next()) {
        count++;
      }
    }
    return count;
  }
}
