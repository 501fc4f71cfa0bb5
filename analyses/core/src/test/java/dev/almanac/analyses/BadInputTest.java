package dev.almanac.analyses;

import static org.assertj.core.api.Assertions.assertThat;

import dev.almanac.analyses.comparison.ComparisonAnalysis;
import dev.almanac.analyses.convergence.ConvergenceAnalysis;
import dev.almanac.analyses.finding.FindingAnalysis;
import dev.almanac.analyses.hygiene.HygieneAnalysis;
import dev.almanac.analyses.importance.ImportanceAnalysis;
import dev.almanac.analyses.live.LiveAnalysis;
import dev.almanac.analyses.noise.NoiseAnalysis;
import dev.almanac.analyses.objective.DeclaredObjectives;
import dev.almanac.analyses.objective.ObjectiveAnalysis;
import dev.almanac.analyses.pooling.AcrossProjects;
import dev.almanac.analyses.pooling.HpPooledAnalysis;
import dev.almanac.analyses.projection.CurveFitAnalysis;
import dev.almanac.analyses.search.SearchAnalysis;
import dev.almanac.analyses.seedband.SeedBandAnalysis;
import dev.almanac.analyses.sensitivity.SensitivityAnalysis;
import dev.almanac.analyses.stopping.StopReplayAnalysis;
import dev.almanac.analyses.trend.TrendAnalysis;
import dev.almanac.warehouse.schema.TableSpec;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every analysis on warehouses that people have and nobody wants. */
final class BadInputTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-03-30T08:00:00Z"), ZoneOffset.UTC);

  private static final int MOST_ROWS = 30;

  private static final List<Analysis> ALL =
      List.of(
          new ObjectiveAnalysis(DeclaredObjectives.NONE),
          new NoiseAnalysis(),
          new ConvergenceAnalysis(),
          new SeedBandAnalysis(),
          new SensitivityAnalysis(),
          new ImportanceAnalysis(),
          new SearchAnalysis(),
          new HygieneAnalysis(),
          new CurveFitAnalysis(),
          new StopReplayAnalysis(),
          new TrendAnalysis(ZoneOffset.UTC),
          new HpPooledAnalysis(AcrossProjects.DEFAULT),
          new ComparisonAnalysis(AcrossProjects.DEFAULT),
          new LiveAnalysis(),
          new FindingAnalysis(ZoneOffset.UTC));

  /**
   * What is odd. SQL over a run's number {@code i}, a param's {@code p} and a point's {@code s}.
   */
  private enum Odd {
    NO_RUNS(new Shape(0)),
    ONE_RUN(new Shape(1)),
    ALL_FAILED(new Shape(40).status("'failed'")),
    ALL_RUNNING(new Shape(40).status("'running'")),
    CONSTANT_METRIC(new Shape(40).value("0.5")),
    CONSTANT_PARAMS(new Shape(40).param("'0.1'")),
    NO_PARAMS(new Shape(40).params(0)),
    TEN_THOUSAND_CHOICES(new Shape(10_000).points(1).param("'choice <b>' || i")),
    MIXED_TYPES(
        new Shape(40)
            .param("CASE i % 4 WHEN 0 THEN '1e-3' WHEN 1 THEN '0.001' WHEN 2 THEN 'None' END")),
    NON_FINITE_ENDS(
        new Shape(40)
            .value(
                "CASE WHEN s < 9 THEN 1.0 / (1 + s) WHEN i % 3 = 0 THEN CAST('NaN' AS DOUBLE)"
                    + " WHEN i % 3 = 1 THEN CAST('Infinity' AS DOUBLE) ELSE CAST('-Infinity' AS"
                    + " DOUBLE) END")),
    NOTHING_FINITE(new Shape(40).value("CAST('NaN' AS DOUBLE)")),
    LARGEST_DOUBLES(new Shape(40).value("CASE WHEN i % 2 = 0 THEN 1.7e308 ELSE -1.7e308 END")),
    FIVE_THOUSAND_PARAMS(new Shape(12).params(5_000)),
    ONE_POINT(new Shape(40).points(1)),
    STEPS_GOING_BACK(new Shape(40).step("abs(5 - s)")),
    ONE_STEP(new Shape(40).step("0")),
    NO_STEPS_OR_TIMES(new Shape(40).step("NULL").time("CAST(NULL AS TIMESTAMPTZ)")),
    TIMES_GOING_BACK(
        new Shape(40).time("TIMESTAMPTZ '2026-03-01 00:00:00Z' - INTERVAL (s) MINUTE")),
    HUGE_STEPS(new Shape(40).step("s * CAST(900000000000000000 AS BIGINT) - 1")),
    NO_DATES(new Shape(40).started("CAST(NULL AS TIMESTAMPTZ)")),
    UNKNOWN_DIRECTION(new Shape(40).metric("zorp")),
    DUPLICATES(new Shape(40).twice());

    private final Shape shape;

    Odd(Shape shape) {
      this.shape = shape;
    }
  }

  @ParameterizedTest
  @EnumSource(Odd.class)
  void everyAnalysisAnswersWithAStatusAndAReason(Odd odd) {
    try (InMemoryTables tables = new InMemoryTables(ALL.toArray(Analysis[]::new))) {
      odd.shape.fill(tables);
      AnalysisRunner runner =
          new AnalysisRunner(tables.engine(), someRowsOf(tables), 1, CLOCK, AnalysisProgress.NONE);

      for (Analysis analysis : ALL) {
        runner.run(analysis, scope -> true);
      }

      assertThat(
              tables.lines(
                  "SELECT kind, status, status_reason FROM analysis WHERE status NOT IN ('ok',"
                      + " 'degraded', 'insufficient') OR (status <> 'ok' AND"
                      + " length(coalesce(status_reason, '')) < 10)"))
          .isEmpty();
      if (odd == Odd.NO_RUNS) {
        assertThat(tables.lines("SELECT kind FROM analysis WHERE status = 'ok'")).isEmpty();
      } else {
        assertThat(tables.lines("SELECT DISTINCT kind FROM analysis"))
            .contains("objective", "convergence", "hygiene", "trend", "hp_pooled", "comparison");
      }
    }
  }

  /** Stores the beginning of each table: the rest takes seconds and is not asked for. */
  private static ResultStore someRowsOf(InMemoryTables tables) {
    return (superseded, rows) -> {
      Map<TableSpec, List<@Nullable Object[]>> some = new LinkedHashMap<>();
      rows.forEach(
          (table, all) -> some.put(table, all.subList(0, Math.min(MOST_ROWS, all.size()))));
      tables.replace(superseded, some);
    };
  }

  /** A project of runs with one metric, all alike but for what is odd. */
  private static final class Shape {

    private final int runs;
    private int params = 3;
    private int points = 10;
    private int copies = 1;
    private String status = "'finished'";
    private String metric = "val_loss";
    private String param = "CAST((i * (7 + p)) % 40 / 40.0 AS VARCHAR)";
    private String value = "1 + (i % 11) / 10.0 + 1.0 / (1 + s)";
    private String step = "s";
    private String time = "TIMESTAMPTZ '2026-03-01 00:00:00Z' + INTERVAL (i * 60 + s) MINUTE";
    private String started = "TIMESTAMPTZ '2026-03-01 00:00:00Z' + INTERVAL (i * 12) HOUR";

    Shape(int runs) {
      this.runs = runs;
    }

    Shape params(int count) {
      params = count;
      return this;
    }

    Shape points(int count) {
      points = count;
      return this;
    }

    Shape twice() {
      copies = 2;
      return this;
    }

    Shape status(String sql) {
      status = sql;
      return this;
    }

    Shape metric(String key) {
      metric = key;
      return this;
    }

    Shape param(String sql) {
      param = sql;
      return this;
    }

    Shape value(String sql) {
      value = sql;
      return this;
    }

    Shape step(String sql) {
      step = sql;
      return this;
    }

    Shape time(String sql) {
      time = sql;
      return this;
    }

    Shape started(String sql) {
      started = sql;
      return this;
    }

    void fill(InMemoryTables tables) {
      String all = " FROM range(" + runs + ") AS r(i)";
      tables.execute(
          "INSERT INTO runs (run_key, source, tracker, project, run_id, name, status, deleted,"
              + " started_at, ended_at, duration_s, group_name, fingerprint, live) SELECT 'r' || i,"
              + " 's', 'mlflow', 'p', 'r' || i, 'run', "
              + status
              + ", false, "
              + started
              + ", "
              + started
              + " + INTERVAL 1 HOUR, 3600, 'sweep', 'f', false"
              + all);
      tables.execute(
          "INSERT INTO params (run_key, key, value, number, type, origin) SELECT 'r' || i, 'p' || p,"
              + " value, TRY_CAST(value AS DOUBLE), CASE WHEN TRY_CAST(value AS DOUBLE) IS NULL THEN"
              + " 'string' ELSE 'float' END, 'logged' FROM (SELECT i, p, "
              + param
              + " AS value"
              + all
              + ", range("
              + params
              + ") AS q(p))");
      for (int copy = 0; copy < copies; copy++) {
        tables.execute(
            "INSERT INTO metrics (run_key, key, step, time, value, seq) SELECT 'r' || i, '"
                + metric
                + "', "
                + step
                + ", "
                + time
                + ", "
                + value
                + ", s + "
                + copy * points
                + all
                + ", range("
                + points
                + ") AS t(s)");
      }
      tables.execute(
          "INSERT INTO metric_summaries (run_key, key, points, \"first\", \"last\", \"min\","
              + " \"max\", min_step, max_step, first_step, last_step, non_finite, first_time,"
              + " last_time, system) SELECT run_key, key, count(*), first(value ORDER BY seq),"
              + " last(value ORDER BY step NULLS FIRST, seq), min(value) FILTER (isfinite(value)),"
              + " max(value) FILTER (isfinite(value)), min(step), max(step), min(step), max(step),"
              + " count(*) FILTER (NOT isfinite(value)), min(time), max(time), false FROM metrics"
              + " GROUP BY run_key, key");
      tables.execute(
          "INSERT INTO sync_log (sync_id, source, started_at, ended_at) VALUES ('1', 's',"
              + " TIMESTAMPTZ '2026-03-30 05:00:00Z', TIMESTAMPTZ '2026-03-30 05:00:00Z')");
    }
  }
}
