package dev.almanac.warehouse.schema;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;

/**
 * One column of a table.
 *
 * @param name lower snake case
 * @param type its type
 * @param comment one sentence for people, shown by {@code DESCRIBE}
 */
public record ColumnSpec(String name, ColumnType type, String comment) implements Serializable {

  /** Checks for null. */
  public ColumnSpec {
    requireNonNull(name, "name is null");
    requireNonNull(type, "type is null");
    requireNonNull(comment, "comment is null");
  }
}
