package dev.almanac.warehouse.commit;

import dev.almanac.warehouse.WarehouseConfig;
import dev.almanac.warehouse.WarehouseSnapshot;
import dev.almanac.warehouse.catalog.TableFiles;
import dev.almanac.warehouse.catalog.WarehouseCatalog;
import dev.almanac.warehouse.query.DuckDb;
import dev.almanac.warehouse.query.DuckDbEngine;
import dev.almanac.warehouse.query.DuckDbShare;
import dev.almanac.warehouse.query.ParquetScan;
import dev.almanac.warehouse.query.QueryRows;
import dev.almanac.warehouse.query.SqlScript;
import dev.almanac.warehouse.schema.RunTables;
import dev.almanac.warehouse.schema.TableSpec;
import dev.almanac.warehouse.write.FileKind;
import dev.almanac.warehouse.write.FileNames;
import dev.almanac.warehouse.write.ParquetFiles;
import dev.almanac.warehouse.write.Staging;
import dev.almanac.warehouse.write.StorageFailures;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;
import org.jspecify.annotations.Nullable;

/**
 * One writer's time with the warehouse: holds the lock, stages rows, commits them, any number of
 * times. Not safe for use by several threads.
 */
public final class WriteSession implements AutoCloseable {

  private final WarehouseConfig config;
  private final WarehouseCatalog catalog;
  private final StageListener stages;
  private final WriterLock lock;
  private final Commits commits;
  private final String writerId;
  private final FileNames names;
  private final BufferAllocator allocator = new RootAllocator();
  private final Map<String, Table> tables = new HashMap<>();
  private final List<TableChange> removals = new ArrayList<>();
  private final Journal journal;
  private @Nullable WarehouseSnapshot base;
  private boolean begun;
  private boolean dirty;
  private @Nullable Connection connection;

  /** Takes over the lock and continues from a snapshot, which is the newest. */
  public WriteSession(
      WarehouseConfig config,
      WarehouseCatalog catalog,
      StageListener stages,
      WriterLock lock,
      String writerId,
      @Nullable WarehouseSnapshot base) {
    this.config = config;
    this.catalog = catalog;
    this.stages = stages;
    this.lock = lock;
    this.commits = new Commits(catalog, config.clock(), stages);
    this.writerId = writerId;
    this.names = new FileNames(writerId, catalog::path);
    this.base = base;
    this.journal = new Journal(config.folder());
    // A reader that was killed leaves no journal, but what it spilled.
    TemporaryFolders.deleteAbandoned(temporaryFolder());
    if (journal.isPresent()) {
      new Healing(catalog).run(base);
      journal.end();
      stages.reached("healed");
    }
  }

  /** Returns the id of this writer, with which its files' names begin. */
  public String writerId() {
    return writerId;
  }

  /** Returns the snapshot that the next commit is based on, or null before the first. */
  public @Nullable WarehouseSnapshot base() {
    return base;
  }

  /** Returns a new, empty staging; one at a time. */
  public Staging stage() {
    if (!begun) {
      journal.begin(writerId);
      begun = true;
      stages.reached("journal begun");
    }
    dirty = true;
    return new Staging(allocator, files(), this::table);
  }

  /** Returns the DuckDB instance of this session, for reading the base. */
  public Connection connection() {
    if (connection == null) {
      connection =
          DuckDb.open(
              DuckDbShare.forWriting(config.memoryLimitBytes(), config.threads()),
              TemporaryFolders.next(temporaryFolder()).toString());
    }
    return connection;
  }

  /**
   * Runs a query over tables as they are at the base.
   *
   * @param shown the tables that the query reads
   * @return the rows, to be closed before anything else is done with the session
   */
  public QueryRows query(
      SqlScript script, Map<String, ? extends @Nullable Object> parameters, TableSpec... shown) {
    try {
      for (TableSpec spec : shown) {
        DuckDb.execute(
            connection(),
            "CREATE OR REPLACE TEMP VIEW "
                + DuckDb.name(spec.name())
                + " AS SELECT * FROM "
                + scan(spec));
      }
    } catch (SQLException exception) {
      throw StorageFailures.of("Cannot read the warehouse", exception);
    }
    return new DuckDbEngine(connection()).query(script, parameters);
  }

  private String scan(TableSpec spec) {
    Table table = table(spec);
    List<String> paths =
        TableFiles.at(table, pin(spec)).stream()
            .map(file -> catalog.path(file.location()).toString())
            .toList();
    return ParquetScan.of(table.schema(), paths);
  }

  /** Has the rows of some keys removed by the next commit; at most once a table and commit. */
  public void remove(TableSpec spec, NavigableSet<String> keys) {
    remove(spec, new RowRemoval.Rows(DuckDb.name(spec.keyColumn()), spec.keyColumn(), keys));
  }

