/**
 * Reads MLflow's local stores, file stores ({@code mlruns/}) since 2018 and SQLite databases since
 * 2019, without Python, without a server and without writing a byte at the source.
 */
@NullMarked
package dev.almanac.ingest.mlflow;

import org.jspecify.annotations.NullMarked;
