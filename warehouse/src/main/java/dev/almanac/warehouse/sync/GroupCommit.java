package dev.almanac.warehouse.sync;

import dev.almanac.ingest.Problem;
import dev.almanac.warehouse.WarehouseSnapshot;
import dev.almanac.warehouse.commit.RowNames;
import dev.almanac.warehouse.commit.WriteSession;
import dev.almanac.warehouse.query.QueryRows;
import dev.almanac.warehouse.query.SqlScript;
import dev.almanac.warehouse.schema.RunTables;
import dev.almanac.warehouse.schema.TableSpec;
import dev.almanac.warehouse.write.FileKind;
import dev.almanac.warehouse.write.Staging;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Commits what was read: rows of runs that were read again are replaced, all at once. */
final class GroupCommit {

  private static final SqlScript GONE = SqlScript.resource(GroupCommit.class, "gone_runs.sql");

  /** A problem's run, or for problems of the source as a whole a key that no run has. */
  private static final String QUARANTINE_KEY = "kind || ':' || coalesce(run_key, source || '/')";

  /** Tables to which a continued run only adds. */
  private static final Set<TableSpec> POINTS =
      Set.of(RunTables.METRICS, RunTables.SYSTEM_METRICS, RunTables.METRIC_RESTARTS);

  private static final Set<Problem.Kind> ALL_KINDS = EnumSet.allOf(Problem.Kind.class);
  private static final Set<Problem.Kind> ENDS = EnumSet.of(Problem.Kind.TRUNCATED);

  private final WriteSession session;
  private final String source;
  private final Set<String> knownKeys;

  GroupCommit(WriteSession session, String source, Set<String> knownKeys) {
    this.session = session;
    this.source = source;
    this.knownKeys = knownKeys;
  }

  /** Has the rows removed that the staged ones replace. */
  void replace(WarehouseSink sink, NavigableSet<String> gone) {
    NavigableSet<String> again = new TreeSet<>(sink.runKeys());
    again.retainAll(knownKeys);
    NavigableSet<String> whole = new TreeSet<>(again);
    sink.appendedKeys().forEach(whole::remove);
    for (TableSpec table : RunTables.ALL) {
      boolean ofRuns = table.keyColumn().equals(RunTables.RUNS.keyColumn());
      if (ofRuns && table != RunTables.RUNS) {
        remove(table, sink, again, whole);
      }
    }
    again.addAll(gone);
    session.remove(RunTables.RUNS, again);
  }

  private void remove(
      TableSpec table, WarehouseSink sink, NavigableSet<String> again, NavigableSet<String> whole) {
    if (POINTS.contains(table)) {
      session.remove(table, whole);
    } else if (table.nameColumns().isEmpty()) {
      session.remove(table, again);
    } else {
      NavigableSet<String> appended = new TreeSet<>(sink.appendedKeys());
      session.remove(table, whole, RowNames.of(table, appended, sink.appendedNames(table)));
    }
  }

  /**
   * Has the problems removed that were found again or are over.
   *
   * @param isFirst whether the source was listed for this group, which finds its problems anew
   */
  void replaceProblems(WarehouseSink sink, boolean isFirst) {
    NavigableSet<String> keys = new TreeSet<>();
    Set<String> appended = new HashSet<>(sink.appendedKeys());
    Set<String> runKeys = new TreeSet<>(sink.runsWithProblems());
    runKeys.removeAll(knownKeys);
    runKeys.addAll(sink.listedRuns());
    runKeys.addAll(sink.runKeys());
    for (String runKey : runKeys) {
      // What is wrong with the part that was read before stays wrong.
      addProblems(keys, runKey, appended.contains(runKey) ? ENDS : ALL_KINDS);
    }
    if (isFirst) {
      addProblems(keys, WarehouseSink.runKey(source, ""), ALL_KINDS);
    }
    NavigableSet<String> ofThisSource = new TreeSet<>(Set.of(source));
    RowNames again = RowNames.of(RunTables.QUARANTINE, ofThisSource, sink.problemNames());
    session.removeWhere(RunTables.QUARANTINE, QUARANTINE_KEY, keys, again);
  }

  private static void addProblems(
      NavigableSet<String> keys, String runKey, Set<Problem.Kind> kinds) {
    for (Problem.Kind kind : kinds) {
      keys.add(kind.name().toLowerCase(Locale.ROOT) + ":" + runKey);
    }
  }

  /** Stages the rows of runs that are gone from the source, marked so. */
  void markGone(Staging staging, NavigableSet<String> gone) {
    if (gone.isEmpty()) {
      return;
    }
    try (QueryRows rows = session.query(GONE, Map.of(), RunTables.RUNS)) {
      int key = rows.indexOf(RunTables.RUNS.keyColumn());
      while (rows.next()) {
        if (gone.contains(rows.text(key))) {
          staging.add(RunTables.RUNS, FileKind.SETTLED, values(rows));
        }
      }
    }
  }

  private static @Nullable Object[] values(QueryRows rows) {
    @Nullable Object[] values = new Object[RunTables.RUNS.columns().size()];
    for (int column = 0; column < values.length; column++) {
      values[column] = rows.value(column);
    }
    return values;
  }

  WarehouseSnapshot commit(Staging staging) {
    return session.commit(staging);
  }
}
