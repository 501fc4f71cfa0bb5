package dev.almanac.warehouse;

import static java.util.Objects.requireNonNull;

import dev.almanac.warehouse.catalog.IcebergSchemas;
import dev.almanac.warehouse.catalog.TableFiles;
import dev.almanac.warehouse.catalog.WarehouseCatalog;
import dev.almanac.warehouse.commit.KeptSnapshots;
import dev.almanac.warehouse.commit.Pins;
import dev.almanac.warehouse.commit.StageListener;
import dev.almanac.warehouse.commit.TemporaryFolders;
import dev.almanac.warehouse.commit.WriteSession;
import dev.almanac.warehouse.commit.WriterLock;
import dev.almanac.warehouse.query.DuckDb;
import dev.almanac.warehouse.query.DuckDbEngine;
import dev.almanac.warehouse.query.DuckDbShare;
import dev.almanac.warehouse.query.QueryException;
import dev.almanac.warehouse.query.UserLimits;
import dev.almanac.warehouse.query.UserSql;
import dev.almanac.warehouse.query.WarehouseViews;
import dev.almanac.warehouse.schema.RunTables;
import dev.almanac.warehouse.schema.TableSpec;
import dev.almanac.warehouse.write.FileKind;
import dev.almanac.warehouse.write.Staging;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.jspecify.annotations.Nullable;

/**
 * The warehouse: Iceberg tables of runs and results in one folder, read at one snapshot and written
 * by one writer at a time. Not safe for use by several threads; several processes are safe.
 */
public final class Warehouse implements AutoCloseable {

  private static final DateTimeFormatter WRITER_ID =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final WarehouseConfig config;
  private final WarehouseCatalog catalog;
  private final StageListener stages;

  private Warehouse(WarehouseConfig config, WarehouseCatalog catalog, StageListener stages) {
    this.config = config;
    this.catalog = catalog;
    this.stages = stages;
  }

  /**
   * Opens a warehouse, and makes it if it is absent and the configuration says so.
   *
   * @throws WarehouseException if it is absent, something else, or made by a newer version
   */
  public static Warehouse open(WarehouseConfig config) {
    return open(config, StageListener.NONE);
  }

  static Warehouse open(WarehouseConfig config, StageListener stages) {
    requireNonNull(config, "config is null");
    return new Warehouse(config, new Opening(config).open(), stages);
  }

  private Table runs() {
    return catalog.load(RunTables.RUNS.name()).orElseThrow();
  }

  /** Returns what the warehouse was opened with. */
  public WarehouseConfig config() {
    return config;
  }

  /** Returns the newest snapshot; empty before the first sync. */
  public Optional<WarehouseSnapshot> current() {
    return Optional.ofNullable(runs().currentSnapshot()).map(Pins::read);
  }

  /** Returns an older snapshot; empty if it has expired or never was. */
  public Optional<WarehouseSnapshot> snapshot(long id) {
    return Optional.ofNullable(runs().snapshot(id)).map(Pins::read);
  }

  /** Returns all snapshots that have not expired, oldest first. */
  public List<WarehouseSnapshot> snapshots() {
    List<WarehouseSnapshot> snapshots = new ArrayList<>();
    for (Snapshot snapshot : runs().snapshots()) {
      snapshots.add(Pins.read(snapshot));
    }
    return List.copyOf(snapshots);
  }

  /** Returns the tables of runs and those of results, with their comments. */
  public List<TableSpec> tables() {
    List<TableSpec> tables = new ArrayList<>(RunTables.ALL);
    tables.addAll(config.resultTables());
    return List.copyOf(tables);
  }

  /**
   * Returns the properties with which another engine opens the catalog of this warehouse, as
   * Iceberg documents them; its name is {@link WarehouseCatalog#NAME}. They may hold a password.
   */
  public Map<String, String> catalogProperties() {
    return catalog.readerProperties();
  }

  /**
   * Returns an engine on a DuckDB instance of its own, in which every table is a view of its rows
   * at the snapshot.
   */
  public DuckDbEngine engine(WarehouseSnapshot snapshot) {
    Connection connection =
        DuckDb.open(
            DuckDbShare.forReading(config.memoryLimitBytes(), config.threads()),
            TemporaryFolders.next(temporaryFolder()).toString());
    try {
      createViews(connection, snapshot.pins());
      return new DuckDbEngine(connection);
    } catch (SQLException exception) {
      throw cannotShow(snapshot, connection, exception);
    }
  }

