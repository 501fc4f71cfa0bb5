"""Copies many CSV files into one zstd Parquet file with polars, with a column for the run."""

import pathlib
import sys

import polars

root, output = sys.argv[1:]
frames = [
    polars.read_csv(path).with_columns(polars.lit(path.parent.name).alias("run"))
    for path in sorted(pathlib.Path(root).rglob("metrics.csv"))
]
same = all(frame.columns == frames[0].columns for frame in frames)
frame = polars.concat(frames, how="vertical_relaxed" if same else "diagonal_relaxed")
frame.write_parquet(output, compression="zstd")
print(f"rows={len(frame)}")
