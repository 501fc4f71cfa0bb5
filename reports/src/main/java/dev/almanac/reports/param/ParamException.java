package dev.almanac.reports.param;

import static java.util.Objects.requireNonNull;

import java.util.List;

/** Says that a report cannot be made of the values given, and what would have been right. */
public final class ParamException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String typed;
  private final transient List<String> candidates;

  ParamException(String message) {
    this(message, "", List.of());
  }

  /**
   * Creates the exception.
   *
   * @param typed what was given and is not known
   * @param candidates what could have been meant; empty if nothing is to be suggested
   */
  ParamException(String message, String typed, List<String> candidates) {
    super(requireNonNull(message, "message is null"));
    this.typed = typed;
    this.candidates = List.copyOf(candidates);
  }

  /** Returns what was given and is not known; empty if nothing is to be suggested. */
  public String typed() {
    return typed;
  }

  /** Returns what could have been meant. */
  public List<String> candidates() {
    return candidates;
  }
}
