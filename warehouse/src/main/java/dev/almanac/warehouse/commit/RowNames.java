package dev.almanac.warehouse.commit;

import dev.almanac.warehouse.query.DuckDb;
import dev.almanac.warehouse.schema.TableSpec;
import java.util.Collections;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Names of single rows of one table: the row's key and what tells it from the others of that key.
 *
 * @param sql expression that gives a row's name
 * @param keys keys of the rows
 * @param names names of the rows
 */
public record RowNames(String sql, NavigableSet<String> keys, Set<String> names) {

  /** No rows. */
  public static final RowNames NONE = new RowNames("NULL", new TreeSet<>(), Set.of());

  /** Neither occurs in names by chance. */
  private static final char SEPARATOR = 1;

  private static final char ABSENT = 2;

  /** Keeps the sets from being changed. */
  public RowNames {
    keys = Collections.unmodifiableNavigableSet(keys);
    names = Collections.unmodifiableSet(names);
  }

  /** Gathers the names of rows of one table. */
  public static RowNames of(TableSpec table, NavigableSet<String> keys, Set<String> names) {
    return new RowNames(expression(table), keys, names);
  }

  private static String expression(TableSpec table) {
    StringJoiner parts = new StringJoiner(" || chr(1) || ", "(", ")");
    parts.add(DuckDb.name(table.keyColumn()));
    for (String column : table.nameColumns()) {
      parts.add("coalesce(CAST(" + DuckDb.name(column) + " AS VARCHAR), chr(2))");
    }
    return parts.toString();
  }

  /**
   * Returns the name of one row.
   *
   * @param values values of the table's {@code nameColumns}
   */
  public static String name(String key, List<? extends @Nullable Object> values) {
    StringBuilder name = new StringBuilder(key);
    for (Object value : values) {
      name.append(SEPARATOR);
      if (value == null) {
        name.append(ABSENT);
      } else {
        name.append(value);
      }
    }
    return name.toString();
  }
}
