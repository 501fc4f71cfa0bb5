package dev.almanac.warehouse.commit;

import dev.almanac.warehouse.catalog.TableFiles;
import dev.almanac.warehouse.query.DuckDb;
import dev.almanac.warehouse.query.ParquetScan;
import dev.almanac.warehouse.schema.TableSpec;
import dev.almanac.warehouse.write.FileKind;
import dev.almanac.warehouse.write.ParquetFiles;
import dev.almanac.warehouse.write.StorageFailures;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.function.Function;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Types;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * Removes rows by copy-on-write: files that hold none of them stay, files that hold nothing else go
 * whole, of the rest the other rows are copied into new files.
 */
final class RowRemoval {

  private static final String KEYS = "removed_keys";
  private static final String NAMES = "removed_names";

  private final Connection connection;
  private final ParquetFiles files;
  private final Function<String, Path> paths;

  RowRemoval(Connection connection, ParquetFiles files, Function<String, Path> paths) {
    this.connection = connection;
    this.files = files;
    this.paths = paths;
  }

  /**
   * Which rows to remove.
   *
   * @param expression SQL expression over the table's columns that gives a row's key
   * @param pruning column that the expression is, so that the files' bounds tell which cannot hold
   *     a key; null if it is no column
   * @param keys the keys of the rows
   * @param names names of single rows to remove besides
   */
  record Rows(
      String expression, @Nullable String pruning, NavigableSet<String> keys, RowNames names) {

    Rows(String expression, @Nullable String pruning, NavigableSet<String> keys) {
      this(expression, pruning, keys, RowNames.NONE);
    }

    boolean isEmpty() {
      return keys.isEmpty() && names.names().isEmpty();
    }

    String sql() {
      String byKey = expression + " IN (SELECT key FROM " + KEYS + ")";
      return names.names().isEmpty()
          ? "(" + byKey + ")"
          : "(" + byKey + " OR " + names.sql() + " IN (SELECT key FROM " + NAMES + "))";
    }

    /** Tells whether a key between two bounds is to be removed. */
    boolean anyBetween(String lower, String upper) {
      return anyBetween(keys, lower, upper) || anyBetween(names.keys(), lower, upper);
    }

    private static boolean anyBetween(NavigableSet<String> keys, String lower, String upper) {
      String first = keys.ceiling(lower);
      return first != null && first.compareTo(upper) <= 0;
    }
  }

  TableChange remove(TableSpec spec, Table table, @Nullable Long pin, Rows rows) {
    List<DataFile> candidates =
        TableFiles.at(table, pin).stream().filter(file -> mayHold(table, file, rows)).toList();
    if (candidates.isEmpty()) {
      return new TableChange(spec, List.of(), List.of());
    }
    try {
      load(KEYS, rows.keys());
      load(NAMES, rows.names().names());
      Map<String, Boolean> hit = hit(table, candidates, rows);
      List<DataFile> removed = new ArrayList<>();
      List<DataFile> added = new ArrayList<>();
      for (DataFile file : candidates) {
        Boolean whole = hit.get(local(file));
        if (whole != null) {
          removed.add(file);
          if (!whole) {
            added.add(survivors(table, file, rows));
          }
        }
      }
      return new TableChange(spec, added, removed);
    } catch (SQLException exception) {
      throw StorageFailures.of("Cannot replace rows of " + table.name(), exception);
    }
  }

  private static boolean mayHold(Table table, DataFile file, Rows rows) {
    if (rows.pruning() == null) {
      return true;
    }
    int id = table.schema().findField(rows.pruning()).fieldId();
    String lower = bound(file.lowerBounds(), id);
    String upper = bound(file.upperBounds(), id);
    if (lower == null || upper == null || isOrderedOtherwise(lower + upper)) {
      return true;
    }
    return rows.anyBetween(lower, upper);
  }

  /** Files order texts by code points, Java by UTF-16: they differ from the surrogates on. */
  private static boolean isOrderedOtherwise(String text) {
    return text.chars().anyMatch(unit -> unit >= Character.MIN_SURROGATE);
  }

  private static @Nullable String bound(
      @Nullable Map<Integer, java.nio.ByteBuffer> bounds, int id) {
    if (bounds == null || bounds.get(id) == null) {
      return null;
    }
    CharSequence text = Conversions.fromByteBuffer(Types.StringType.get(), bounds.get(id));
    return text.toString();
  }

  private void load(String table, Set<String> keys) throws SQLException {
    DuckDb.execute(connection, "CREATE OR REPLACE TEMP TABLE " + table + " (key VARCHAR)");
    DuckDBConnection duck = connection.unwrap(DuckDBConnection.class);
    try (DuckDBAppender appender = duck.createAppender("temp", "main", table)) {
      for (String key : keys) {
        appender.beginRow();
        appender.append(key);
        appender.endRow();
      }
    }
  }

  /** Returns the files that hold rows to remove, and whether they hold nothing else. */
  private Map<String, Boolean> hit(Table table, List<DataFile> candidates, Rows rows)
      throws SQLException {
    Set<String> local = new HashSet<>();
    candidates.forEach(file -> local.add(local(file)));
    String sql =
        "SELECT filename, count(*) FILTER (WHERE "
            + rows.sql()
            + " IS NOT TRUE) = 0 FROM "
            + ParquetScan.withFileName(table.schema(), List.copyOf(local))
            + " GROUP BY filename HAVING count(*) FILTER (WHERE "
            + rows.sql()
            + ") > 0";
    Map<String, Boolean> hit = new HashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) {
        hit.put(result.getString(1), result.getBoolean(2));
      }
    }
    return hit;
  }

  private DataFile survivors(Table table, DataFile file, Rows rows) {
    return files.writeQuery(
        table,
        ParquetScan.of(table.schema(), List.of(local(file))),
        rows.sql() + " IS NOT TRUE",
        List.of(),
        FileKind.of(file));
  }

  private String local(DataFile file) {
    return paths.apply(file.location()).toString();
  }
}
