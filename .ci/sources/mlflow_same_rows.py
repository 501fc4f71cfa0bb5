"""Compares what the warehouse holds of the same runs under two sources, row by row.

    mlflow_same_rows.py ALMANAC WAREHOUSE [--loose COLUMN] SOURCE OTHER

The order of points that have the same step and time is not compared: of servers and their databases
nothing tells it. Links back to the tracker are not compared either. Needs no packages.
"""

import collections
import json
import subprocess
import sys

arguments = [argument for argument in sys.argv[1:] if not argument.startswith("--")]
almanac, warehouse, one, other = arguments
loose = {argument[len("--loose="):] for argument in sys.argv[1:] if argument.startswith("--loose=")}

TABLES = {
    "runs": "project, project_id, name, status, deleted, created_by, started_at, ended_at, parent_run_id,"
            " group_name, job_type, description",
    "params": "key, value, number, type, origin",
    "tags": "key, value",
    "project_tags": "key, value",
    "metrics": "key, step, time, value",
    "system_metrics": "key, step, time, value",
    "metric_summaries": "key, points, min, max, first_step, last_step, non_finite, reported",
    "artifacts": "path, kind, size_bytes, digest, uri",
    "datasets": "name, digest, context, source_uri",
    "environment": "kind, key, value",
}


def part(table, columns):
    """Return the query of one table: source, table and all columns as one text."""
    kept = [name.strip() for name in columns.split(",") if f"{table}.{name.strip()}" not in loose]
    fields = ", ".join(f"'{name}': CAST(t.{name} AS VARCHAR)" for name in kept)
    run = "t" if table == "runs" else "r"
    joined = "FROM runs AS t" if table == "runs" else f"FROM {table} AS t JOIN runs AS r USING (run_key)"
    return (f"SELECT {run}.source AS source, '{table} ' || {run}.run_id || ' ' || CAST({{{fields}}} AS VARCHAR)"
            f" AS line {joined} WHERE {run}.source IN ('{one}', '{other}')")


query = " UNION ALL ".join(part(table, columns) for table, columns in TABLES.items())
command = [almanac, "--warehouse", warehouse, "sql", query, "--format", "jsonl"]
output = subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout.decode("utf-8")
found = {one: collections.Counter(), other: collections.Counter()}
for line in output.split("\n"):
    if line:
        row = json.loads(line)
        found[row["source"]][row["line"]] += 1
left, right = found[one], found[other]
compared = sum(left.values())
differences = [f"only in {one}: {line[:400]}" for line in (left - right).elements()]
differences += [f"only in {other}: {line[:400]}" for line in (right - left).elements()]
print(f"{one} and {other}: {compared} rows compared, {len(differences)} differences")
for difference in differences[:20]:
    print(difference)
sys.exit(1 if differences or compared == 0 else 0)
