package dev.almanac.warehouse.sync;

import static java.util.Objects.requireNonNull;

import dev.almanac.ingest.Problem;
import dev.almanac.warehouse.commit.WriteSession;
import dev.almanac.warehouse.query.QueryRows;
import dev.almanac.warehouse.query.SqlScript;
import dev.almanac.warehouse.schema.RunTables;
import dev.almanac.warehouse.schema.TableSpec;
import dev.almanac.warehouse.sync.SyncReport.Outcome;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the warehouse knows of one source before a sync. */
final class StoredState {

  private static final SqlScript RUNS = SqlScript.resource(StoredState.class, "known_runs.sql");
  private static final SqlScript LAST = SqlScript.resource(StoredState.class, "last_sync.sql");
  private static final SqlScript PROBLEMS =
      SqlScript.resource(StoredState.class, "stored_problems.sql");

  private final WriteSession session;
  private final String source;

  StoredState(WriteSession session, String source) {
    this.session = session;
    this.source = source;
  }

  /** The newest row of {@code sync_log} about a source. */
  record LastSync(@Nullable String outcome, @Nullable String stamp, @Nullable Instant at) {

    boolean isWhole() {
      return Outcome.COMPLETE.word().equals(outcome)
          || Outcome.NOTHING_CHANGED.word().equals(outcome);
    }
  }

  LastSync lastSync() {
    if (session.base() == null) {
      return new LastSync(null, null, null);
    }
    try (QueryRows result = query(LAST, RunTables.SYNC_LOG)) {
      return result.next()
          ? new LastSync(result.text(0), result.text(1), result.instant(2))
          : new LastSync(null, null, null);
    }
  }

  /** Returns the runs of the source by their id in the source. */
  Map<String, KnownRun> runs() {
    Map<String, KnownRun> known = new HashMap<>();
    if (session.base() == null) {
      return known;
    }
    try (QueryRows result = query(RUNS, RunTables.RUNS)) {
      while (result.next()) {
        String runKey = requireNonNull(result.text(0), "run without key");
        known.put(
            runKey.substring(source.length() + 1),
            new KnownRun(
                runKey,
                Objects.requireNonNullElse(result.text(1), ""),
                result.bool(2),
                result.text(3),
                result.text(4)));
      }
    }
    return known;
  }

  /** Tells whether these problems are in quarantine already, and no others of the whole source. */
  boolean holds(List<Problem> listed) {
    Set<List<Object>> ofRuns = new HashSet<>();
    Set<List<Object>> ofSource = new HashSet<>();
    try (QueryRows result = query(PROBLEMS, RunTables.QUARANTINE)) {
      while (result.next()) {
        List<Object> identity =
            List.of(
                Objects.requireNonNullElse(result.text(1), ""),
                Objects.requireNonNullElse(result.text(2), ""),
                result.integer(3),
                Objects.requireNonNullElse(result.text(4), ""));
        (result.isNull(0) ? ofSource : ofRuns).add(identity);
      }
    }
    Set<List<Object>> found = new HashSet<>();
    boolean allStored = true;
    for (Problem problem : listed) {
      List<Object> identity = identity(problem);
      boolean wide = problem.runId() == null;
      allStored &= (wide ? ofSource : ofRuns).contains(identity);
      if (wide) {
        found.add(identity);
      }
    }
    return allStored && found.equals(ofSource);
  }

  private static List<Object> identity(Problem problem) {
    return List.of(
        problem.kind().name().toLowerCase(Locale.ROOT),
        problem.location(),
        problem.offset(),
        problem.reason());
  }

  private QueryRows query(SqlScript script, TableSpec table) {
    return session.query(script, Map.of("source", source), table);
  }
}
