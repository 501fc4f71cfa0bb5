/** Parquet files, streamed through the embedded DuckDB in little memory. */
@NullMarked
package dev.almanac.ingest.read.parquet;

import org.jspecify.annotations.NullMarked;
