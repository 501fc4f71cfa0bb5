"""Compares a warehouse with what was logged to the stand-in and with what the client reads back.

    compare_wandb_server.py ALMANAC WAREHOUSE WORKDIR
"""

import collections
import json
import pathlib
import subprocess
import sys

almanac, warehouse, work = sys.argv[1:]
failures = 0


def rows(query):
    command = [almanac, "--warehouse", warehouse, "sql", query, "--format", "jsonl"]
    output = subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout.decode("utf-8")
    return [json.loads(line) for line in output.split("\n") if line]


def check(what, found, expected):
    global failures
    if found == expected:
        print("ok", what)
        return
    failures += 1
    print("FAIL", what)
    if isinstance(found, (set, frozenset)):
        print("  only in the warehouse:", sorted(map(str, found - expected))[:5])
        print("  missing:", sorted(map(str, expected - found))[:5])
    else:
        print("  warehouse:", str(found)[:500])
        print("  expected:", str(expected)[:500])


logged = json.loads(pathlib.Path(work, "logged.json").read_text())
client = {run["id"]: run for run in json.loads(pathlib.Path(work, "client.json").read_text())}
runs = {row["run_id"]: row for row in rows("SELECT * FROM runs")}
check("every run is there", set(runs), set(client))

points = collections.defaultdict(list)
for row in rows(
    "SELECT r.run_id, m.key, m.step, CAST(m.value AS VARCHAR) AS value FROM metrics m"
    " JOIN runs r USING (run_key) ORDER BY m.seq"
):
    value = repr(float(row["value"]))
    points[row["run_id"]].append((row["key"], int(row["step"]), value))

params = collections.defaultdict(dict)
for row in rows("SELECT r.run_id, p.key, p.value, p.type FROM params p JOIN runs r USING (run_key)"):
    params[row["run_id"]][row["key"]] = (row["value"], row["type"])

tags = collections.defaultdict(set)
for row in rows("SELECT r.run_id, t.key FROM tags t JOIN runs r USING (run_key)"):
    tags[row["run_id"]].add(row["key"])

files = collections.defaultdict(dict)
for row in rows("SELECT r.run_id, a.path, a.size_bytes FROM artifacts a JOIN runs r USING (run_key)"):
    files[row["run_id"]][row["path"]] = row["size_bytes"]


def flat(prefix, value, into):
    if isinstance(value, dict) and value:
        for key, below in value.items():
            flat(f"{prefix}.{key}" if prefix else key, below, into)
    else:
        into[prefix] = value
    return into


def text(value):
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else None


STATES = {"finished": "finished", "failed": "failed", "running": "running", "crashed": "crashed"}

for run_id, run in sorted(client.items()):
    row = runs.get(run_id)
    if row is None:
        continue
    own = logged[run_id]["points"]
    # The client itself sends -0.0 as 0.
    expected = [
        (key, entry["step"], "0.0" if value == "-0.0" else value)
        for entry in own
        for key, value in entry.items()
        if key != "step"
    ]
    check(f"{run_id}: {len(expected)} points as logged", sorted(points[run_id]), sorted(expected))
    # The client hands rows at the seam of file and page out twice.
    check(
        f"{run_id}: points as the client reads them",
        {each for each in points[run_id] if each[0] != "flag"},
        {tuple(each) for each in run["points"] if each[0] != "flag"},
    )
    config = flat("", run["config"], {})
    check(f"{run_id}: names of params", set(params[run_id]), set(config))
    for key, value in config.items():
        found, kind = params[run_id].get(key, (None, None))
        wanted = text(value)
        same = found == wanted if wanted is not None else json.loads(found) == value
        if not same:
            check(f"{run_id}: param {key}", found, value)
    check(f"{run_id}: status", row["status"], STATES[run["state"]])
    check(f"{run_id}: name", row["name"], run["name"])
    check(f"{run_id}: tags", set(run["tags"]) <= tags[run_id], True)
    check(f"{run_id}: group", row["group_name"], run["sweep"] or run["group"] or None)
    check(f"{run_id}: job type", row["job_type"], run["job_type"] or None)
    check(f"{run_id}: notes", row["description"], run["notes"] or None)
    check(f"{run_id}: project", row["project"], run["project"])
    named = {path: size for path, size in files[run_id].items() if path in run["files"]}
    check(f"{run_id}: names of files", set(named), set(run["files"]))

space = rows("SELECT DISTINCT s.key FROM search_space s JOIN runs r USING (run_key)")
check("the search space", {row["key"] for row in space}, {"lr", "units", "depth"})
quarantine = rows("SELECT * FROM quarantine")
check("nothing in quarantine", quarantine, [])
system = rows("SELECT count(*) AS n FROM system_metrics")[0]["n"]
check("system metrics are there", int(system) > 0, True)
sys.exit(1 if failures else 0)
