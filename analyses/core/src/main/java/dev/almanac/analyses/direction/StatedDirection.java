package dev.almanac.analyses.direction;

import static java.util.Objects.requireNonNull;

/**
 * The direction of one metric and where it comes from.
 *
 * @param direction less, more, or unknown
 * @param basis what it rests on
 * @param reason one sentence for people
 */
public record StatedDirection(Direction direction, Basis basis, String reason) {

  /** Checks for null. */
  public StatedDirection {
    requireNonNull(direction, "direction is null");
    requireNonNull(basis, "basis is null");
    requireNonNull(reason, "reason is null");
  }
}
