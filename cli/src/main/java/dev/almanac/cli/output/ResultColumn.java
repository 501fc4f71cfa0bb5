package dev.almanac.cli.output;

import static java.util.Objects.requireNonNull;

/**
 * A column of a result.
 *
 * @param name as the query names it; need not be unique
 * @param type as the engine names it, for people
 * @param kind what may be done with its values
 */
public record ResultColumn(String name, String type, Kind kind) {

  /** What formats have to tell apart. */
  public enum Kind {
    /** Words, written by whoever: to be escaped, aligned left. */
    TEXT,
    /** Numbers, aligned right. */
    NUMBER,
    /** Times, booleans, binary and nested values. */
    OTHER
  }

  /** Checks for null. */
  public ResultColumn {
    requireNonNull(name, "name is null");
    requireNonNull(type, "type is null");
    requireNonNull(kind, "kind is null");
  }
}
