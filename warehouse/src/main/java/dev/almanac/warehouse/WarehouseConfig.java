package dev.almanac.warehouse;

import static java.util.Objects.requireNonNull;

import dev.almanac.warehouse.schema.TableSpec;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Says where a warehouse is and how much of the machine it may take.
 *
 * @param folder the warehouse's folder: data, lock, and the catalog unless that is elsewhere
 * @param resultTables tables of analysis results, beside those of {@link
 *     dev.almanac.warehouse.schema.RunTables}
 * @param catalogProperties properties of the Iceberg catalog; empty for the SQLite file in the
 *     folder. {@code type} is {@code jdbc} or {@code rest}, {@code uri} its address, all others as
 *     Iceberg documents them
 * @param memoryLimitBytes what DuckDB may hold in memory before it spills to the folder
 * @param threads threads of DuckDB
 * @param clock tells the time of commits and rows
 * @param lockTimeout how long a writer waits for another writer
 * @param creation whether an absent warehouse is made
 */
public record WarehouseConfig(
    Path folder,
    List<TableSpec> resultTables,
    Map<String, String> catalogProperties,
    long memoryLimitBytes,
    int threads,
    Clock clock,
    Duration lockTimeout,
    Creation creation) {

  /** DuckDB's share of the 1 GiB that a sync may take beside a heap of 512 MiB. */
  public static final long DEFAULT_MEMORY_LIMIT = 320L << 20;

  /** Whether an absent warehouse is made. */
  public enum Creation {
    /** Make it. */
    IF_ABSENT,
    /** Refuse with a message that says how to make one. */
    NEVER
  }

  /** Checks for null and copies the collections. */
  public WarehouseConfig {
    folder = requireNonNull(folder, "folder is null").toAbsolutePath().normalize();
    resultTables = List.copyOf(resultTables);
    catalogProperties = Map.copyOf(catalogProperties);
    requireNonNull(clock, "clock is null");
    requireNonNull(lockTimeout, "lockTimeout is null");
    requireNonNull(creation, "creation is null");
    if (memoryLimitBytes <= 0 || threads <= 0) {
      throw new IllegalArgumentException("Memory limit and threads must be positive");
    }
  }

  /** Returns the defaults for a local folder. */
  public static WarehouseConfig of(Path folder) {
    return new WarehouseConfig(
        folder,
        List.of(),
        Map.of(),
        DEFAULT_MEMORY_LIMIT,
        Math.max(1, Runtime.getRuntime().availableProcessors()),
        Clock.systemUTC(),
        Duration.ofMinutes(10),
        Creation.IF_ABSENT);
  }

  /** Returns the same with other result tables. */
  public WarehouseConfig withResultTables(List<TableSpec> tables) {
    return new WarehouseConfig(
        folder, tables, catalogProperties, memoryLimitBytes, threads, clock, lockTimeout, creation);
  }

  /** Returns the same with another catalog. */
  public WarehouseConfig withCatalog(Map<String, String> properties) {
    return new WarehouseConfig(
        folder, resultTables, properties, memoryLimitBytes, threads, clock, lockTimeout, creation);
  }

  /** Returns the same with another limit of DuckDB's memory. */
  public WarehouseConfig withMemoryLimit(long bytes) {
    return new WarehouseConfig(
        folder, resultTables, catalogProperties, bytes, threads, clock, lockTimeout, creation);
  }

  /** Returns the same with another number of threads. */
  public WarehouseConfig withThreads(int count) {
    return new WarehouseConfig(
        folder,
        resultTables,
        catalogProperties,
        memoryLimitBytes,
        count,
        clock,
        lockTimeout,
        creation);
  }

  /** Returns the same with another clock. */
  public WarehouseConfig withClock(Clock newClock) {
    return new WarehouseConfig(
        folder,
        resultTables,
        catalogProperties,
        memoryLimitBytes,
        threads,
        newClock,
        lockTimeout,
        creation);
  }

  /** Returns the same with another patience for other writers. */
  public WarehouseConfig withLockTimeout(Duration timeout) {
    return new WarehouseConfig(
        folder,
        resultTables,
        catalogProperties,
        memoryLimitBytes,
        threads,
        clock,
        timeout,
        creation);
  }

  /** Returns the same for a warehouse that must be there already. */
  public WarehouseConfig existing() {
    return new WarehouseConfig(
        folder,
        resultTables,
        catalogProperties,
        memoryLimitBytes,
        threads,
        clock,
        lockTimeout,
        Creation.NEVER);
  }
}