  /**
   * Returns the same for queries that a user wrote: only reading statements pass (see {@link
   * dev.almanac.warehouse.query.StatementGate}), no file but the tables' own can be read, nothing
   * written, no setting changed.
   */
  public DuckDbEngine engine(WarehouseSnapshot snapshot, UserLimits limits) {
    Connection connection =
        DuckDb.open(
            limits.memoryLimitBytes(),
            limits.threads(),
            TemporaryFolders.next(temporaryFolder()).toString());
    try {
      createViews(connection, snapshot.pins());
      return UserSql.lock(connection, limits, catalog.dataFolder());
    } catch (SQLException exception) {
      throw cannotShow(snapshot, connection, exception);
    }
  }

  private static QueryException cannotShow(
      WarehouseSnapshot snapshot, Connection connection, SQLException cause) {
    try {
      connection.close();
    } catch (SQLException suppressed) {
      cause.addSuppressed(suppressed);
    }
    return new QueryException(
        "Cannot show the tables of snapshot " + snapshot.id() + ": " + cause.getMessage(), cause);
  }

  private void createViews(Connection connection, Map<String, Long> pins) throws SQLException {
    for (TableSpec spec : tables()) {
      Long pin = pins.get(spec.name());
      // A table without a pin has no rows: it need not be loaded.
      Table table = pin == null ? null : catalog.load(spec.name()).orElse(null);
      Schema schema = table == null ? IcebergSchemas.schema(spec) : table.schema();
      List<String> paths =
          table == null
              ? List.of()
              : TableFiles.at(table, pin).stream()
                  .map(file -> catalog.path(file.location()).toString())
                  .toList();
      WarehouseViews.create(connection, spec.name(), spec.comment(), schema, paths);
    }
  }

  private Path temporaryFolder() {
    return config.folder().resolve("tmp");
  }

  /**
   * Replaces results in one atomic step; waits for other writers.
   *
   * @return the snapshot that holds them
   * @throws WarehouseException if another process holds the warehouse for too long, or the disk is
   *     full
   */
  public WarehouseSnapshot replace(ResultBatch batch) {
    try (WriteSession session = write("storing results", holder -> {});
        Staging staging = session.stage()) {
      for (TableSpec spec : config.resultTables()) {
        session.remove(spec, batch.gone());
      }
      for (Map.Entry<TableSpec, List<@Nullable Object[]>> rows : batch.rows().entrySet()) {
        for (@Nullable Object[] row : rows.getValue()) {
          staging.add(rows.getKey(), FileKind.SETTLED, row);
        }
      }
      return session.commit(staging);
    }
  }

  /**
   * Keeps a snapshot from expiring, under a name; waits for other writers. Keeping another snapshot
   * under the same name lets go of the first.
   *
   * @param name letters, digits, dots, dashes and underscores, for example of a report and period
   * @throws WarehouseException if the snapshot has expired
   */
  public void keep(WarehouseSnapshot snapshot, String name) {
    try (WriterLock lock = lock("keeping a snapshot", holder -> {})) {
      requireNonNull(lock, "lock is null");
      new KeptSnapshots(catalog).keep(snapshot, name);
    }
  }

  /** Returns the ids of the snapshots that are kept from expiring. */
  public Set<Long> kept() {
    return new KeptSnapshots(catalog).ids();
  }

  /** Lets go of a kept snapshot; does nothing if there is none of this name. */
  public void release(String name) {
    try (WriterLock lock = lock("releasing a snapshot", holder -> {})) {
      requireNonNull(lock, "lock is null");
      new KeptSnapshots(catalog).release(name);
    }
  }

  /**
   * Begins to write; waits for other writers.
   *
   * @param what what for, to be told to others that wait
   * @param waiting is told once who holds the warehouse
   * @throws WarehouseException if another process holds it for too long
   */
  public WriteSession write(String what, Consumer<String> waiting) {
    WriterLock lock = lock(what, waiting);
    try {
      return new WriteSession(config, catalog, stages, lock, writerId(), current().orElse(null));
    } catch (RuntimeException exception) {
      lock.close();
      throw exception;
    }
  }

  private WriterLock lock(String what, Consumer<String> waiting) {
    return WriterLock.acquire(
        config.folder().resolve("sync.lock"),
        what,
        config.clock().instant(),
        config.lockTimeout(),
        waiting);
  }

  private String writerId() {
    byte[] random = new byte[4];
    new SecureRandom().nextBytes(random);
    Instant now = config.clock().instant();
    return WRITER_ID.format(now) + "-" + HexFormat.of().formatHex(random);
  }

  /**
   * Deletes what the engines of this process spilled to the disk. For a process that ends without
   * closing them; otherwise they do so themselves.
   */
  public void deleteSpilled() {
    TemporaryFolders.deleteOwn(temporaryFolder());
  }

  @Override
  public void close() {
    catalog.close();
  }
}
