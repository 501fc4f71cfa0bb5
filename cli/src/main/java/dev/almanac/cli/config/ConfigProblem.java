package dev.almanac.cli.config;

import static java.util.Objects.requireNonNull;

/**
 * Something wrong in {@code almanac.yaml}.
 *
 * @param line from 1; 0 if it is about the file as a whole
 * @param message what is wrong and what to write instead
 */
public record ConfigProblem(int line, String message) {

  /** Checks for null. */
  public ConfigProblem {
    requireNonNull(message, "message is null");
  }

  /** Returns it as compilers do: {@code file:line: message}. */
  public String at(String file) {
    return line > 0 ? file + ":" + line + ": " + message : file + ": " + message;
  }
}
