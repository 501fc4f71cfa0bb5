package dev.almanac.warehouse.schema;

import java.util.List;

/**
 * The tables that a sync fills: the facts of runs and the log of the syncs. Normative text: {@code
 * docs/warehouse.md}.
 */
public final class RunTables {

  private static final String RUN_KEY = "The run: runs.run_key.";

  /** One row a run. A commit of this table is a snapshot of the warehouse. */
  public static final TableSpec RUNS =
      TableSpec.builder("runs", "run_key", "One row per run, whatever tracker logged it.")
          .text("run_key", "Stable id of the run, unique in this warehouse: source/run_id.")
          .text("source", "The source it was read from: configured name, or derived from the path.")
          .text("tracker", "What logged it: mlflow, wandb, tensorboard and so on.")
          .text("project", "Name of the project (MLflow: experiment).")
          .text("project_id", "The tracker's own id of the project.")
          .text("run_id", "The tracker's own id of the run.")
          .text("name", "The run's name.")
          .text("status", "running, finished, failed, crashed, killed, scheduled or unknown.")
          .bool(
              "deleted", "Whether the tracker counts the run as deleted, or it is gone from there.")
          .text("created_by", "The user that the tracker names.")
          .timestamp("started_at", "When the run began, UTC.")
          .timestamp("ended_at", "When the run ended, UTC; NULL while it runs or if it never said.")
          .number("duration_s", "ended_at minus started_at in seconds.")
          .text("parent_run_id", "The tracker's id of the parent run, for nested runs.")
          .text("group_name", "Sweep, study or group.")
          .text("job_type", "Role of the run within its group.")
          .text("description", "The user's note on the run.")
          .text("url", "Link back to the tracker.")
          .timestamp("synced_at", "When the run's rows were last written, UTC.")
          .text("fingerprint", "What the source said of the run's content when it was last read.")
          .bool("live", "Whether the run may still grow, so that the next sync looks at it again.")
          .bool(
              "gone", "Whether the run has been hard-deleted from its source; its rows stay here.")
          .text(
              "same_as",
              "run_key of the run that this is another record of, seen through a second tracker;"
                  + " NULL for the one to count.")
          .text("cursor", "How far the run was read, for reading only what it grows by.")
          .sortedBy("source", "project", "started_at", "run_key");

  /** Params as logged, with a typed reading beside the text. */
  public static final TableSpec PARAMS =
      TableSpec.builder("params", "run_key", "Hyperparameters and other params, as logged.")
          .text("run_key", RUN_KEY)
          .text("key", "Name of the param.")
          .text("value", "The text as logged.")
          .number("number", "The text read as a number, or NULL.")
          .text("type", "What the text looks like: int, float, bool, string, null or json.")
          .text("origin", "logged, sweep, config, default or derived.")
          .namedBy("key", "origin")
          .sortedBy("key", "run_key");

  /** Points that users logged. */
  public static final TableSpec METRICS =
      points("metrics", "Every logged point of every metric, unsampled and in the order logged.");

  /** Points that trackers sampled from the hardware. */
  public static final TableSpec SYSTEM_METRICS =
      points(
          "system_metrics", "Hardware metrics sampled by the tracker: CPU, GPU, memory and so on.");

  /** One row a run and metric. */
  public static final TableSpec METRIC_SUMMARIES =
      TableSpec.builder(
              "metric_summaries", "run_key", "One row per run and metric: its history in one line.")
          .text("run_key", RUN_KEY)
          .text("key", "Name of the metric.")
          .bigint("points", "How many points were logged.")
          .number("first", "Value of the first point as logged.")
          .number("last", "Value at the highest step; of several there the last logged.")
          .number("min", "Least finite value; NULL if there is none.")
          .number("max", "Greatest finite value; NULL if there is none.")
          .bigint("min_step", "Step of the first point that reached min.")
          .bigint("max_step", "Step of the first point that reached max.")
          .bigint("first_step", "Lowest step.")
          .bigint("last_step", "Highest step.")
          .bigint("non_finite", "How many points are NaN or infinite.")
          .number("reported", "What the tracker itself states as the summary; NULL if nothing.")
          .timestamp("first_time", "Earliest time of a point, UTC.")
          .timestamp("last_time", "Latest time of a point, UTC.")
          .bool("system", "Whether the points are in system_metrics instead of metrics.")
          .sortedBy("key", "run_key");

