"""Copies MLflow's metrics table to Parquet with pandas: what most people write."""

import sqlite3
import sys

import pandas

database, output = sys.argv[1:]
with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
    frame = pandas.read_sql(
        "SELECT run_uuid, key, step, timestamp, value, is_nan FROM metrics", connection
    )
frame.to_parquet(output)
print(f"points={len(frame)}")
