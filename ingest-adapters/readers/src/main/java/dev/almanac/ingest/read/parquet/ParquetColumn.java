package dev.almanac.ingest.read.parquet;

/**
 * A column of a Parquet file.
 *
 * @param name name as written
 * @param type type in DuckDB's words: {@code BIGINT}, {@code DOUBLE}, {@code VARCHAR}, {@code
 *     DECIMAL(18,6)}, {@code TIMESTAMP WITH TIME ZONE}, {@code VARCHAR[]}, {@code STRUCT(path
 *     VARCHAR)} …
 */
public record ParquetColumn(String name, String type) {}
