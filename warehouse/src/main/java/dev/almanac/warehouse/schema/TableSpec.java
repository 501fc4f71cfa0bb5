package dev.almanac.warehouse.schema;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * One table of the warehouse.
 *
 * @param name lower snake case, unique in the warehouse
 * @param comment one sentence for people, shown by {@code SHOW TABLES}
 * @param keyColumn the column by which rows are replaced together: {@code run_key} for facts of
 *     runs, {@code analysis_id} for results
 * @param sortColumns order of the rows within a file
 * @param nameColumns columns, text, integer or bool, that, within one key, tell rows apart; a row
 *     of a run that is continued replaces the one of the same name. Empty if rows are only ever
 *     added or replaced together
 * @param columns in the order of {@code SELECT *}; field ids count from 1 in this order, and new
 *     columns are only ever added at the end
 */
public record TableSpec(
    String name,
    String comment,
    String keyColumn,
    List<String> sortColumns,
    List<String> nameColumns,
    List<ColumnSpec> columns)
    implements Serializable {

  /** Checks that the key and the sort columns exist, and copies the lists. */
  public TableSpec {
    requireNonNull(name, "name is null");
    requireNonNull(comment, "comment is null");
    sortColumns = List.copyOf(sortColumns);
    nameColumns = List.copyOf(nameColumns);
    columns = List.copyOf(columns);
    List<String> names = columns.stream().map(ColumnSpec::name).toList();
    if (!names.contains(keyColumn)
        || !names.containsAll(sortColumns)
        || !names.containsAll(nameColumns)) {
      throw new IllegalArgumentException("Key or sort column of " + name + " is not in " + names);
    }
  }

  /** Returns the position of a column, from 0, or -1. */
  public int indexOf(String column) {
    for (int index = 0; index < columns.size(); index++) {
      if (columns.get(index).name().equals(column)) {
        return index;
      }
    }
    return -1;
  }

  /** Begins a table. */
  public static Builder builder(String name, String keyColumn, String comment) {
    return new Builder(name, keyColumn, comment);
  }

  /** Collects columns in order. Not safe for use by several threads. */
  public static final class Builder {
    private final String name;
    private final String keyColumn;
    private final String comment;
    private final List<ColumnSpec> columns = new ArrayList<>();
    private List<String> nameColumns = List.of();

    private Builder(String name, String keyColumn, String comment) {
      this.name = name;
      this.keyColumn = keyColumn;
      this.comment = comment;
    }

    /** Adds a {@link ColumnType#TEXT} column. */
    public Builder text(String column, String columnComment) {
      return add(column, ColumnType.TEXT, columnComment);
    }

    /** Adds a {@link ColumnType#BIGINT} column. */
    public Builder bigint(String column, String columnComment) {
      return add(column, ColumnType.BIGINT, columnComment);
    }

    /** Adds a {@link ColumnType#INTEGER} column. */
    public Builder integer(String column, String columnComment) {
      return add(column, ColumnType.INTEGER, columnComment);
    }

    /** Adds a {@link ColumnType#DOUBLE} column. */
    public Builder number(String column, String columnComment) {
      return add(column, ColumnType.DOUBLE, columnComment);
    }

    /** Adds a {@link ColumnType#BOOLEAN} column. */
    public Builder bool(String column, String columnComment) {
      return add(column, ColumnType.BOOLEAN, columnComment);
    }

    /** Adds a {@link ColumnType#TIMESTAMP} column. */
    public Builder timestamp(String column, String columnComment) {
      return add(column, ColumnType.TIMESTAMP, columnComment);
    }

    /** Adds a {@link ColumnType#DATE} column. */
    public Builder date(String column, String columnComment) {
      return add(column, ColumnType.DATE, columnComment);
    }

    private Builder add(String column, ColumnType type, String columnComment) {
      columns.add(new ColumnSpec(column, type, columnComment));
      return this;
    }

    /** Names the columns, text, integer or bool, that tell the rows of one key apart. */
    public Builder namedBy(String... names) {
      nameColumns = List.of(names);
      return this;
    }

    /** Returns the table, its rows sorted by the given columns within a file. */
    public TableSpec sortedBy(String... sortColumns) {
      return new TableSpec(name, comment, keyColumn, List.of(sortColumns), nameColumns, columns);
    }
  }
}
