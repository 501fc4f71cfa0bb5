package dev.almanac.analyses.finding;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects the parts of a claim. Used by one thread. */
final class ClaimBuilder {

  private final String kind;
  private final ProjectFacts facts;
  private @Nullable String metricKey;
  private String subject = "";
  private Severity severity = Severity.NOTE;
  private double weight;
  private String title = "";
  private final List<String> caveats = new ArrayList<>();
  private String action = "";
  private @Nullable Evidence evidence;
  private String section = "";
  private boolean standing;

  ClaimBuilder(String kind, ProjectFacts facts) {
    this.kind = kind;
    this.facts = facts;
  }

  /** Says that it is about the project's primary metric. */
  ClaimBuilder ofMetric() {
    metricKey = facts.metricKey();
    return this;
  }

  ClaimBuilder about(String what) {
    subject = what;
    return this;
  }

  ClaimBuilder severity(Severity how, double order) {
    severity = how;
    weight = order;
    return this;
  }

  ClaimBuilder title(String words) {
    title = words;
    return this;
  }

  ClaimBuilder caveat(String words) {
    caveats.add(words);
    return this;
  }

  ClaimBuilder action(String words) {
    action = words;
    return this;
  }

  ClaimBuilder evidence(Evidence rows, String shownIn) {
    evidence = rows;
    section = shownIn;
    return this;
  }

  /** Says that it rests on all runs so far. */
  ClaimBuilder standing() {
    standing = true;
    return this;
  }

  Claim say(Sentence.Writer sentence) {
    return new Claim(
        kind,
        facts.project(),
        metricKey,
        subject,
        severity,
        weight,
        title,
        sentence.end(),
        caveats,
        action,
        requireNonNull(evidence, "evidence is null"),
        section,
        standing);
  }
}
