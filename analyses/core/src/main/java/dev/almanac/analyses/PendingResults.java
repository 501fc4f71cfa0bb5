package dev.almanac.analyses;

import dev.almanac.warehouse.schema.TableSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Results on their way to the store. They go there in batches, each whole scopes, so that memory
 * stays bounded and a run that is cancelled keeps what it computed.
 */
final class PendingResults {

  /** Rows of a batch; each costs about 200 bytes here. */
  private static final int MAX_ROWS = 100_000;

  /** How much work a cancelled run may lose. A commit costs about 0.2 s. */
  private static final Duration MAX_AGE = Duration.ofSeconds(20);

  private final ResultStore store;
  private final Clock clock;
  private final Set<String> superseded = new LinkedHashSet<>();
  private final Map<TableSpec, List<@Nullable Object[]>> rows = new LinkedHashMap<>();
  private int count;
  private Instant since;

  PendingResults(ResultStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
    this.since = clock.instant();
  }

  /** Has results removed whose scope is gone. */
  void remove(Set<String> gone) {
    superseded.addAll(gone);
  }

  /**
   * Adds the rows of one scope.
   *
   * @param replaced ids of the results that they replace
   */
  void add(CollectedRows result, Set<String> replaced) {
    superseded.addAll(replaced);
    result
        .rows()
        .forEach(
            (table, more) -> {
              rows.computeIfAbsent(table, unused -> new ArrayList<>()).addAll(more);
              count += more.size();
            });
    Instant now = clock.instant();
    if (count >= MAX_ROWS || Duration.between(since, now).compareTo(MAX_AGE) >= 0) {
      store();
    }
  }

  /** Stores what there is; does nothing if that is nothing. */
  void store() {
    if (!rows.isEmpty() || !superseded.isEmpty()) {
      store.replace(Set.copyOf(superseded), new LinkedHashMap<>(rows));
      superseded.clear();
      rows.clear();
      count = 0;
    }
    since = clock.instant();
  }
}
