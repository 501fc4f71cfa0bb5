package dev.almanac.cli.sql;

import dev.almanac.warehouse.schema.ColumnSpec;
import dev.almanac.warehouse.schema.TableSpec;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The names that a query may use.
 *
 * @param tables the tables with their columns and comments
 */
public record Vocabulary(List<TableSpec> tables) {

  /** Copies the list. */
  public Vocabulary {
    tables = List.copyOf(tables);
  }

  /** Returns the names of all tables. */
  public Collection<String> tableNames() {
    return tables.stream().map(TableSpec::name).toList();
  }

  /** Returns the names of the columns of all tables, each once. */
  public Collection<String> columnNames() {
    return columnNames(tables);
  }

  /** Returns the names of the columns of the tables that a text mentions; of all if of none. */
  public Collection<String> columnNamesNear(String sql) {
    String folded = sql.toLowerCase(Locale.ROOT);
    List<TableSpec> mentioned =
        tables.stream().filter(table -> folded.contains(table.name())).toList();
    return columnNames(mentioned.isEmpty() ? tables : mentioned);
  }

  /** Returns a table by its name in any case. */
  public Optional<TableSpec> table(String name) {
    return tables.stream().filter(table -> table.name().equalsIgnoreCase(name)).findFirst();
  }

  /** Returns the names of the tables that have a column. */
  public List<String> tablesWith(String column) {
    return tables.stream()
        .filter(table -> table.indexOf(column) >= 0)
        .map(TableSpec::name)
        .toList();
  }

  private static Collection<String> columnNames(List<TableSpec> tables) {
    TreeSet<String> names = new TreeSet<>();
    for (TableSpec table : tables) {
      table.columns().stream().map(ColumnSpec::name).forEach(names::add);
    }
    return names;
  }
}
