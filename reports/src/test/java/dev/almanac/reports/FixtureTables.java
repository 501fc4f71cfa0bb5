package dev.almanac.reports;

import dev.almanac.analyses.AnalysisTables;
import dev.almanac.analyses.comparison.ComparisonAnalysis;
import dev.almanac.analyses.convergence.ConvergenceTables;
import dev.almanac.analyses.hygiene.HygieneAnalysis;
import dev.almanac.analyses.importance.ImportanceTables;
import dev.almanac.analyses.live.LiveAnalysis;
import dev.almanac.analyses.noise.ConfigurationAnalysis;
import dev.almanac.analyses.noise.NoiseAnalysis;
import dev.almanac.analyses.objective.ObjectiveTables;
import dev.almanac.analyses.pooling.AcrossProjects;
import dev.almanac.analyses.pooling.HpPooledAnalysis;
import dev.almanac.analyses.search.SearchAnalysis;
import dev.almanac.analyses.seedband.SeedBandAnalysis;
import dev.almanac.analyses.sensitivity.SensitivityAnalysis;
import dev.almanac.analyses.stopping.StoppingTables;
import dev.almanac.analyses.trend.TrendTables;
import dev.almanac.warehouse.query.DuckDbEngine;
import dev.almanac.warehouse.schema.ColumnSpec;
import dev.almanac.warehouse.schema.RunTables;
import dev.almanac.warehouse.schema.TableSpec;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Collectors;

/** The warehouse's tables in a DuckDB in memory, empty or filled; no files. */
final class FixtureTables implements AutoCloseable {

  private final Connection connection;
  private final DuckDbEngine engine;

  private FixtureTables() {
    try {
      connection = DriverManager.getConnection("jdbc:duckdb:");
      engine = new DuckDbEngine(connection);
    } catch (SQLException exception) {
      throw new IllegalStateException(exception);
    }
    execute("SET TimeZone = 'UTC'");
    RunTables.ALL.forEach(this::create);
  }

  /** Creates the tables that syncs fill, without a row; no analysis has run. */
  static FixtureTables synced() {
    return new FixtureTables();
  }

  /** Creates all tables, those of the analyses too, without a row. */
  static FixtureTables analysed() {
    FixtureTables tables = new FixtureTables();
    tables.create(AnalysisTables.ANALYSIS);
    tables.create(AnalysisTables.ANALYSIS_EXCLUSION);
    tables.create(ObjectiveTables.METRIC_ROLE);
    ConvergenceTables.ALL.forEach(tables::create);
    TrendTables.ALL.forEach(tables::create);
    new SensitivityAnalysis().tables().forEach(tables::create);
    new ConfigurationAnalysis().tables().forEach(tables::create);
    new NoiseAnalysis().tables().forEach(tables::create);
    new SeedBandAnalysis().tables().forEach(tables::create);
    new HpPooledAnalysis(AcrossProjects.DEFAULT).tables().forEach(tables::create);
    new ComparisonAnalysis(AcrossProjects.DEFAULT).tables().forEach(tables::create);
    new SearchAnalysis().tables().forEach(tables::create);
    new HygieneAnalysis().tables().forEach(tables::create);
    new LiveAnalysis().tables().forEach(tables::create);
    tables.create(ImportanceTables.ABLATION);
    StoppingTables.ALL.forEach(tables::create);
    return tables;
  }

  /** Returns the engine over the tables. */
  DuckDbEngine engine() {
    return engine;
  }

  /** Runs a statement that fills tables. */
  void execute(String sql) {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException exception) {
      throw new IllegalStateException(sql, exception);
    }
  }

  @Override
  public void close() {
    engine.close();
  }

  private void create(TableSpec table) {
    String columns =
        table.columns().stream()
            .map((ColumnSpec column) -> "\"" + column.name() + "\" " + column.type().sql())
            .collect(Collectors.joining(", "));
    execute("CREATE TABLE " + table.name() + " (" + columns + ")");
  }
}
