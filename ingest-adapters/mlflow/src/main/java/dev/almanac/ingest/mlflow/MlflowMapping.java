package dev.almanac.ingest.mlflow;

import dev.almanac.ingest.MetricKind;
import dev.almanac.ingest.Problem;
import dev.almanac.ingest.RunIdentity;
import dev.almanac.ingest.RunSink;
import dev.almanac.ingest.model.EnvironmentFact;
import dev.almanac.ingest.model.LineageEdge;
import dev.almanac.ingest.model.Run;
import dev.almanac.ingest.model.RunStatus;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Puts MLflow's facts into Almanac's words. Pure.
 *
 * <p>The names of the reserved tags are those of {@code mlflow/utils/mlflow_tags.py}.
 */
final class MlflowMapping {

  /** The kind of source and tracker. */
  static final String TRACKER = "mlflow";

  static final String PARENT_RUN_ID = "mlflow.parentRunId";
  static final String RUN_NAME = "mlflow.runName";
  static final String NOTE = "mlflow.note.content";
  static final String USER = "mlflow.user";
  static final String WORKSPACE = "mlflow.workspace";

  /** Prefix of what MLflow samples by itself ({@code mlflow/system_metrics}). */
  private static final String SYSTEM_PREFIX = "system/";

  /** A run id that no two runs share by chance; folders without one are named by people. */
  private static final Pattern UUID = Pattern.compile("[0-9a-f]{32}");

  private static final String COMMIT = "mlflow.source.git.commit";

  /** Reserved tags that state a fact about code or command: tag, kind, key. */
  private static final String[][] ENVIRONMENT_TAGS = {
    {COMMIT, "git", "commit"},
    {"mlflow.source.git.branch", "git", "branch"},
    {"mlflow.source.git.repoURL", "git", "repository"},
    {"mlflow.source.git.dirty", "git", "dirty"},
    {"mlflow.source.name", "command", "source_name"},
    {"mlflow.source.type", "command", "source_type"},
    {"mlflow.project.entryPoint", "command", "entry_point"},
    {"mlflow.project.backend", "command", "backend"},
    {"mlflow.project.env", "command", "environment"},
    {"mlflow.docker.image.uri", "container", "image"},
    {"mlflow.docker.image.id", "container", "image_id"},
  };

  private MlflowMapping() {}

  /** Returns the table that a metric key belongs to. */
  static MetricKind kind(String metricKey) {
    return metricKey.startsWith(SYSTEM_PREFIX) ? MetricKind.SYSTEM : MetricKind.METRIC;
  }

  /**
   * Returns the status: a word of the SQL stores or the number that file stores hold ({@code
   * RunStatus} in {@code service.proto}). A run without one is running, as MLflow itself reads it.
   */
  static RunStatus status(@Nullable String stored) {
    if (stored == null || stored.isEmpty()) {
      return RunStatus.RUNNING;
    }
    return switch (stored.toUpperCase(Locale.ROOT)) {
      case "1", "RUNNING" -> RunStatus.RUNNING;
      case "2", "SCHEDULED" -> RunStatus.SCHEDULED;
      case "3", "FINISHED" -> RunStatus.FINISHED;
      case "4", "FAILED" -> RunStatus.FAILED;
      case "5", "KILLED" -> RunStatus.KILLED;
      default -> RunStatus.UNKNOWN;
    };
  }

  /** Tells whether a run of this status may still grow. */
  static boolean isLive(RunStatus status) {
    return status == RunStatus.RUNNING || status == RunStatus.SCHEDULED;
  }

  /**
   * Returns the name of a run: the stored one, else the tag that older clients wrote, else null.
   */
  static @Nullable String name(@Nullable String stored, Map<String, String> tags) {
    return firstNonEmpty(stored, tags.get(RUN_NAME));
  }

  /**
   * Returns the run in Almanac's words. Its group is the name of its parent run, or the parent's id
   * if the parent has no name or is gone.
   *
   * @param parentName name of the parent run, or null
   */
  static Run run(
      RunFacts facts,
      ExperimentFacts experiment,
      Map<String, String> tags,
      @Nullable String parentName) {
    return run(facts, experiment, tags, parentName, null);
  }

