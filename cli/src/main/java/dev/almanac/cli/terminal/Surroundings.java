package dev.almanac.cli.terminal;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/**
 * Everything that a command takes from outside, so that tests can put something else there.
 *
 * @param terminal where it reads and writes
 * @param environment environment variables
 * @param folder the folder that relative paths start from, absolute
 * @param clock what time it is
 */
public record Surroundings(
    Terminal terminal, Map<String, String> environment, Path folder, Clock clock) {

  /** Checks for null and copies the variables. */
  public Surroundings {
    requireNonNull(terminal, "terminal is null");
    requireNonNull(clock, "clock is null");
    environment = Map.copyOf(environment);
    folder = folder.toAbsolutePath().normalize();
  }

  /** Returns those of this process. */
  public static Surroundings ofProcess() {
    Map<String, String> environment = System.getenv();
    return new Surroundings(
        Terminal.ofProcess(environment), environment, Path.of(""), Clock.systemUTC());
  }

  /** Returns a path as the user means it: relative ones start at {@link #folder()}. */
  public Path resolve(String path) {
    return folder.resolve(path).normalize();
  }
}
