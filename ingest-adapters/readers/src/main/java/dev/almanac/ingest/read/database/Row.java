package dev.almanac.ingest.read.database;

import org.jspecify.annotations.Nullable;

/** A row of which some columns may not exist in the version that made the database. */
public interface Row {

  /** Returns a value as text, or null if it is NULL or there is no such column. */
  @Nullable String text(String column);

  /** Returns a value as text, or the empty text. */
  default String textOrEmpty(String column) {
    String text = text(column);
    return text == null ? "" : text;
  }

  /** Returns a value as an integer, or null if it is none or there is no such column. */
  @Nullable Long integer(String column);

  /** Returns a value as a number, or null if it is none or there is no such column. */
  @Nullable Double real(String column);
}
