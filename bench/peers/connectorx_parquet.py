"""Copies MLflow's metrics table to zstd Parquet with connectorx: the best that is written by hand."""

import sys

import connectorx
import pyarrow.parquet

database, output = sys.argv[1:]
table = connectorx.read_sql(
    f"sqlite://{database}",
    "SELECT run_uuid, key, step, timestamp, value, is_nan FROM metrics",
    return_type="arrow",
)
pyarrow.parquet.write_table(table, output, compression="zstd")
print(f"points={table.num_rows}")
