package dev.almanac.analyses.finding;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A claim with its history: a row of table {@code finding}.
 *
 * @param id hash of kind, project, metric and subject: the same from one span to the next
 * @param span what it is about
 * @param kind lower-case word with dashes, for example {@code new-best}
 * @param project what it is about
 * @param metricKey the metric, or null
 * @param subject what tells it apart from others of its kind; may be empty
 * @param severity how much it matters
 * @param weight order among findings of one severity, greatest first
 * @param title a few words
 * @param sentence the finding with its numbers
 * @param template the sentence with {@code {name}} for each argument
 * @param args the arguments
 * @param caveats what speaks against it
 * @param action what to do; may be empty
 * @param evidenceTable table with the rows it rests on
 * @param evidenceKey SQL condition that chooses them
 * @param section section of the weekly report that shows more
 * @param status what became of it
 * @param firstSeen first day of the first span of the unbroken chain; null if it rests on all runs
 *     so far
 * @param spans length of that chain, this span included; 0 if it rests on all runs so far
 */
public record Finding(
    String id,
    Span span,
    String kind,
    String project,
    @Nullable String metricKey,
    String subject,
    Severity severity,
    double weight,
    String title,
    String sentence,
    String template,
    Map<String, String> args,
    List<String> caveats,
    String action,
    String evidenceTable,
    String evidenceKey,
    String section,
    Status status,
    @Nullable LocalDate firstSeen,
    int spans) {

  static Finding of(
      Claim claim, Span span, Status status, @Nullable LocalDate firstSeen, int spans) {
    return new Finding(
        claim.id(),
        span,
        claim.kind(),
        claim.project(),
        claim.metricKey(),
        claim.subject(),
        claim.severity(),
        claim.weight(),
        claim.title(),
        claim.sentence().text(),
        claim.sentence().template(),
        claim.sentence().args(),
        claim.caveats(),
        claim.action(),
        claim.evidence().table(),
        claim.evidence().condition(),
        claim.section(),
        status,
        firstSeen,
        spans);
  }

  /** Returns the finding as one that is over, with the sentence that says so. */
  static Finding resolved(Claim was, Sentence now, Span span, LocalDate firstSeen, int spans) {
    Claim over =
        new Claim(
            was.kind(),
            was.project(),
            was.metricKey(),
            was.subject(),
            Severity.NOTE,
            was.weight(),
            was.title(),
            now,
            List.of(),
            "",
            was.evidence(),
            was.section(),
            false);
    return of(over, span, Status.RESOLVED, firstSeen, spans);
  }
}
