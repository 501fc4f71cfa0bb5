/**
 * Rows to Parquet files: collected as columns, handed to DuckDB through Arrow, described for
 * Iceberg.
 */
@NullMarked
package dev.almanac.warehouse.write;

import org.jspecify.annotations.NullMarked;
