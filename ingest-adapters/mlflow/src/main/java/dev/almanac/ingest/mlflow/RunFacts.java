package dev.almanac.ingest.mlflow;

import org.jspecify.annotations.Nullable;

/**
 * A run's row or {@code meta.yaml}, as MLflow holds it, before it is put into Almanac's words.
 *
 * @param runId MLflow's run id (column {@code run_uuid})
 * @param name run name as stored, or null; older stores leave it empty and use a tag
 * @param status status as a word or as the number of the protobuf enum, or null
 * @param userId user, or null
 * @param startMillis start in milliseconds since the epoch, or null
 * @param endMillis end in milliseconds since the epoch, or null
 * @param deleted whether the run itself is marked deleted
 * @param sourceName file or project that ran, or null
 * @param sourceVersion git commit in old stores, or null
 * @param entryPoint entry point of an MLflow project, or null
 * @param artifactUri where MLflow says the artifacts are, or null
 */
record RunFacts(
    String runId,
    @Nullable String name,
    @Nullable String status,
    @Nullable String userId,
    @Nullable Long startMillis,
    @Nullable Long endMillis,
    boolean deleted,
    @Nullable String sourceName,
    @Nullable String sourceVersion,
    @Nullable String entryPoint,
    @Nullable String artifactUri) {}
