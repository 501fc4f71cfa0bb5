package dev.almanac.reports.finding;

import static java.util.Objects.requireNonNull;

/**
 * Something worth telling, as the report shows it.
 *
 * @param kind lower-case word with dashes, for example {@code new-best}
 * @param severity how much it matters
 * @param weight order among findings of one severity, greatest first
 * @param project what it is about; empty if it is about all
 * @param title a few words
 * @param sentence the finding with its numbers
 * @param caveat what speaks against it; may be empty
 * @param section id of the section with the evidence
 * @param action what to do about it; may be empty
 * @param status new, ongoing or resolved
 * @param since how long it has been there, for people: {@code new this week}, {@code 3rd week}
 */
public record Finding(
    String kind,
    Severity severity,
    double weight,
    String project,
    String title,
    String sentence,
    String caveat,
    String section,
    String action,
    String status,
    String since) {

  /** How much a finding matters; the most pressing first. */
  public enum Severity {
    /** Somebody should act. */
    ACT,
    /** News. */
    NEWS,
    /** Good to know. */
    NOTE
  }

  /** Checks for null. */
  public Finding {
    requireNonNull(kind, "kind is null");
    requireNonNull(severity, "severity is null");
    requireNonNull(project, "project is null");
    requireNonNull(title, "title is null");
    requireNonNull(sentence, "sentence is null");
    requireNonNull(caveat, "caveat is null");
    requireNonNull(section, "section is null");
    requireNonNull(action, "action is null");
    requireNonNull(status, "status is null");
    requireNonNull(since, "since is null");
  }

  /** Creates a finding of which nothing is known from before, without advice. */
  public Finding(
      String kind,
      Severity severity,
      double weight,
      String project,
      String title,
      String sentence,
      String caveat,
      String section) {
    this(kind, severity, weight, project, title, sentence, caveat, section, "", "new", "");
  }
}
