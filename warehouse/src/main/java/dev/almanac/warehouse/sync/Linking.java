package dev.almanac.warehouse.sync;

import static java.util.Objects.requireNonNull;

import dev.almanac.warehouse.commit.WriteSession;
import dev.almanac.warehouse.query.QueryRows;
import dev.almanac.warehouse.query.SqlScript;
import dev.almanac.warehouse.schema.RunTables;
import dev.almanac.warehouse.write.FileKind;
import dev.almanac.warehouse.write.Staging;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds runs that were seen through several trackers and marks all but one of each as another
 * record of that one, in {@code runs.same_as}. Commits only if something changed.
 */
final class Linking {

  private static final SqlScript TRACKERS = SqlScript.resource(Linking.class, "run_trackers.sql");
  private static final SqlScript LINKS = SqlScript.resource(Linking.class, "linked_runs.sql");
  private static final SqlScript JOBS = SqlScript.resource(Linking.class, "linked_jobs.sql");
  private static final SqlScript ROWS = SqlScript.resource(Linking.class, "relinked_runs.sql");

  /** The tracker that knows what a job was given and measures nothing. */
  private static final String JOB_TRACKER = "hydra";

  /** How rules begin that go by what a tracker itself calls the run. */
  private static final String IDENTITY = "identity ";

  /** A folder is no name: several runs may have written into it. */
  private static final String FOLDER_IDENTITY = "identity folder";

  private final WriteSession session;

  Linking(WriteSession session) {
    this.session = session;
  }

  void run() {
    Map<String, String> trackers = new TreeMap<>();
    Map<String, @Nullable String> before = new TreeMap<>();
    Map<String, Long> points = new HashMap<>();
    Set<String> gone = new TreeSet<>();
    Set<String> sources = new HashSet<>();
    readRuns(trackers, before, points, gone, sources);
    // Two trackers in one folder, or an export beside the server that it came from.
    boolean several = sources.size() > 1 || new HashSet<>(trackers.values()).size() > 1;
    boolean linked = before.values().stream().anyMatch(Objects::nonNull);
    if (several || linked) {
      store(before, RunLinks.keepingGone(links(trackers, points), before, gone));
    }
  }

  private void readRuns(
      Map<String, String> trackers,
      Map<String, @Nullable String> sameAs,
      Map<String, Long> points,
      Set<String> gone,
      Set<String> sources) {
    try (QueryRows rows =
        session.query(TRACKERS, Map.of(), RunTables.RUNS, RunTables.METRIC_SUMMARIES)) {
      while (rows.next()) {
        String key = requireNonNull(rows.text(0), "run without key");
        trackers.put(key, requireNonNull(rows.text(1), "run without tracker"));
        sameAs.put(key, rows.text(2));
        points.put(key, rows.integer(4));
        sources.add(requireNonNull(rows.text(5), "run without source"));
        if (rows.bool(3)) {
          gone.add(key);
        }
      }
    }
  }

  private Map<String, String> links(Map<String, String> trackers, Map<String, Long> points) {
    RunLinks links = new RunLinks(trackers, points);
    join(
        links,
        session.query(
            LINKS, Map.of(), RunTables.RUNS, RunTables.RUN_IDENTITIES, RunTables.METRIC_SUMMARIES));
    if (trackers.containsValue(JOB_TRACKER)) {
      join(
          links,
          session.query(
              JOBS, Map.of(), RunTables.RUNS, RunTables.PARAMS, RunTables.METRIC_SUMMARIES));
    }
    return links.sameAs();
  }

  private static void join(RunLinks links, QueryRows pairs) {
    try (QueryRows rows = pairs) {
      while (rows.next()) {
        String one = requireNonNull(rows.text(0), "pair without run");
        String other = requireNonNull(rows.text(1), "pair without run");
        String rule = requireNonNull(rows.text(2), "pair without rule");
        if (rule.startsWith(IDENTITY) && !rule.equals(FOLDER_IDENTITY)) {
          links.identify(one, other);
        }
        links.join(one, other);
      }
    }
  }

  private void store(Map<String, @Nullable String> before, Map<String, String> after) {
    TreeSet<String> changed = new TreeSet<>();
    before.forEach(
        (key, sameAs) -> {
          if (!Objects.equals(sameAs, after.get(key))) {
            changed.add(key);
          }
        });
    if (changed.isEmpty()) {
      return;
    }
    try (Staging staging = session.stage()) {
      stage(staging, changed, after);
      session.remove(RunTables.RUNS, changed);
      session.commit(staging);
    }
  }

  private void stage(Staging staging, Set<String> changed, Map<String, String> sameAs) {
    int width = RunTables.RUNS.columns().size();
    int sameAsColumn = RunTables.RUNS.indexOf("same_as");
    int live = RunTables.RUNS.indexOf("live");
    try (QueryRows rows = session.query(ROWS, Map.of(), RunTables.RUNS)) {
      int key = rows.indexOf(RunTables.RUNS.keyColumn());
      while (rows.next()) {
        String runKey = requireNonNull(rows.text(key), "run without key");
        if (changed.contains(runKey)) {
          @Nullable Object[] values = new @Nullable Object[width];
          for (int column = 0; column < width; column++) {
            values[column] = rows.value(column);
          }
          values[sameAsColumn] = sameAs.get(runKey);
          FileKind kind = Boolean.TRUE.equals(values[live]) ? FileKind.LIVE : FileKind.SETTLED;
          staging.add(RunTables.RUNS, kind, values);
        }
      }
    }
  }
}
