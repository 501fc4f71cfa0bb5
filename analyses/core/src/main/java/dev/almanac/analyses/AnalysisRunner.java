package dev.almanac.analyses;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import dev.almanac.warehouse.query.QueryEngine;
import dev.almanac.warehouse.query.QueryRows;
import dev.almanac.warehouse.query.SqlScript;
import dev.almanac.warehouse.schema.TableSpec;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

  private final QueryEngine engine;
  private final ResultStore store;
  private final long snapshotId;
  private final Clock clock;
  private final AnalysisProgress progress;

  /**
   * Creates a runner.
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
   */
  public AnalysisReport run(Analysis analysis, Predicate<Scope> wanted) {
    Map<String, StoredResult> stored = stored(analysis);
    List<ScopeRow> all = ScopeRow.read(analysis, engine);
    List<ScopeRow> scopes = all.stream().filter(row -> wanted.test(scope(analysis, row))).toList();
    Set<String> superseded = goneScopes(stored, all);
    int removed = superseded.size();
    List<ScopeRow> due = new ArrayList<>();
    for (ScopeRow row : scopes) {
      if (!stored.containsKey(id(analysis, row))) {
        due.add(row);
        stored.forEach((id, result) -> addIfSame(superseded, id, result, row));
      }
    }
    return compute(analysis, due, superseded, scopes.size() - due.size(), removed);
  }

  private AnalysisReport compute(
      Analysis analysis, List<ScopeRow> due, Set<String> superseded, int upToDate, int removed) {
    Map<TableSpec, List<@Nullable Object[]>> rows = new LinkedHashMap<>();
    int failed = 0;
    for (int index = 0; index < due.size(); index++) {
      CollectedRows computed = computeScope(analysis, due.get(index));
      failed += computed.failed() ? 1 : 0;
      computed
          .rows()
          .forEach(
              (table, more) -> rows.computeIfAbsent(table, t -> new ArrayList<>()).addAll(more));
      progress.scopeDone(analysis.kind(), index + 1, due.size());
    }
    if (!due.isEmpty() || !superseded.isEmpty()) {
      store.replace(superseded, rows);
    }
    return new AnalysisReport(analysis.kind(), due.size() - failed, upToDate, failed, removed);
  }

  private CollectedRows computeScope(Analysis analysis, ScopeRow row) {
    String id = id(analysis, row);
    Scope scope = scope(analysis, row);
    Instant started = clock.instant();
    CollectedRows out = new CollectedRows(id);
    Outcome outcome;
    try {
      outcome = feed(analysis, scope, out);
    } catch (RuntimeException exception) {
      // One scope's defect must not cost the others their results; the row says what happened.
      out = new CollectedRows(id);
      outcome = new Outcome(Outcome.Status.FAILED, exception.toString(), null, analysis.kind(), 0);
    }
    long millis = clock.instant().toEpochMilli() - started.toEpochMilli();
    addProvenance(out, analysis, row, scope, outcome, started, millis);
    return out;
  }

  private Outcome feed(Analysis analysis, Scope scope, ResultRows out) {
    Map<String, @Nullable Object> parameters = new HashMap<>();
    parameters.put("project", scope.project());
    parameters.put("metric_key", scope.metricKey());
    parameters.put("direction", scope.direction());
    Kernel kernel = analysis.begin(scope);
    try (QueryRows rows = engine.query(analysis.input(), parameters)) {
      int[] key = analysis.groupBy().stream().mapToInt(rows::indexOf).toArray();
      GroupBuffer group = new GroupBuffer(rows.columns());
      @Nullable Object[] current = null;
      while (rows.next()) {
        @Nullable Object[] next = key(rows, key);
        if (current != null && !Arrays.equals(current, next)) {
          kernel.group(group, out);
          group.clear();
        }
        current = next;
        group.add(rows);
      }
      if (group.size() > 0) {
        kernel.group(group, out);
      }
    }
    return kernel.finish(out);
  }

  private static @Nullable Object[] key(QueryRows rows, int[] columns) {
    @Nullable Object[] key = new Object[columns.length];
    for (int index = 0; index < columns.length; index++) {
      key[index] = rows.value(columns[index]);
    }
    return key;
  }

  private void addProvenance(
      CollectedRows out,
      Analysis analysis,
      ScopeRow row,
      Scope scope,
      Outcome outcome,
      Instant computedAt,
      long millis) {
    out.markFailed(outcome.status() == Outcome.Status.FAILED);
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
    try (QueryRows rows = engine.query(STORED, Map.of("kind", analysis.kind()))) {
      while (rows.next()) {
        stored.put(
            requireNonNull(rows.text(0), "analysis without id"),
            new StoredResult(requireNonNullElse(rows.text(1), Scope.ALL_PROJECTS), rows.text(2)));
      }
    }
    return stored;
  }

  private static Set<String> goneScopes(Map<String, StoredResult> stored, List<ScopeRow> all) {
    Set<StoredResult> present = new LinkedHashSet<>();
    all.forEach(row -> present.add(new StoredResult(row.project(), row.metricKey())));
    Set<String> gone = new LinkedHashSet<>();
    stored.forEach(
        (id, result) -> {
          if (!present.contains(result)) {
            gone.add(id);
          }
        });
    return gone;
  }

  private static void addIfSame(
      Set<String> superseded, String id, StoredResult result, ScopeRow row) {
    if (result.project().equals(row.project())
        && Objects.equals(result.metricKey(), row.metricKey())) {
      superseded.add(id);
    }
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

  /** The scope that a stored result is about. */
  private record StoredResult(String project, @Nullable String metricKey) {}
}
