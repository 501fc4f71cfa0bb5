package dev.almanac.analyses.finding;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the facts of one project say of one span, before it is known whether it is new.
 *
 * @param kind lower-case word with dashes, for example {@code new-best}
 * @param project what it is about
 * @param metricKey the metric it is about, or null
 * @param subject what tells it apart from others of its kind: a run, a param; may be empty
 * @param severity how much it matters
 * @param weight order among claims of one severity, greatest first
 * @param title a few words
 * @param sentence the claim with its numbers
 * @param caveats what speaks against it
 * @param action what to do about it; may be empty
 * @param evidence the rows it rests on
 * @param section the section of the weekly report that shows more
 * @param standing whether it rests on all runs so far, so that it has no first day
 */
record Claim(
    String kind,
    String project,
    @Nullable String metricKey,
    String subject,
    Severity severity,
    double weight,
    String title,
    Sentence sentence,
    List<String> caveats,
    String action,
    Evidence evidence,
    String section,
    boolean standing) {

  Claim {
    requireNonNull(kind, "kind is null");
    requireNonNull(project, "project is null");
    requireNonNull(subject, "subject is null");
    requireNonNull(severity, "severity is null");
    requireNonNull(title, "title is null");
    requireNonNull(sentence, "sentence is null");
    caveats = List.copyOf(caveats);
    requireNonNull(action, "action is null");
    requireNonNull(evidence, "evidence is null");
    requireNonNull(section, "section is null");
  }

  /** Returns what stays the same from one span to the next. */
  String id() {
    return FindingId.of(kind, project, metricKey, subject);
  }

  /** Begins a claim about a project. */
  static ClaimBuilder of(String kind, ProjectFacts facts) {
    return new ClaimBuilder(kind, facts);
  }
}
