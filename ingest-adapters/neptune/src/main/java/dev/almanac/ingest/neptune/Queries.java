package dev.almanac.ingest.neptune;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The statements of this package, each a resource of its own. */
final class Queries {

  private Queries() {}

  static String read(String name) {
    try (InputStream resource = Queries.class.getResourceAsStream(name)) {
      if (resource == null) {
        throw new IllegalStateException("no such statement: " + name);
      }
      return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