  /**
   * Returns the run in Almanac's words, with a link back to its tracker.
   *
   * @param parentName name of the parent run, or null
   * @param url the page that shows the run, or null
   */
  static Run run(
      RunFacts facts,
      ExperimentFacts experiment,
      Map<String, String> tags,
      @Nullable String parentName,
      @Nullable String url) {
    String parent = firstNonEmpty(tags.get(PARENT_RUN_ID), null);
    return Run.builder(facts.runId(), TRACKER, experiment.project(), experiment.id())
        .name(name(facts.name(), tags))
        .status(status(facts.status()))
        .deleted(facts.deleted() || experiment.deleted())
        .createdBy(firstNonEmpty(facts.userId(), tags.get(USER)))
        .startedAt(instant(facts.startMillis()))
        .endedAt(instant(facts.endMillis()))
        .parentRunId(parent)
        .groupName(parent == null ? null : firstNonEmpty(parentName, parent))
        .description(firstNonEmpty(tags.get(NOTE), null))
        .url(url)
        .build();
  }

  /** Delivers what follows from the run's own facts, its tags and its experiment. */
  static void describe(
      int run, RunFacts facts, ExperimentFacts experiment, Map<String, String> tags, RunSink sink) {
    environment(facts, tags).forEach(fact -> sink.environment(run, fact));
    if (UUID.matcher(facts.runId()).matches()) {
      sink.identity(run, new RunIdentity(RunIdentity.Kind.MLFLOW, facts.runId()));
    }
    String parent = firstNonEmpty(tags.get(PARENT_RUN_ID), null);
    if (parent != null) {
      sink.lineage(run, new LineageEdge(LineageEdge.Relation.PARENT, parent, null));
    }
    experiment.tags().forEach((key, value) -> sink.projectTag(run, key, value));
    if (experiment.inNamedWorkspace()) {
      sink.projectTag(run, WORKSPACE, String.valueOf(experiment.workspace()));
    }
    reportOddTime(facts.runId(), "start_time", facts.startMillis(), sink);
    reportOddTime(facts.runId(), "end_time", facts.endMillis(), sink);
  }

  /** Returns a time in microseconds, or {@link RunSink#NO_TIME} if it does not fit into a long. */
  static long micros(long millis) {
    return fits(millis) ? millis * 1_000 : RunSink.NO_TIME;
  }

  /** Tells whether a time in milliseconds can be told in microseconds. */
  static boolean fits(long millis) {
    return Math.abs(millis) <= Long.MAX_VALUE / 1_000 && millis != Long.MIN_VALUE;
  }

  /** Returns the first text that is neither null nor empty, or null. */
  static @Nullable String firstNonEmpty(@Nullable String text, @Nullable String otherwise) {
    if (text != null && !text.isEmpty()) {
      return text;
    }
    return otherwise == null || otherwise.isEmpty() ? null : otherwise;
  }

  private static Iterable<EnvironmentFact> environment(RunFacts facts, Map<String, String> tags) {
    Map<String, EnvironmentFact> found = new LinkedHashMap<>();
    for (String[] rule : ENVIRONMENT_TAGS) {
      add(found, rule[1], rule[2], tags.get(rule[0]));
    }
    add(found, "git", "commit", facts.sourceVersion());
    add(found, "command", "source_name", facts.sourceName());
    add(found, "command", "entry_point", facts.entryPoint());
    return found.values();
  }

  private static void add(
      Map<String, EnvironmentFact> found, String kind, String key, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      found.putIfAbsent(kind + "." + key, new EnvironmentFact(kind, key, value));
    }
  }

  private static @Nullable Instant instant(@Nullable Long millis) {
    return millis != null && fits(millis) ? Instant.ofEpochMilli(millis) : null;
  }

  private static void reportOddTime(
      String runId, String field, @Nullable Long millis, RunSink sink) {
    if (millis != null && !fits(millis)) {
      sink.problem(
          new Problem(
              Problem.Kind.ALTERED,
              runId,
              field,
              -1,
              "Cannot keep the " + field + ": it lies beyond what microseconds in 64 bits can tell",
              Long.toString(millis)));
    }
  }
}
