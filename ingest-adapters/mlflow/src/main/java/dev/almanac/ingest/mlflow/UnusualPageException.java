package dev.almanac.ingest.mlflow;

import java.io.IOException;

/**
 * Says that {@link SqlitePages} met something it does not read: not an error, since SQLite itself
 * then reads the table, and says so if the file is damaged.
 */
final class UnusualPageException extends IOException {

  private static final long serialVersionUID = 1;

  UnusualPageException(String what) {
    super(what);
  }
}
