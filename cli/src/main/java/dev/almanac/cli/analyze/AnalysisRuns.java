package dev.almanac.cli.analyze;

import dev.almanac.analyses.Analysis;
import dev.almanac.analyses.AnalysisCancelled;
import dev.almanac.analyses.AnalysisEngine;
import dev.almanac.analyses.AnalysisEngineFactory;
import dev.almanac.analyses.AnalysisProgress;
import dev.almanac.analyses.AnalysisReport;
import dev.almanac.analyses.AnalysisRunner;
import dev.almanac.cli.command.CommandFailure;
import dev.almanac.cli.command.Workplace;
import dev.almanac.cli.engine.Engines;
import dev.almanac.cli.suggest.NearestName;
import dev.almanac.cli.terminal.ProgressLine;
import dev.almanac.cli.warehouse.Analyses;
import dev.almanac.cli.warehouse.AnalysisSettings;
import dev.almanac.cli.warehouse.Warehouses;
import dev.almanac.warehouse.ResultBatch;
import dev.almanac.warehouse.Warehouse;
import dev.almanac.warehouse.WarehouseSnapshot;
import dev.almanac.warehouse.query.QueryEngine;
import dev.almanac.warehouse.query.QueryRows;
import dev.almanac.warehouse.query.SqlScript;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Runs analyses one after another, each over the newest snapshot. */
public final class AnalysisRuns {

  private static final SqlScript PROJECTS =
      SqlScript.resource(AnalysisRuns.class, "project_names.sql");
  private static final SqlScript METRICS =
      SqlScript.resource(AnalysisRuns.class, "metric_names.sql");

  private final Workplace workplace;
  private final Warehouse warehouse;
  private final AnalysisEngineFactory engines;
  private final BooleanSupplier goOn;

  /** Creates runs on threads of this process. */
  public AnalysisRuns(Workplace workplace, Warehouse warehouse) {
    this(workplace, warehouse, Engines.find(Engines.DUCKDB).orElseThrow(), () -> true);
  }

  /**
   * Creates runs on an engine.
   *
   * @param goOn asked now and then; once it says no, {@link #run} ends with {@link
   *     dev.almanac.analyses.AnalysisCancelled}
   */
  public AnalysisRuns(
      Workplace workplace,
      Warehouse warehouse,
      AnalysisEngineFactory engines,
      BooleanSupplier goOn) {
    this.workplace = workplace;
    this.warehouse = warehouse;
    this.engines = engines;
    this.goOn = goOn;
  }

  /**
   * Brings results up to date.
   *
   * @param names which analyses; all if empty
   */
  public List<AnalysisReport> run(List<String> names, ScopeChoice choice) {
    List<Analysis> chosen = Analyses.chosen(AnalysisSettings.of(workplace), names);
    check(choice);
    List<AnalysisReport> reports = new ArrayList<>();
    for (Analysis analysis : chosen) {
      if (!goOn.getAsBoolean()) {
        throw new AnalysisCancelled(analysis.kind());
      }
      reports.add(run(analysis, choice));
    }
    return reports;
  }

  /** Each analysis reads what the ones before it stored, so each gets a fresh snapshot. */
  private AnalysisReport run(Analysis analysis, ScopeChoice choice) {
    WarehouseSnapshot snapshot = Warehouses.newest(warehouse);
    try (AnalysisEngine engine = engines.open(warehouse, snapshot);
        ProgressLine line = workplace.progress()) {
      line.show("Analysing " + analysis.kind(), "");
      AnalysisRunner runner =
          new AnalysisRunner(
              engine,
              (superseded, rows) -> warehouse.replace(new ResultBatch(superseded, rows)),
              snapshot.id(),
              workplace.surroundings().clock(),
              progress(line));
      return runner.run(
          analysis,
          scope ->
              choice.test(scope) && (choice.metric() != null || analysis.computesUnasked(scope)));
    }
  }

  private AnalysisProgress progress(ProgressLine line) {
    TimeLeft left = new TimeLeft(workplace.surroundings().clock());
    return new AnalysisProgress() {
      @Override
      public void scopeDone(String kind, int done, int total) {
        line.show("Analysing " + kind, left.of(done, total));
      }

      @Override
      public boolean goOn() {
        return goOn.getAsBoolean();
      }
    };
  }

  private void check(ScopeChoice choice) {
    if (choice.project() == null && choice.metric() == null) {
      return;
    }
    try (QueryEngine engine = warehouse.engine(Warehouses.newest(warehouse))) {
      check("project", choice.project(), PROJECTS, engine);
      check("metric", choice.metric(), METRICS, engine);
    }
  }

  private static void check(
      String what, @Nullable String name, SqlScript known, QueryEngine engine) {
    Set<String> names = new TreeSet<>();
    try (QueryRows rows = engine.query(known, Map.of())) {
      while (rows.next()) {
        names.add(String.valueOf(rows.text(0)));
      }
    }
    if (name != null && !names.contains(name)) {
      throw CommandFailure.failed(
          "There is no "
              + what
              + " "
              + name
              + " in the warehouse."
              + NearestName.hint(name, names));
    }
  }
}
