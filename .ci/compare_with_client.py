"""Compares a warehouse with what MLflow's own client reads, run by run and point by point.

    compare_with_client.py ALMANAC WAREHOUSE SOURCE FILE

SOURCE is the name under which the store was synced, FILE what mlflow_client.py read from it. The
warehouse is asked through "almanac sql" alone. Needs no packages. Exits with 1 on any difference.
"""

import collections
import json
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).parent
almanac, warehouse, source, expected_file = sys.argv[1:]


def rows(name):
    query = (HERE / "sql" / f"{name}.sql").read_text(encoding="utf-8")
    command = [almanac, "--warehouse", warehouse, "sql", query, "--format", "jsonl"]
    output = subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout.decode("utf-8")
    lines = [json.loads(line) for line in output.split("\n") if line]
    return [row for row in lines if row["source"] == source]


def group(name, value):
    grouped = collections.defaultdict(list)
    for row in rows(name):
        grouped[row["run_id"]].append(value(row))
    return grouped


def point(row):
    return [row["key"], int(row["step"]), int(row["time_ms"]), repr(float(row["value"]))]


with open(expected_file, encoding="utf-8") as file:
    expected = json.load(file)
found = {row["run_id"]: row for row in rows("runs")}
params = group("params", lambda row: (row["key"], row["value"]))
tags = group("tags", lambda row: (row["key"], row["value"]))
points = group("points", point)
differences = []


def same(run, what, ours, clients):
    if ours != clients:
        differences.append(f"{run['run_id']} ({run['project']}): {what}: {ours!r} != {clients!r}"[:600])


for run in expected["runs"]:
    ours = found.pop(run["run_id"], None)
    if ours is None:
        differences.append(f"{run['run_id']} ({run['project']}): is not in the warehouse")
        continue
    key = run["run_id"]
    same(run, "project", ours["project"], run["project"])
    same(run, "status", ours["status"], run["status"].lower())
    same(run, "deleted", ours["deleted"], run["deleted"])
    same(run, "start", ours["start_ms"], run["start"])
    same(run, "end", ours["end_ms"], run["end"])
    same(run, "params", sorted(params[key]), sorted(run["params"].items()))
    same(run, "tags", sorted(tags[key]), sorted(run["tags"].items()))
    only_ours = collections.Counter(map(tuple, points[key]))
    only_clients = collections.Counter(map(tuple, run["points"]))
    same(run, "points", sorted(only_ours - only_clients), sorted(only_clients - only_ours))
differences += [f"{run}: only in the warehouse" for run in found]
count = sum(len(run["points"]) for run in expected["runs"])
print(
    f"MLflow {expected['client']}, {source}: {len(expected['runs'])} runs, {count} points,"
    f" {len(differences)} differences"
)
for difference in differences[:40]:
    print(difference)
sys.exit(1 if differences else 0)
