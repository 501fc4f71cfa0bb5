package dev.almanac.ingest.wandb.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The questions asked of the server; each is a resource, one field a line. */
enum WandbQuery {
  PROJECTS,
  RUNS,
  SWEEPS,
  RUN,
  EXPORTED,
  HISTORY,
  EVENTS,
  FILES,
  OUTPUT_ARTIFACTS,
  INPUT_ARTIFACTS;

  /** Returns the query as it is asked of the newest server. */
  String text() {
    String file = name().toLowerCase(Locale.ROOT) + ".graphql";
    try (InputStream input = WandbQuery.class.getResourceAsStream(file)) {
      if (input == null) {
        throw new IllegalStateException("no resource " + file);
      }
      return new String(input.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
