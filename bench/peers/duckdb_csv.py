"""Copies many CSV files into one zstd Parquet file with DuckDB, columns matched by name."""

import sys

import duckdb

root, output = sys.argv[1:]
duckdb.sql(
    f"""
    COPY (
      SELECT * FROM read_csv('{root}/**/metrics.csv', union_by_name = true, filename = true)
    ) TO '{output}' (FORMAT parquet, COMPRESSION zstd)
    """
)
