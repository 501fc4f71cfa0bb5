package dev.almanac.warehouse;

import static java.util.Objects.requireNonNull;

import dev.almanac.warehouse.WarehouseConfig.Creation;
import dev.almanac.warehouse.WarehouseException.Reason;
import dev.almanac.warehouse.catalog.WarehouseCatalog;
import dev.almanac.warehouse.commit.WriterLock;
import dev.almanac.warehouse.schema.RunTables;
import dev.almanac.warehouse.schema.TableSpec;
import dev.almanac.warehouse.write.StorageFailures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.iceberg.Table;

/** Opens the catalog of a warehouse; makes folder and tables where they are absent. */
final class Opening {

  private final WarehouseConfig config;

  Opening(WarehouseConfig config) {
    this.config = config;
  }

  WarehouseCatalog open() {
    prepareFolder();
    WarehouseCatalog catalog =
        config.creation() == Creation.IF_ABSENT ? openOrMakeCatalog() : openCatalog();
    try {
      createTables(catalog);
      checkVersion(catalog);
      return catalog;
    } catch (RuntimeException exception) {
      catalog.close();
      throw exception;
    }
  }

  /** Makes the catalog's own tables under the lock, since another process may be at it as well. */
  private WarehouseCatalog openOrMakeCatalog() {
    if (Files.exists(WarehouseCatalog.defaultFile(config.folder()))) {
      try {
        return openCatalog();
      } catch (WarehouseException exception) {
        // Perhaps another process is about to make it: once it is done, this answers for good.
        try (WriterLock lock = lock()) {
          requireNonNull(lock, "lock is null");
          return openCatalog();
        }
      }
    }
    try (WriterLock lock = lock()) {
      requireNonNull(lock, "lock is null");
      return openCatalog();
    }
  }

  private WarehouseCatalog openCatalog() {
    try {
      return WarehouseCatalog.open(config);
    } catch (RuntimeException exception) {
      throw new WarehouseException(
          Reason.UNREADABLE,
          "Cannot open the catalog of the warehouse " + config.folder() + ": " + told(exception),
          exception);
    }
  }

  /** A driver that is absent is told by its address, which may hold a password. */
  private String told(Throwable exception) {
    String uri = config.catalogProperties().getOrDefault("uri", "");
    return uri.isEmpty() ? root(exception) : root(exception).replace(uri, "its uri");
  }

  private static String root(Throwable exception) {
    Throwable at = exception;
    while (at.getCause() != null) {
      at = at.getCause();
    }
    return String.valueOf(at.getMessage());
  }

  private void prepareFolder() {
    Path folder = config.folder();
    boolean present =
        Files.exists(WarehouseCatalog.defaultFile(folder)) || !config.catalogProperties().isEmpty();
    if (!present && config.creation() == Creation.NEVER) {
      throw new WarehouseException(
          Reason.ABSENT,
          "There is no warehouse in " + folder + ". Make one with: almanac sync PATH",
          null);
    }
    try {
      if (!present && holdsSomethingElse(folder)) {
        throw new WarehouseException(
            Reason.UNREADABLE,
            "Cannot make a warehouse in " + folder + ": the folder holds other files.",
            null);
      }
      Files.createDirectories(folder.resolve("data"));
    } catch (IOException exception) {
      throw StorageFailures.of("Cannot make the folder " + folder, exception);
    }
  }

  private static boolean holdsSomethingElse(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return false;
    }
    Set<String> ours = Set.of("data", "tmp", "sync.lock");
    try (Stream<Path> files = Files.list(folder)) {
      // The catalog's file counts as ours: another process may have made it a moment ago.
      String catalog = WarehouseCatalog.defaultFile(folder).getFileName().toString();
      return files
          .map(file -> file.getFileName().toString())
          .anyMatch(name -> !ours.contains(name) && !name.startsWith(catalog));
    }
  }

  private void createTables(WarehouseCatalog catalog) {
    Set<String> present = catalog.tableNames();
    List<TableSpec> missing =
        RunTables.ALL.stream().filter(spec -> !present.contains(spec.name())).toList();
    if (missing.isEmpty()) {
      return;
    }
    if (config.creation() == Creation.NEVER && !present.contains(RunTables.RUNS.name())) {
      throw new WarehouseException(
          Reason.ABSENT,
          "There is no warehouse in " + config.folder() + ". Make one with: almanac sync PATH",
          null);
    }
    try (WriterLock lock = lock()) {
      requireNonNull(lock, "lock is null");
      catalog.createNamespace();
      missing.forEach(catalog::loadOrCreate);
    }
  }

  private void checkVersion(WarehouseCatalog catalog) {
    Table runs = catalog.load(RunTables.RUNS.name()).orElseThrow();
    int version =
        Integer.parseInt(runs.properties().getOrDefault(WarehouseCatalog.FORMAT_PROPERTY, "0"));
    if (version > WarehouseCatalog.FORMAT_VERSION) {
      throw new WarehouseException(
          Reason.NEWER_VERSION,
          "Cannot open the warehouse "
              + config.folder()
              + ": its format is version "
              + version
              + ", this Almanac knows up to "
              + WarehouseCatalog.FORMAT_VERSION
              + ". Use the newer Almanac that made it.",
          null);
    }
  }

  private WriterLock lock() {
    return WriterLock.acquire(
        config.folder().resolve("sync.lock"),
        "making tables",
        config.clock().instant(),
        config.lockTimeout(),
        holder -> {});
  }
}
