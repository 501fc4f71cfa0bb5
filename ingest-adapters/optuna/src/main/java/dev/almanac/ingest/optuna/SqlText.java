package dev.almanac.ingest.optuna;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Loads the SQL that lies beside the classes. */
final class SqlText {

  private SqlText() {}

  /** Returns the text of {@code NAME.sql}. */
  static String of(String name) {
    try (InputStream input = SqlText.class.getResourceAsStream(name + ".sql")) {
      if (input == null) {
        throw new IllegalStateException("Cannot find the query " + name + ".sql in the jar");
      }
      return new String(input.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
