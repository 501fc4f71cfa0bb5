package dev.almanac.analyses;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import dev.almanac.warehouse.query.QueryEngine;
import dev.almanac.warehouse.query.QueryException;
import dev.almanac.warehouse.query.QueryRows;
import dev.almanac.warehouse.query.SqlScript;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Computes the analyses that are out of date on one engine and stores their rows. Not safe for use
 * by several threads.
 *
 * <p>An error in one scope becomes a {@code failed} row of table {@code analysis} and does not keep
 * the others from being computed.
 */
public final class AnalysisRunner {

  private static final SqlScript STORED =
      SqlScript.resource(AnalysisRunner.class, "stored_analyses.sql");

  private final AnalysisEngine engine;
  private final ResultStore store;
  private final long snapshotId;
  private final Clock clock;
  private final AnalysisProgress progress;

  /**
   * Creates a runner that computes one scope after another.
   *
   * @param engine reads the snapshot to analyse; its tables include those of all analyses
   * @param snapshotId id of that snapshot, for provenance
   */
  public AnalysisRunner(
      QueryEngine engine,
      ResultStore store,
      long snapshotId,
      Clock clock,
      AnalysisProgress progress) {
    this(new LocalThreads(engine, 1), store, snapshotId, clock, progress);
  }

  /**
   * Creates a runner that computes as many scopes at the same time as its engine can.
   *
   * @param engine reads the snapshot to analyse; its tables include those of all analyses
   * @param snapshotId id of that snapshot, for provenance
   */
  public AnalysisRunner(
      AnalysisEngine engine,
      ResultStore store,
      long snapshotId,
      Clock clock,
      AnalysisProgress progress) {
    this.engine = requireNonNull(engine, "engine is null");
    this.store = requireNonNull(store, "store is null");
    this.snapshotId = snapshotId;
    this.clock = requireNonNull(clock, "clock is null");
    this.progress = requireNonNull(progress, "progress is null");
  }

  /**
   * Brings the results of one analysis up to date.
   *
   * @param wanted which scopes to look at; results of other scopes are left alone
   * @throws AnalysisCancelled if {@link AnalysisProgress#goOn()} said no; what was computed by then
   *     is stored
   */
  public AnalysisReport run(Analysis analysis, Predicate<Scope> wanted) {
    Map<String, StoredResult> stored = stored(analysis);
    List<ScopeRow> all = ScopeRow.read(analysis, engine.queries());
    List<ScopeRow> scopes = all.stream().filter(row -> wanted.test(scope(analysis, row))).toList();
    List<ScopeRow> due =
        scopes.stream().filter(row -> isDue(stored.get(id(analysis, row)))).toList();
    Set<String> gone = goneScopes(stored, all);
    int failed = compute(analysis, due, stored, gone);
    return new AnalysisReport(
        analysis.kind(), due.size() - failed, scopes.size() - due.size(), failed, gone.size());
  }

  /** Computes and stores; returns how many scopes failed. */
  private int compute(
      Analysis analysis, List<ScopeRow> due, Map<String, StoredResult> stored, Set<String> gone) {
    PendingResults pending = new PendingResults(store, clock);
    pending.remove(gone);
    List<ScopeTask> tasks =
        due.stream().map(row -> new ScopeTask(id(analysis, row), scope(analysis, row))).toList();
    int[] failed = {0};
    ScopeFanOut fanOut = new ScopeFanOut(engine, clock, progress::goOn);
    int done;
    try {
      done =
          fanOut.run(
              analysis,
              tasks,
              (index, computed) -> {
                ScopeRow row = due.get(index);
                CollectedRows rows = computed.result().rows();
                Outcome outcome = computed.result().outcome();
                failed[0] += outcome.status() == Outcome.Status.FAILED ? 1 : 0;
                Scope scope = tasks.get(index).scope();
                addProvenance(
                    rows, analysis, row, scope, outcome, computed.computedAt(), computed.millis());
                pending.add(rows, sameScope(stored, row));
                progress.scopeDone(analysis.kind(), index + 1, due.size());
              });
    } catch (QueryException exception) {
      // The engine is gone; what it had computed is good all the same.
      pending.store();
      throw exception;
    }
    pending.store();
    if (done < due.size()) {
      throw new AnalysisCancelled(analysis.kind(), done, due.size());
    }
    return failed[0];
  }

  private void addProvenance(
      CollectedRows out,
      Analysis analysis,
      ScopeRow row,
      Scope scope,
      Outcome outcome,
      Instant computedAt,
      long millis) {
    out.add(
        AnalysisTables.ANALYSIS,
        analysis.kind(),
        outcome.method(),
        analysis.version(),
        analysis.options(),
        scope.seed(),
        scopeType(row, scope),
        scope.isGlobal() ? null : row.project(),
        row.metricKey(),
        row.direction(),
        row.fingerprint(),
        row.runs(),
        outcome.runsUsed(),
        outcome.status().word(),
        outcome.reason(),
        outcome.grade(),
        snapshotId,
        computedAt,
        millis);
  }

  private static String scopeType(ScopeRow row, Scope scope) {
    if (scope.isGlobal()) {
      return "global";
    }
    return row.metricKey() == null ? "project" : "project_metric";
  }

  private Map<String, StoredResult> stored(Analysis analysis) {
    Map<String, StoredResult> stored = new LinkedHashMap<>();
    try (QueryRows rows = engine.queries().query(STORED, Map.of("kind", analysis.kind()))) {
      while (rows.next()) {
        stored.put(
            requireNonNull(rows.text(0), "analysis without id"),
            new StoredResult(
                new ScopeKey(requireNonNullElse(rows.text(1), Scope.ALL_PROJECTS), rows.text(2)),
                Outcome.Status.FAILED.word().equals(rows.text(3))));
      }
    }
    return stored;
  }

  /** A scope that failed may have failed for want of memory, so each call tries it again. */
  private static boolean isDue(@Nullable StoredResult stored) {
    return stored == null || stored.failed();
  }

  private static Set<String> goneScopes(Map<String, StoredResult> stored, List<ScopeRow> all) {
    Set<ScopeKey> present = new LinkedHashSet<>();
    all.forEach(row -> present.add(new ScopeKey(row.project(), row.metricKey())));
    Set<String> gone = new LinkedHashSet<>();
    stored.forEach(
        (id, result) -> {
          if (!present.contains(result.scope())) {
            gone.add(id);
          }
        });
    return gone;
  }

  private static Set<String> sameScope(Map<String, StoredResult> stored, ScopeRow row) {
    Set<String> same = new LinkedHashSet<>();
    ScopeKey wanted = new ScopeKey(row.project(), row.metricKey());
    stored.forEach(
        (id, result) -> {
          if (result.scope().equals(wanted)) {
            same.add(id);
          }
        });
    return same;
  }

  private static String id(Analysis analysis, ScopeRow row) {
    return AnalysisId.of(analysis, analysis.options(), row);
  }

  private static Scope scope(Analysis analysis, ScopeRow row) {
    return new Scope(
        row.project(),
        row.metricKey(),
        row.direction(),
        row.runs(),
        row.primary(),
        AnalysisId.seed(id(analysis, row)));
  }

  /** What a scope is about. */
  private record ScopeKey(String project, @Nullable String metricKey) {}

  /** A stored result, or that there was none since it failed. */
  private record StoredResult(ScopeKey scope, boolean failed) {}
}
