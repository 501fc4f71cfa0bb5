package dev.almanac.analyses.finding;

import java.util.List;
import java.util.Optional;

/** Knows one kind of finding. Pure and without state: equal facts give equal claims. */
interface ClaimWriter {

  /** Returns what the facts say of a span; empty if there is nothing, or nothing beyond doubt. */
  List<Claim> write(ProjectFacts facts, Span span);

  /**
   * Returns how the facts show that a claim of an earlier span no longer holds; empty if they do
   * not show it, or if a claim of this kind is news that has no end.
   */
  default Optional<Sentence> over(Claim earlier, ProjectFacts facts, Span span) {
    return Optional.empty();
  }
}
