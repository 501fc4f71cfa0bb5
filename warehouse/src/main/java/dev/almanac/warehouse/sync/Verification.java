package dev.almanac.warehouse.sync;

import static java.util.Objects.requireNonNull;

import dev.almanac.ingest.RunSource;
import dev.almanac.warehouse.Warehouse;
import dev.almanac.warehouse.WarehouseConfig;
import dev.almanac.warehouse.WarehouseSnapshot;
import dev.almanac.warehouse.query.DuckDb;
import dev.almanac.warehouse.query.DuckDbEngine;
import dev.almanac.warehouse.query.QueryRows;
import dev.almanac.warehouse.query.SqlScript;
import dev.almanac.warehouse.schema.RunTables;
import dev.almanac.warehouse.schema.TableSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Compares what the warehouse holds of a source with what the source says now: reads the source
 * whole into a warehouse of its own, which is thrown away, and compares every table run by run.
 * Changes neither the source nor the warehouse.
 */
public final class Verification {

  private static final SqlScript DIGESTS =
      SqlScript.resource(Verification.class, "table_digests.sql");

  /** What tells when and how a row was read, not what it says. */
  private static final Set<String> ABOUT_READING =
      Set.of("synced_at", "seen_at", "fingerprint", "cursor", "same_as", "live");

  private final Warehouse warehouse;
  private final SyncProgress progress;

  /** Creates a verification. */
  public Verification(Warehouse warehouse, SyncProgress progress) {
    this.warehouse = requireNonNull(warehouse, "warehouse is null");
    this.progress = requireNonNull(progress, "progress is null");
  }

  /**
   * What was found.
   *
   * @param report how reading the source went
   * @param runs runs that were compared
   * @param differences what differs, by table and run; empty if all is equal
   */
  public record Result(SyncReport report, long runs, List<Difference> differences) {

    /** Copies the list. */
    public Result {
      differences = List.copyOf(differences);
    }
  }

  private record Digest(long rows, String hash) {}

  /**
   * Compares one source.
   *
   * @throws IOException if there is no room for the copy
   */
  public Result run(RunSource source) throws IOException {
    Path folder = Files.createTempDirectory("almanac-verify-");
    WarehouseConfig config =
        WarehouseConfig.of(folder.resolve("warehouse")).withClock(warehouse.config().clock());
    try (Warehouse fresh = Warehouse.open(config)) {
      SyncReport report = new Sync(fresh, SyncOptions.DEFAULT.rereadingAll(), progress).run(source);
      return compare(source.spec().name(), fresh, report);
    } finally {
      remove(folder);
    }
  }

  private Result compare(String source, Warehouse fresh, SyncReport report) {
    List<Difference> differences = new ArrayList<>();
    Optional<WarehouseSnapshot> stored = warehouse.current();
    Optional<WarehouseSnapshot> now = fresh.current();
    if (stored.isEmpty() || now.isEmpty()) {
      return new Result(report, 0, differences);
    }
    long runs = 0;
    try (DuckDbEngine inWarehouse = warehouse.engine(stored.get());
        DuckDbEngine inSource = fresh.engine(now.get())) {
      Set<String> gone = gone(inWarehouse, source);
      for (TableSpec table : RunTables.ALL) {
        if (table != RunTables.SYNC_LOG) {
          Map<String, Digest> expected = digests(inSource, table, source);
          Map<String, Digest> found = digests(inWarehouse, table, source);
          found.keySet().removeAll(gone);
          runs = table == RunTables.RUNS ? expected.size() : runs;
          compare(table, expected, found, differences);
        }
      }
    }
    return new Result(report, runs, differences);
  }

  private static void compare(
      TableSpec table,
      Map<String, Digest> expected,
      Map<String, Digest> found,
      List<Difference> differences) {
    Set<String> keys = new TreeSet<>(expected.keySet());
    keys.addAll(found.keySet());
    Digest none = new Digest(0, "");
    for (String key : keys) {
      Digest should = expected.getOrDefault(key, none);
      Digest is = found.getOrDefault(key, none);
      if (!should.equals(is)) {
        differences.add(new Difference(table.name(), key, should.rows(), is.rows()));
      }
    }
  }

  private static Map<String, Digest> digests(DuckDbEngine engine, TableSpec table, String source) {
    List<String> leftOut = new ArrayList<>();
    table.columns().stream()
        .filter(column -> ABOUT_READING.contains(column.name()))
        .forEach(column -> leftOut.add(DuckDb.name(column.name())));
    String text = DIGESTS.text();
    String sql =
        leftOut.isEmpty()
            ? text.replace("* EXCLUDE ({left_out})", "*")
            : text.replace("{left_out}", String.join(", ", leftOut));
    // What is wrong with the source as a whole belongs to no run.
    String key =
        table == RunTables.QUARANTINE
            ? "coalesce(content.run_key, content.source || '/')"
            : "content." + DuckDb.name(table.keyColumn());
    SqlScript script =
        new SqlScript(
            DIGESTS.name(),
            sql.replace("{table}", DuckDb.name(table.name())).replace("{key}", key));
    Map<String, Digest> digests = new TreeMap<>();
    try (QueryRows rows = engine.query(script, Map.of("prefix", source + "/"))) {
      while (rows.next()) {
        digests.put(
            requireNonNull(rows.text(0), "digest without owner"),
            new Digest(rows.integer(1), String.valueOf(rows.text(2))));
      }
    }
    return digests;
  }

  private static Set<String> gone(DuckDbEngine engine, String source) {
    SqlScript script = SqlScript.resource(Verification.class, "gone_keys.sql");
    Set<String> gone = new HashSet<>();
    try (QueryRows rows = engine.query(script, Map.of("source", source))) {
      while (rows.next()) {
        gone.add(requireNonNull(rows.text(0), "run without key"));
      }
    }
    return gone;
  }

  private static void remove(Path folder) throws IOException {
    List<Path> paths;
    try (Stream<Path> walk = Files.walk(folder)) {
      paths = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : paths) {
      Files.deleteIfExists(path);
    }
  }
}