  /** What sources state of metrics. */
  public static final TableSpec METRIC_DEFINITIONS =
      TableSpec.builder(
              "metric_definitions",
              "run_key",
              "What the source states of a metric of a run, besides its points.")
          .text("run_key", RUN_KEY)
          .text("key", "Name of the metric.")
          .text(
              "step_kind",
              "What steps count: step, epoch, iteration, env_step, seconds, row or unknown.")
          .text("step_metric", "The metric that the tracker uses as x axis instead of the step.")
          .text("direction", "min or max, if the source says which is better.")
          .text("direction_basis", "Where the direction is said.")
          .text("summary", "Which value the tracker takes as the summary.")
          .text("unit", "Unit of the values as the source states it.")
          .bool("system", "Whether the points are in system_metrics instead of metrics.")
          .namedBy("key", "system")
          .sortedBy("key", "run_key");

  /** Where metrics were logged again. */
  public static final TableSpec METRIC_RESTARTS =
      TableSpec.builder(
              "metric_restarts",
              "run_key",
              "Restarts of a run, after which it logged a metric again from an earlier step on.")
          .text("run_key", RUN_KEY)
          .text("key", "Name of the metric.")
          .bigint("seq", "The first point after the restart: metrics.seq.")
          .bigint(
              "step", "Points before it that have this step or a higher one are superseded by it.")
          .bool("system", "Whether the points are in system_metrics instead of metrics.")
          .sortedBy("key", "run_key", "seq");

  /** Declared search spaces, repeated on each run so that they are replaced with it. */
  public static final TableSpec SEARCH_SPACE =
      TableSpec.builder(
              "search_space",
              "run_key",
              "The declared search space of the sweep or study that a run belongs to.")
          .text("run_key", RUN_KEY)
          .text("key", "Name of the param.")
          .text("type", "float, int, categorical, constant or other.")
          .text("scale", "linear, log, normal, log_normal or none.")
          .number("low", "Least value, where there is one.")
          .number("high", "Greatest value, where there is one.")
          .number("step", "Distance of the values of a grid.")
          .text("choices", "The choices as a JSON array of texts, NULL for ranges.")
          .text("declared", "The declaration as it stands in the source.")
          .namedBy("key")
          .sortedBy("key", "run_key");

  /** By what else runs are known. */
  public static final TableSpec RUN_IDENTITIES =
      TableSpec.builder(
              "run_identities",
              "run_key",
              "Names by which a run is known; two runs with an equal one are the same run.")
          .text("run_key", RUN_KEY)
          .text("kind", "The naming: mlflow, wandb, neptune, comet, clearml, aim or folder.")
          .text("value", "The name within it.")
          .namedBy("kind", "value")
          .sortedBy("kind", "value", "run_key");

  /** Tags of runs. */
  public static final TableSpec TAGS =
      TableSpec.builder("tags", "run_key", "Tags of runs, as logged.")
          .text("run_key", RUN_KEY)
          .text("key", "Name of the tag.")
          .text("value", "The text as logged.")
          .namedBy("key")
          .sortedBy("key", "run_key");

  /** Tags of projects, repeated on each run so that they are replaced with it. */
  public static final TableSpec PROJECT_TAGS =
      TableSpec.builder("project_tags", "run_key", "Tags of the project that a run belongs to.")
          .text("run_key", RUN_KEY)
          .text("key", "Name of the tag.")
          .text("value", "The text as logged.")
          .namedBy("key")
          .sortedBy("key", "run_key");

  /** What runs left behind. */
  public static final TableSpec ARTIFACTS =
      TableSpec.builder(
              "artifacts", "run_key", "Files and models that runs left behind; not their content.")
          .text("run_key", RUN_KEY)
          .text("path", "Path within the run.")
          .text("kind", "file, model, image, table and so on.")
          .bigint("size_bytes", "Size in bytes, where known.")
          .text("digest", "Digest with its algorithm, where known.")
          .text("uri", "Where the content is, as the tracker states it.")
          .namedBy("path")
          .sortedBy("run_key", "path");

  /** What runs were fed with. */
  public static final TableSpec DATASETS =
      TableSpec.builder("datasets", "run_key", "Datasets that runs used.")
          .text("run_key", RUN_KEY)
          .text("name", "Name as logged.")
          .text("digest", "Digest as logged.")
          .text("context", "What for: train, eval and so on.")
          .text("source_uri", "Where the data came from, as logged.")
          .namedBy("name", "digest", "context")
          .sortedBy("name", "run_key");

