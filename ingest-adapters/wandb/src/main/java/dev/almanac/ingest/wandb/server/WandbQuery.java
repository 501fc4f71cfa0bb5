package dev.almanac.ingest.wandb.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The questions asked of the server; each is a resource, one field a line. What two of them ask
 * alike is a resource of its own, put in where a line names it: the question stays one text from
 * which a field that an old server does not know can be cut.
 */
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

  private static final String INCLUDE = "# include ";

  /** Returns the query as it is asked of the newest server. */
  String text() {
    return resource(name().toLowerCase(Locale.ROOT) + ".graphql")
        .lines()
        .map(WandbQuery::included)
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static String included(String line) {
    String text = line.strip();
    if (!text.startsWith(INCLUDE)) {
      return line;
    }
    String indent = line.substring(0, line.indexOf(INCLUDE));
    return resource(text.substring(INCLUDE.length()))
        .lines()
        .map(each -> indent + each)
        .collect(Collectors.joining("\n"));
  }

  private static String resource(String file) {
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
