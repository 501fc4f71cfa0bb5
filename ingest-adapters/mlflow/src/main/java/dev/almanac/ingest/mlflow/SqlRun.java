package dev.almanac.ingest.mlflow;

import dev.almanac.ingest.model.RunEntry;
import dev.almanac.ingest.read.source.Fingerprint;
import org.jspecify.annotations.Nullable;

/**
 * A run of a SQL store while it is being listed: what has been seen of it so far. Not safe for use
 * by several threads.
 */
final class SqlRun {

  private final RunFacts facts;
  private final ExperimentFacts experiment;
  private final Fingerprint fingerprint = new Fingerprint();
  private @Nullable String tagName;
  private @Nullable String parentRunId;
  private long points;

  SqlRun(RunFacts facts, ExperimentFacts experiment) {
    this.facts = facts;
    this.experiment = experiment;
    fingerprint.row(
        "run",
        facts.runId(),
        facts.name(),
        facts.status(),
        facts.userId(),
        String.valueOf(facts.startMillis()),
        String.valueOf(facts.endMillis()),
        Boolean.toString(facts.deleted() || experiment.deleted()),
        facts.sourceName(),
        facts.sourceVersion(),
        facts.entryPoint(),
        facts.artifactUri());
    experiment.addTo(fingerprint);
  }

  /** Returns the run's row. */
  RunFacts facts() {
    return facts;
  }

  /** Returns the run's experiment. */
  ExperimentFacts experiment() {
    return experiment;
  }

  /** Returns the fingerprint, to which more may be added. */
  Fingerprint fingerprint() {
    return fingerprint;
  }

  /** Takes in a tag. */
  void tag(String key, String value) {
    fingerprint.row("tag", key, value);
    if (key.equals(MlflowMapping.RUN_NAME)) {
      tagName = value;
    } else if (key.equals(MlflowMapping.PARENT_RUN_ID)) {
      parentRunId = MlflowMapping.firstNonEmpty(value, null);
    }
  }

  /** Takes in the number of points. */
  void points(long count) {
    points = count;
    fingerprint.row("points", "", count, 0);
  }

  /** Returns the number of points. */
  long points() {
    return points;
  }

  /** Returns the name, or null. */
  @Nullable String name() {
    return MlflowMapping.firstNonEmpty(facts.name(), tagName);
  }

  /** Returns the parent's id, or null. */
  @Nullable String parentRunId() {
    return parentRunId;
  }

  /** Returns the entry for the listing. */
  RunEntry entry(@Nullable String parentName) {
    fingerprint.row("parent_name", parentName);
    return new RunEntry(
        facts.runId(),
        fingerprint.text(),
        MlflowMapping.isLive(MlflowMapping.status(facts.status())));
  }
}
