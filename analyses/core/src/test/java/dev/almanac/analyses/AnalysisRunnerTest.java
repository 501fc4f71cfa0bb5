package dev.almanac.analyses;

import static org.assertj.core.api.Assertions.assertThat;

import dev.almanac.warehouse.query.SqlScript;
import dev.almanac.warehouse.schema.TableSpec;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class AnalysisRunnerTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-23T08:00:00Z"), ZoneOffset.UTC);

  private final PointCount analysis = new PointCount();
  private final InMemoryTables tables = new InMemoryTables(analysis);

  @BeforeEach
  void addPoints() {
    tables.execute("INSERT INTO runs (run_key, project) VALUES ('a', 'p'), ('b', 'p'), ('c', 'q')");
    tables.execute(
        "INSERT INTO metrics (run_key, key, step, value, seq) VALUES"
            + " ('a', 'loss', 0, 3.0, 0), ('a', 'loss', 1, 2.0, 1), ('b', 'loss', 0, 5.0, 0),"
            + " ('c', 'loss', 0, 7.0, 0), ('c', 'bad', 0, 1.0, 0)");
  }

  @AfterEach
  void close() {
    tables.close();
  }

  @Test
  void feedsEachGroupOnceAndKeepsItsRows() {
    AnalysisReport report = run();

    assertThat(report).isEqualTo(new AnalysisReport("point_count", 2, 0, 1, 0));
    assertThat(
            tables.lines(
                "SELECT a.project, c.run_key, c.points, c.last FROM point_count c"
                    + " JOIN analysis a USING (analysis_id) ORDER BY ALL"))
        .containsExactly("p|a|2|2.0", "p|b|1|5.0", "q|c|1|7.0");
  }

  @Test
  void failureOfOneScopeIsARowAndNotTheEnd() {
    run();

    assertThat(
            tables.lines(
                "SELECT metric_key, status, status_reason FROM analysis WHERE project = 'q'"))
        .containsExactlyInAnyOrder(
            "loss|ok|∅", "bad|failed|java.lang.IllegalStateException: bad metric");
  }

  @Test
  void unchangedInputIsNotComputedAgainAndAFailureIsTriedAgain() {
    run();

    assertThat(run()).isEqualTo(new AnalysisReport("point_count", 0, 2, 1, 0));
    assertThat(tables.lines("SELECT status, count(*) FROM analysis GROUP BY ALL"))
        .containsExactlyInAnyOrder("ok|2", "failed|1");
  }

  @Test
  void changedInputReplacesTheOldResult() {
    run();
    tables.execute(
        "INSERT INTO metrics (run_key, key, step, value, seq) VALUES ('b', 'loss', 1, 4.0, 1)");

    assertThat(run()).isEqualTo(new AnalysisReport("point_count", 1, 1, 1, 0));
    assertThat(tables.lines("SELECT run_key, points FROM point_count ORDER BY run_key"))
        .containsExactly("a|2", "b|2", "c|1");
    assertThat(tables.lines("SELECT count(*) FROM analysis")).containsExactly("3");
  }

  @Test
  void resultOfAVanishedScopeGoes() {
    run();
    tables.execute("DELETE FROM metrics WHERE key = 'bad'");

    assertThat(run()).isEqualTo(new AnalysisReport("point_count", 0, 2, 0, 1));
    assertThat(tables.lines("SELECT count(*) FROM analysis")).containsExactly("2");
  }

  @Test
  void analysisAcrossProjectsIsStoredWithoutAProject() {
    TotalCount total = new TotalCount();
    try (InMemoryTables all = new InMemoryTables(total)) {
      all.execute("INSERT INTO runs (run_key, project) VALUES ('a', 'p'), ('c', 'q')");
      AnalysisRunner runner =
          new AnalysisRunner(all.engine(), all, 42, CLOCK, AnalysisProgress.NONE);

      assertThat(runner.run(total, scope -> true))
          .isEqualTo(new AnalysisReport("total_count", 1, 0, 0, 0));
      assertThat(runner.run(total, scope -> true))
          .isEqualTo(new AnalysisReport("total_count", 0, 1, 0, 0));
      assertThat(all.lines("SELECT scope_type, project, n_runs_in, n_runs_used FROM analysis"))
          .containsExactly("global|∅|2|2");
      all.execute("INSERT INTO runs (run_key, project) VALUES ('d', 'q')");
      assertThat(runner.run(total, Scope::isGlobal))
          .isEqualTo(new AnalysisReport("total_count", 1, 0, 0, 0));
      assertThat(all.lines("SELECT n_runs_used FROM analysis")).containsExactly("3");
    }
  }

  private AnalysisReport run() {
    return new AnalysisRunner(tables.engine(), tables, 42, CLOCK, AnalysisProgress.NONE)
        .run(analysis, scope -> true);
  }

  /** Counts all runs: the smallest analysis across projects. */
  private static final class TotalCount implements Analysis {

    @Override
    public String kind() {
      return "total_count";
    }

    @Override
    public int version() {
      return 1;
    }

    @Override
    public List<TableSpec> tables() {
      return List.of();
    }

    @Override
    public SqlScript scopes() {
      return new SqlScript(
          "total_scopes",
          "SELECT CAST(NULL AS VARCHAR) AS project, CAST(NULL AS VARCHAR) AS metric_key,"
              + " CAST(NULL AS VARCHAR) AS direction, count(*) AS runs, true AS is_primary,"
              + " CAST(count(*) AS VARCHAR) AS fingerprint FROM runs");
    }

    @Override
    public SqlScript input() {
      return new SqlScript("total_input", "SELECT run_key FROM runs ORDER BY run_key");
    }

    @Override
    public List<String> groupBy() {
      return List.of();
    }

    @Override
    public Kernel begin(Scope scope) {
      return new Kernel() {
        private int runs;

        @Override
        public void group(RowGroup group, ResultRows out) {
          runs += group.size();
        }

        @Override
        public Outcome finish(ResultRows out) {
          return Outcome.ok("count", runs);
        }
      };
    }
  }

  /** Counts points by run: the smallest analysis there is. */
  private static final class PointCount implements Analysis {

    private static final TableSpec TABLE =
        TableSpec.builder("point_count", "analysis_id", "Points of each run.")
            .text("analysis_id", "The analysis.")
            .text("run_key", "The run.")
            .bigint("points", "How many.")
            .number("last", "The last.")
            .sortedBy("run_key");

    @Override
    public String kind() {
      return "point_count";
    }

    @Override
    public int version() {
      return 1;
    }

    @Override
    public List<TableSpec> tables() {
      return List.of(TABLE);
    }

    @Override
    public SqlScript scopes() {
      return SqlScript.resource(AnalysisRunnerTest.class, "count_scopes.sql");
    }

    @Override
    public SqlScript input() {
      return SqlScript.resource(AnalysisRunnerTest.class, "count_input.sql");
    }

    @Override
    public List<String> groupBy() {
      return List.of("run_key");
    }

    @Override
    public Kernel begin(Scope scope) {
      if ("bad".equals(scope.metricKey())) {
        throw new IllegalStateException("bad metric");
      }
      return new Kernel() {
        private int runs;

        @Override
        public void group(RowGroup group, ResultRows out) {
          double[] values = group.numbers("value");
          out.add(TABLE, group.text("run_key"), values.length, values[values.length - 1]);
          runs++;
        }

        @Override
        public Outcome finish(ResultRows out) {
          return Outcome.ok("count", runs);
        }
      };
    }
  }
}
