"""Copies many CSV files into one Parquet file with pandas: what most people write."""

import pathlib
import sys

import pandas

root, output = sys.argv[1:]
frame = pandas.concat(
    [
        pandas.read_csv(path).assign(run=path.parent.name)
        for path in sorted(pathlib.Path(root).rglob("metrics.csv"))
    ],
    ignore_index=True,
)
frame.to_parquet(output)
print(f"rows={len(frame)}")
