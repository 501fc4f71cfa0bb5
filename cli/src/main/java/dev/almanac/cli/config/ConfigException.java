package dev.almanac.cli.config;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Says everything that is wrong with an {@code almanac.yaml} at once. */
public final class ConfigException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<ConfigProblem> problems;

  /** Creates the exception; its message has one line a problem. */
  public ConfigException(Path file, List<ConfigProblem> problems) {
    super(
        "Cannot use "
            + file
            + ": "
            + (problems.size() == 1 ? "1 problem" : problems.size() + " problems")
            + problems.stream()
                .map(problem -> "\n  " + problem.at(String.valueOf(file.getFileName())))
                .collect(Collectors.joining()));
    this.problems = List.copyOf(problems);
  }

  /** Returns the problems in the order of their lines. */
  public List<ConfigProblem> problems() {
    return problems;
  }
}
