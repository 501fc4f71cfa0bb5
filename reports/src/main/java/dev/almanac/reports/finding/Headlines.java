package dev.almanac.reports.finding;

import dev.almanac.analyses.finding.Status;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the head of a report says. Nothing is lost: what is not among the first is among the others.
 *
 * @param first the most pressing findings in order, at most seven
 * @param others those that did not fit, in the same order
 * @param over what has been resolved since the period before
 */
public record Headlines(List<Finding> first, List<Finding> others, List<Finding> over) {

  /** Nothing to say. */
  public static final Headlines NONE = new Headlines(List.of(), List.of(), List.of());

  /** More sentences than this are no longer a summary. */
  private static final int MOST = 7;

  /** No more than this of one kind, so that one story does not crowd out the others. */
  private static final int MOST_OF_A_KIND = 2;

  /** Of equally pressing ones, what is new comes before what was there last time. */
  private static final Comparator<dev.almanac.analyses.finding.Finding> ORDER =
      Comparator.comparing(dev.almanac.analyses.finding.Finding::severity)
          .thenComparing(dev.almanac.analyses.finding.Finding::status)
          .thenComparing(
              Comparator.comparingDouble(dev.almanac.analyses.finding.Finding::weight).reversed())
          .thenComparing(dev.almanac.analyses.finding.Finding::kind)
          .thenComparing(dev.almanac.analyses.finding.Finding::project)
          .thenComparing(dev.almanac.analyses.finding.Finding::subject)
          .thenComparing(dev.almanac.analyses.finding.Finding::sentence);

  /** Copies the lists. */
  public Headlines {
    first = List.copyOf(first);
    others = List.copyOf(others);
    over = List.copyOf(over);
  }

  /** Chooses and orders. */
  static Headlines of(List<dev.almanac.analyses.finding.Finding> findings) {
    Map<String, Integer> ofKind = new HashMap<>();
    List<Finding> first = new ArrayList<>();
    List<Finding> others = new ArrayList<>();
    List<Finding> over = new ArrayList<>();
    for (dev.almanac.analyses.finding.Finding finding : sorted(findings)) {
      if (finding.status() == Status.RESOLVED) {
        over.add(shown(finding));
      } else if (first.size() < MOST
          && ofKind.merge(finding.kind(), 1, Integer::sum) <= MOST_OF_A_KIND) {
        first.add(shown(finding));
      } else {
        others.add(shown(finding));
      }
    }
    return new Headlines(first, others, over);
  }

  static List<dev.almanac.analyses.finding.Finding> sorted(
      List<dev.almanac.analyses.finding.Finding> findings) {
    return findings.stream().sorted(ORDER).toList();
  }

  private static Finding shown(dev.almanac.analyses.finding.Finding finding) {
    return new Finding(
        finding.kind(),
        Finding.Severity.valueOf(finding.severity().name()),
        finding.weight(),
        finding.project(),
        finding.title(),
        finding.sentence(),
        String.join(" ", finding.caveats()),
        finding.section(),
        finding.action(),
        finding.status().name().toLowerCase(Locale.ROOT),
        Since.words(finding));
  }
}
