package dev.almanac.analyses.finding;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The claims of one project over successive spans, and from them what is new, ongoing or over. A
 * chain is followed back for at most {@link #LOOK_BACK} spans, so that a span's findings do not
 * depend on how many others are looked at.
 */
final class FindingHistory {

  /** A quarter of a year of weeks. */
  static final int LOOK_BACK = 13;

  private final ProjectFacts facts;
  private final List<Span> spans;

  /** Claims by kind, then by span. */
  private final List<List<List<Claim>>> claims = new ArrayList<>();

  /**
   * Writes the claims of all spans.
   *
   * @param spans successive spans, the newest first
   */
  FindingHistory(ProjectFacts facts, List<Span> spans) {
    this.facts = facts;
    this.spans = List.copyOf(spans);
    for (ClaimWriter writer : FindingKinds.ALL) {
      claims.add(this.spans.stream().map(span -> writer.write(facts, span)).toList());
    }
  }

  /** How long a claim has been there. */
  private record Chain(LocalDate firstSeen, int length) {}

  /** Returns the findings of one span, by its place; resolved ones last within their kind. */
  List<Finding> at(int place) {
    List<Finding> findings = new ArrayList<>();
    for (int kind = 0; kind < claims.size(); kind++) {
      Map<String, Chain> before = chains(claims.get(kind), place + 1);
      for (Claim claim : claims.get(kind).get(place)) {
        findings.add(finding(claim, place, before.get(claim.id())));
      }
      findings.addAll(over(FindingKinds.ALL.get(kind), claims.get(kind), place, before));
    }
    return findings;
  }

  private Finding finding(Claim claim, int place, @Nullable Chain before) {
    Span span = spans.get(place);
    if (claim.standing()) {
      return Finding.of(claim, span, Status.ONGOING, null, 0);
    }
    return before == null
        ? Finding.of(claim, span, Status.NEW, span.firstDay(), 1)
        : Finding.of(claim, span, Status.ONGOING, before.firstSeen(), before.length() + 1);
  }

  private List<Finding> over(
      ClaimWriter writer, List<List<Claim>> bySpan, int place, Map<String, Chain> before) {
    List<Finding> over = new ArrayList<>();
    if (place + 1 >= bySpan.size()) {
      return over;
    }
    List<String> present = bySpan.get(place).stream().map(Claim::id).toList();
    for (Claim was : bySpan.get(place + 1)) {
      Chain chain = before.get(was.id());
      if (chain != null && !present.contains(was.id())) {
        writer
            .over(was, facts, spans.get(place))
            .map(
                now ->
                    Finding.resolved(was, now, spans.get(place), chain.firstSeen(), chain.length()))
            .ifPresent(over::add);
      }
    }
    return over;
  }

  /** Follows claims from span to span, up to the one at a place. */
  private Map<String, Chain> chains(List<List<Claim>> bySpan, int newest) {
    Map<String, Chain> chains = new HashMap<>();
    int oldest = Math.min(bySpan.size() - 1, newest + LOOK_BACK - 2);
    for (int place = oldest; place >= newest; place--) {
      Map<String, Chain> next = new HashMap<>();
      for (Claim claim : bySpan.get(place)) {
        Chain before = chains.get(claim.id());
        Chain chain =
            before == null
                ? new Chain(spans.get(place).firstDay(), 1)
                : new Chain(before.firstSeen(), before.length() + 1);
        if (!claim.standing()) {
          next.put(claim.id(), chain);
        }
      }
      chains = next;
    }
    return chains;
  }
}