  /** Has the rows of some keys, and single rows by their names, removed by the next commit. */
  public void remove(TableSpec spec, NavigableSet<String> keys, RowNames names) {
    String column = spec.keyColumn();
    remove(spec, new RowRemoval.Rows(DuckDb.name(column), column, keys, names));
  }

  /**
   * Does the same for the rows for which an SQL expression gives one of the keys.
   *
   * @param names single rows to remove besides
   */
  public void removeWhere(
      TableSpec spec, String expression, NavigableSet<String> keys, RowNames names) {
    remove(spec, new RowRemoval.Rows(expression, null, keys, names));
  }

  private void remove(TableSpec spec, RowRemoval.Rows rows) {
    Long pin = pin(spec);
    if (rows.isEmpty() || pin == null) {
      return;
    }
    RowRemoval removal = new RowRemoval(connection(), files(), catalog::path);
    TableChange change = removal.remove(spec, table(spec), pin, rows);
    if (!change.isEmpty()) {
      removals.add(change);
    }
  }

  /** Commits one row of one table. */
  public WarehouseSnapshot commitRow(TableSpec spec, @Nullable Object[] row) {
    try (Staging staging = stage()) {
      staging.add(spec, FileKind.SETTLED, row);
      return commit(staging);
    }
  }

  /** Commits what was staged and removed as one snapshot of the warehouse. */
  public WarehouseSnapshot commit(Staging staging) {
    Map<String, TableChange> changes = new LinkedHashMap<>();
    removals.forEach(change -> changes.put(change.table().name(), change));
    for (Map.Entry<TableSpec, List<DataFile>> entry : staging.finish().entrySet()) {
      TableChange added = new TableChange(entry.getKey(), entry.getValue(), List.of());
      changes.merge(entry.getKey().name(), added, TableChange::plus);
    }
    changes.replaceAll((name, change) -> change.plus(merged(change)));
    stages.reached("files written");
    // From here on the tables may know the files, whatever becomes of this process.
    staging.handOver();
    WarehouseSnapshot snapshot = commits.commit(base, List.copyOf(changes.values()));
    removals.clear();
    tables.clear();
    base = snapshot;
    dirty = false;
    return snapshot;
  }

  /** Merges small files of the base that the change leaves, once there are many of them. */
  private TableChange merged(TableChange change) {
    Table table = table(change.table());
    Set<String> removed = new HashSet<>();
    change.removed().forEach(file -> removed.add(file.location()));
    List<DataFile> left =
        TableFiles.at(table, pin(change.table())).stream()
            .filter(file -> !removed.contains(file.location()))
            .toList();
    List<DataFile> added = new ArrayList<>();
    List<DataFile> gone = new ArrayList<>();
    for (List<DataFile> group : Compaction.groups(left)) {
      List<String> paths =
          group.stream().map(file -> catalog.path(file.location()).toString()).toList();
      added.add(
          files()
              .writeQuery(
                  table,
                  ParquetScan.of(table.schema(), paths),
                  "true",
                  change.table().sortColumns(),
                  FileKind.of(group.get(0))));
      gone.addAll(group);
    }
    return new TableChange(change.table(), added, gone);
  }

  /** Lets old snapshots go if there are many; call it after the last commit. */
  public void tidy() {
    new Retention(catalog).run(config.clock().instant());
    stages.reached("tidied");
  }

  private Path temporaryFolder() {
    return config.folder().resolve("tmp");
  }

  private ParquetFiles files() {
    return new ParquetFiles(connection(), allocator, names);
  }

  private Table table(TableSpec spec) {
    return tables.computeIfAbsent(spec.name(), unused -> catalog.loadOrCreate(spec));
  }

  private @Nullable Long pin(TableSpec spec) {
    if (base == null) {
      return null;
    }
    return spec.name().equals(RunTables.RUNS.name())
        ? Long.valueOf(base.id())
        : base.pins().get(spec.name());
  }

  @Override
  public void close() {
    try {
      if (connection != null) {
        connection.close();
      }
      allocator.close();
      cleanUp();
    } catch (SQLException exception) {
      throw new IllegalStateException("Cannot close DuckDB", exception);
    } finally {
      lock.close();
    }
  }

  private void cleanUp() {
    if (!begun) {
      return;
    }
    try {
      if (dirty) {
        new Healing(catalog).run(Pins.newest(catalog));
      }
      journal.end();
    } catch (RuntimeException exception) {
      // The disk that failed the commit may fail this too; the next writer finds the journal.
      stages.reached("left to the next writer: " + exception.getMessage());
    }
  }
}