  /** What runs ran on. */
  public static final TableSpec ENVIRONMENT =
      TableSpec.builder(
              "environment", "run_key", "Code version, packages, hardware, command of runs.")
          .text("run_key", RUN_KEY)
          .text("kind", "git, package, hardware, os, python, command and so on.")
          .text("key", "For example commit, or a package's name.")
          .text("value", "The text as logged.")
          .namedBy("kind", "key")
          .sortedBy("kind", "key", "run_key");

  /** How runs hang together. */
  public static final TableSpec LINEAGE =
      TableSpec.builder("lineage", "run_key", "Edges from runs to other runs and to models.")
          .text("run_key", RUN_KEY)
          .text("relation", "parent, fork, resume, retry, input or output.")
          .text("other_run_key", "The other end: a run_key for runs, else the tracker's id.")
          .bigint("step", "The step at which it happened, where known.")
          .namedBy("relation", "other_run_key")
          .sortedBy("relation", "run_key");

  /** One row a sync and source. */
  public static final TableSpec SYNC_LOG =
      TableSpec.builder("sync_log", "sync_id", "What each sync read, wrote, skipped and why.")
          .text("sync_id", "Id of the sync of one source.")
          .text("source", "The source.")
          .text("kind", "Kind of the source: mlflow and so on.")
          .text("format", "Form within the kind, for example file store.")
          .text("location", "Where the source is, without secrets.")
          .timestamp("started_at", "When the sync began, UTC.")
          .timestamp("ended_at", "When its last batch was committed, UTC.")
          .text("outcome", "complete, nothing-changed, partial or failed.")
          .text("reason", "Why it is not complete; NULL otherwise.")
          .bigint("runs_listed", "Runs that the source holds.")
          .bigint("runs_read", "Runs that were read because they are new or changed.")
          .bigint("runs_unchanged", "Runs that were skipped because nothing changed.")
          .bigint("runs_gone", "Runs that are no longer in the source; their rows stay.")
          .bigint("points", "Points written.")
          .bigint("rows", "Rows written to all tables.")
          .bigint("truncated", "Places whose end is still being written.")
          .bigint("corrupt", "Places or records that could not be read.")
          .bigint("unsupported", "Places that this version cannot read.")
          .bigint("altered", "Values that went in otherwise than logged.")
          .text("stamp", "The source's stamp, by which the next sync sees that nothing changed.")
          .sortedBy("started_at", "sync_id");

  /** What could not be read. */
  public static final TableSpec QUARANTINE =
      TableSpec.builder(
              "quarantine",
              "source",
              "Every file or record that could not be read, or only altered.")
          .text("source", "The source.")
          .text("run_key", "The run it belongs to, where known.")
          .text("kind", "corrupt, unsupported, altered or truncated.")
          .text("location", "File, table or URL.")
          .bigint("offset", "Byte offset, line or row number; -1 if unknown.")
          .text("reason", "What is wrong and why.")
          .text("raw", "The text as it stands in the source, cut to 1,000 characters.")
          .timestamp("seen_at", "When it was last seen, UTC.")
          .namedBy("run_key", "kind", "location", "offset", "reason")
          .sortedBy("source", "location", "offset");

  /** All of them, {@link #RUNS} first. */
  public static final List<TableSpec> ALL =
      List.of(
          RUNS,
          PARAMS,
          METRICS,
          SYSTEM_METRICS,
          METRIC_SUMMARIES,
          METRIC_DEFINITIONS,
          METRIC_RESTARTS,
          SEARCH_SPACE,
          RUN_IDENTITIES,
          TAGS,
          PROJECT_TAGS,
          ARTIFACTS,
          DATASETS,
          ENVIRONMENT,
          LINEAGE,
          SYNC_LOG,
          QUARANTINE);

  private RunTables() {}

  private static TableSpec points(String name, String comment) {
    return TableSpec.builder(name, "run_key", comment)
        .text("run_key", RUN_KEY)
        .text("key", "Name of the metric.")
        .bigint("step", "Step as logged; any 64-bit integer.")
        .timestamp("time", "When it was logged, UTC; NULL if the source does not say.")
        .number("value", "Value as logged; NaN and infinities included.")
        .bigint("seq", "Order in which the run logged the points of this key, from 0.")
        .sortedBy("key", "run_key", "seq");
  }
}
