"""Compares the warehouse with what was handed to Aim."""

import json
import subprocess
import sys

almanac, warehouse, logged = sys.argv[1:]


def rows(query):
    out = subprocess.run(
        [almanac, "--warehouse", warehouse, "sql", query, "--format", "jsonl"],
        check=True, capture_output=True, text=True,
    ).stdout
    return [json.loads(line) for line in out.splitlines()]


runs = {row["run_id"]: row for row in rows("SELECT run_id, project, name, deleted FROM runs")}
params = {(row["run_key"].split("/")[1], row["key"]): row["value"] for row in rows("SELECT run_key, key, value FROM params")}
points = {}
for row in rows("SELECT run_key, key, step, value FROM metrics ORDER BY run_key, key, seq"):
    points.setdefault((row["run_key"].split("/")[1], row["key"]), []).append((row["step"], repr(float(row["value"]))))
count = 0
for line in open(logged, encoding="utf-8"):
    run = json.loads(line)
    row = runs.pop(run["hash"])
    assert (row["project"], row["name"], row["deleted"]) == (run["experiment"], run["name"], run["archived"]), (row, run)
    expected = {}
    for name, context, step, value in run["points"]:
        key = name + ("{subset=%s}" % context["subset"] if context else "")
        expected.setdefault((run["hash"], key), []).append((step, repr(float(value))))
    for key, wanted in expected.items():
        assert points[key] == wanted, (key, points.get(key), wanted)
        count += len(wanted)
    assert float(params[run["hash"], "hparams.lr"]) == run["params"]["hparams"]["lr"]
    assert params[run["hash"], "seed"] == str(run["params"]["seed"])
assert not runs, runs
print(count, "points are equal")
