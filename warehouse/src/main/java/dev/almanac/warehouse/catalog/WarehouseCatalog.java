package dev.almanac.warehouse.catalog;

import static java.util.Objects.requireNonNull;

import dev.almanac.warehouse.WarehouseConfig;
import dev.almanac.warehouse.schema.TableSpec;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.iceberg.CatalogUtil;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Table;
import org.apache.iceberg.UpdateSchema;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.SupportsNamespaces;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.jdbc.JdbcCatalog;

/** The Iceberg catalog of one warehouse and the tables in it. Not safe for several threads. */
public final class WarehouseCatalog implements AutoCloseable {

  /**
   * Name of the catalog and of the namespace in it. JdbcCatalog uses the name as a key of its rows,
   * so that other readers must register the catalog under the same name.
   */
  public static final String NAME = "almanac";

  /** Version of the layout that this code writes and the newest that it reads. */
  public static final int FORMAT_VERSION = 1;

  /** Table property that holds {@link #FORMAT_VERSION}. */
  public static final String FORMAT_PROPERTY = "almanac.format-version";

  private static final Namespace NAMESPACE = Namespace.of(NAME);
  private static final String LOCATION = "almanac.location";

  private final Catalog catalog;
  private final Path dataFolder;
  private final LocalFileIO files;
  private final Map<String, String> properties;

  private WarehouseCatalog(
      Catalog catalog, Path dataFolder, LocalFileIO files, Map<String, String> properties) {
    this.properties = Map.copyOf(properties);
    this.catalog = catalog;
    this.dataFolder = dataFolder;
    this.files = files;
  }

  /** Returns the SQLite file of the default catalog. */
  public static Path defaultFile(Path folder) {
    return folder.resolve("catalog.db");
  }

  /** Opens the catalog that a configuration names; makes its own tables if they are absent. */
  public static WarehouseCatalog open(WarehouseConfig config) {
    Path dataFolder = config.folder().resolve("data");
    LocalFileIO files = new LocalFileIO();
    Map<String, String> properties = new HashMap<>(config.catalogProperties());
    properties.putIfAbsent("warehouse", LocalFileIO.location(dataFolder));
    Catalog catalog;
    if (properties.getOrDefault("type", "jdbc").equals("jdbc")) {
      properties.putIfAbsent(
          "uri",
          // Waits for another process' transaction instead of failing at once.
          "jdbc:sqlite:" + defaultFile(config.folder()) + "?busy_timeout=30000");
      properties.putIfAbsent("jdbc.schema-version", "V1");
      JdbcCatalog jdbc = new JdbcCatalog(unused -> files, null, true);
      jdbc.initialize(NAME, withoutType(properties));
      catalog = jdbc;
    } else {
      properties.put("io-impl", LocalFileIO.class.getName());
      catalog = CatalogUtil.buildIcebergCatalog(NAME, properties, null);
    }
    WarehouseCatalog opened = new WarehouseCatalog(catalog, dataFolder, files, properties);
    opened.rebase();
    return opened;
  }

  /**
   * Returns the properties with which another engine opens the same catalog, under the name {@link
   * #NAME}, and reads the same files.
   */
  public Map<String, String> readerProperties() {
    Map<String, String> reader = new HashMap<>(properties);
    reader.putIfAbsent("type", "jdbc");
    reader.put("io-impl", LocalFileIO.class.getName());
    reader.putAll(files.roots());
    return reader;
  }

  private static Map<String, String> withoutType(Map<String, String> properties) {
    Map<String, String> rest = new HashMap<>(properties);
    rest.remove("type");
    return rest;
  }

  private void rebase() {
    if (catalog instanceof SupportsNamespaces namespaces && namespaces.namespaceExists(NAMESPACE)) {
      String recorded = namespaces.loadNamespaceMetadata(NAMESPACE).get(LOCATION);
      if (recorded != null) {
        files.rebase(recorded, dataFolder);
      }
    }
  }

  /** Makes the namespace if it is absent. */
  public void createNamespace() {
    if (catalog instanceof SupportsNamespaces namespaces
        && !namespaces.namespaceExists(NAMESPACE)) {
      // The client of REST catalogs asks the map whether it has null keys, which Map.of refuses.
      Map<String, String> facts = new HashMap<>();
      facts.put(LOCATION, LocalFileIO.location(dataFolder));
      namespaces.createNamespace(NAMESPACE, facts);
    }
  }

  /** Returns the names of the tables. */
  public Set<String> tableNames() {
    if (catalog instanceof SupportsNamespaces namespaces
        && !namespaces.namespaceExists(NAMESPACE)) {
      return Set.of();
    }
    return catalog.listTables(NAMESPACE).stream()
        .map(TableIdentifier::name)
        .collect(Collectors.toSet());
  }

  /** Loads a table as it is now, or nothing if there is none. */
  public Optional<Table> load(String name) {
    try {
      return Optional.of(catalog.loadTable(TableIdentifier.of(NAMESPACE, name)));
    } catch (NoSuchTableException exception) {
      return Optional.empty();
    }
  }

  /** Loads a table; makes it, or adds its new columns, where needed. */
  public Table loadOrCreate(TableSpec spec) {
    Optional<Table> present = load(spec.name());
    if (present.isEmpty()) {
      return create(spec);
    }
    addNewColumns(present.get(), spec);
    return present.get();
  }

  private Table create(TableSpec spec) {
    // A server has a place of its own for tables; these belong into the folder.
    return catalog
        .buildTable(TableIdentifier.of(NAMESPACE, spec.name()), IcebergSchemas.schema(spec))
        .withPartitionSpec(PartitionSpec.unpartitioned())
        .withLocation(LocalFileIO.location(dataFolder.resolve(NAME).resolve(spec.name())))
        .withProperties(properties(spec))
        .create();
  }

  private static Map<String, String> properties(TableSpec spec) {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("comment", spec.comment());
    properties.put(FORMAT_PROPERTY, Integer.toString(FORMAT_VERSION));
    properties.put("format-version", "2");
    properties.put("write.metadata.delete-after-commit.enabled", "true");
    properties.put("write.metadata.previous-versions-max", "20");
    // 160 of 160 concurrent commits of 8 processes succeed with these on SQLite.
    properties.put("commit.retry.num-retries", "50");
    properties.put("commit.retry.min-wait-ms", "20");
    properties.put("commit.retry.max-wait-ms", "2000");
    return properties;
  }

  private static void addNewColumns(Table table, TableSpec spec) {
    UpdateSchema update = table.updateSchema();
    boolean changed = false;
    for (var column : spec.columns()) {
      if (table.schema().findField(column.name()) == null) {
        update.addColumn(column.name(), IcebergSchemas.type(column.type()), column.comment());
        changed = true;
      }
    }
    if (changed) {
      update.commit();
    }
  }

  /** Drops a table with all its files. */
  public void drop(String name) {
    catalog.dropTable(TableIdentifier.of(NAMESPACE, name), true);
  }

  /** Returns where the file of a location is on this machine. */
  public Path path(String location) {
    return files.path(location);
  }

  /** Returns the folder that holds all tables' files. */
  public Path dataFolder() {
    return dataFolder;
  }

  @Override
  public void close() {
    if (catalog instanceof Closeable closeable) {
      try {
        requireNonNull(closeable).close();
      } catch (IOException exception) {
        throw new UncheckedIOException("Cannot close the catalog", exception);
      }
    }
  }
}
