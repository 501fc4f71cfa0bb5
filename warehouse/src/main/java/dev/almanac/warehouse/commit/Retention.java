package dev.almanac.warehouse.commit;

import dev.almanac.warehouse.WarehouseSnapshot;
import dev.almanac.warehouse.catalog.WarehouseCatalog;
import dev.almanac.warehouse.schema.RunTables;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.iceberg.ExpireSnapshots;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotRef;
import org.apache.iceberg.Table;

/**
 * Lets old snapshots go, and the files that only they hold. Kept are the newest, all of the last
 * day, the last of each day of the last {@value #KEPT_DAYS} days, and those that a report has
 * named.
 */
final class Retention {

  /** Days of which the last snapshot stays readable. */
  static final int KEPT_DAYS = 30;

  /** Expiry rewrites the metadata of every table; it waits until so many snapshots can go. */
  private static final int WORTHWHILE = 20;

  private final WarehouseCatalog catalog;

  Retention(WarehouseCatalog catalog) {
    this.catalog = catalog;
  }

  /** Expires what may go if it is worthwhile; returns how many snapshots of the warehouse went. */
  int run(Instant now) {
    Table runs = catalog.load(RunTables.RUNS.name()).orElseThrow();
    List<WarehouseSnapshot> all = new ArrayList<>();
    runs.snapshots().forEach(snapshot -> all.add(Pins.read(snapshot)));
    Set<Long> kept = kept(all, now);
    runs.refs().values().stream().map(SnapshotRef::snapshotId).forEach(kept::add);
    List<Long> expired =
        all.stream().map(WarehouseSnapshot::id).filter(id -> !kept.contains(id)).toList();
    if (expired.size() < WORTHWHILE) {
      return 0;
    }
    // The snapshot of runs goes first: without it nobody reads the others.
    expire(runs, expired);
    Map<String, Set<Long>> pinned = new HashMap<>();
    all.stream()
        .filter(snapshot -> kept.contains(snapshot.id()))
        .forEach(
            snapshot ->
                snapshot
                    .pins()
                    .forEach(
                        (table, id) ->
                            pinned.computeIfAbsent(table, unused -> new HashSet<>()).add(id)));
    for (String name : catalog.tableNames()) {
      if (!name.equals(RunTables.RUNS.name())) {
        catalog
            .load(name)
            .ifPresent(table -> expireUnpinned(table, pinned.getOrDefault(name, Set.of())));
      }
    }
    return expired.size();
  }

  /** Returns the ids of the snapshots to keep. Pure. */
  static Set<Long> kept(List<WarehouseSnapshot> all, Instant now) {
    Map<LocalDate, WarehouseSnapshot> lastOfDay = new HashMap<>();
    Set<Long> kept = new HashSet<>();
    Instant dayAgo = now.minus(Duration.ofDays(1));
    Instant oldest = now.minus(Duration.ofDays(KEPT_DAYS));
    for (WarehouseSnapshot snapshot : all) {
      if (snapshot.committedAt().isAfter(dayAgo)) {
        kept.add(snapshot.id());
      } else if (snapshot.committedAt().isAfter(oldest)) {
        LocalDate day = LocalDate.ofInstant(snapshot.committedAt(), ZoneOffset.UTC);
        lastOfDay.put(day, snapshot);
      }
    }
    kept.addAll(lastOfDay.values().stream().map(WarehouseSnapshot::id).collect(Collectors.toSet()));
    if (!all.isEmpty()) {
      kept.add(all.get(all.size() - 1).id());
    }
    return kept;
  }

  private static void expireUnpinned(Table table, Set<Long> pinned) {
    Snapshot current = table.currentSnapshot();
    List<Long> expired = new ArrayList<>();
    for (Snapshot snapshot : table.snapshots()) {
      boolean isCurrent = current != null && snapshot.snapshotId() == current.snapshotId();
      if (!isCurrent && !pinned.contains(snapshot.snapshotId())) {
        expired.add(snapshot.snapshotId());
      }
    }
    expire(table, expired);
  }

  /** Expires exactly these snapshots of a table, and deletes what only they hold. */
  static void expire(Table table, List<Long> snapshots) {
    if (snapshots.isEmpty()) {
      return;
    }
    // Without an age of its own, Iceberg would expire everything older than five days as well.
    ExpireSnapshots expiry = table.expireSnapshots().expireOlderThan(1);
    snapshots.forEach(expiry::expireSnapshotId);
    expiry.cleanExpiredFiles(true).commit();
  }
}
