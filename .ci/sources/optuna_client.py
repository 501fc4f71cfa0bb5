"""Fills a storage, reads it back, and compares the warehouse with what was read back."""

import json
import subprocess
import sys


def storage_of(recorder, text):
    sys.path.insert(0, recorder)
    if not text.startswith("journal:"):
        return text
    import optuna

    file = text.removeprefix("journal:")
    from optuna.storages.journal import JournalFileBackend

    return optuna.storages.JournalStorage(JournalFileBackend(file))


def rows(almanac, warehouse, query):
    out = subprocess.run(
        [almanac, "--warehouse", warehouse, "sql", query, "--format", "jsonl"],
        check=True, capture_output=True, text=True,
    ).stdout
    return [json.loads(line) for line in out.splitlines()]


STATUS = {"COMPLETE": "finished", "PRUNED": "killed", "FAIL": "failed", "RUNNING": "running", "WAITING": "scheduled"}


def compare(almanac, warehouse, source, expected):
    runs = {row["run_key"]: row for row in rows(
        almanac, warehouse,
        f"SELECT run_key, project, run_id, status, strftime(started_at, '%Y-%m-%dT%H:%M:%S') AS started FROM runs WHERE source = '{source}'")}
    params = {}
    for row in rows(almanac, warehouse, f"SELECT run_key, key, value FROM params WHERE starts_with(run_key, '{source}/')"):
        params.setdefault(row["run_key"], {})[row["key"]] = row["value"]
    points = {}
    for row in rows(almanac, warehouse, f"SELECT run_key, key, step, value FROM metrics WHERE starts_with(run_key, '{source}/') ORDER BY run_key, key, seq"):
        points.setdefault(row["run_key"], {}).setdefault(row["key"], []).append([row["step"], float(row["value"])])
    count = 0
    with open(expected, encoding="utf-8") as file:
        for line in file:
            trial = json.loads(line)
            key = f"{source}/{trial['study']}/{trial['number']}"
            run = runs.pop(key)
            assert run["project"] == trial["study"], run
            assert run["run_id"] == str(trial["number"]), run
            assert run["status"] == STATUS[trial["state"]], (run, trial)
            assert (run["started"] or None) == (trial["started"] and trial["started"][:19]), (run, trial)
            assert params.get(key, {}) == trial["params"], (params.get(key), trial)
            own = points.get(key, {})
            curve = own.pop("intermediate_value", [])
            wanted = [[step, float(value)] for step, value in trial["intermediate"]]
            assert repr(curve) == repr(wanted), (curve, wanted)
            values = [float(value) for value in trial["values"]]
            names = list(own) if len(own) < 2 else (["error", "size"] if "error" in own else sorted(own))
            assert repr([own[name][0][1] for name in names]) == repr(values), (own, values)
            count += 1
    assert not runs, f"runs that Optuna does not have: {list(runs)}"
    print(count, "trials are equal")


def main():
    what, *rest = sys.argv[1:]
    if what == "compare":
        compare(*rest)
        return
    storage = storage_of(rest[0], rest[1])
    import record_cases

    if what == "fill":
        record_cases.fill(storage)
    else:
        record_cases.read_back(storage, rest[2])


main()
