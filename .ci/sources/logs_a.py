"""Compares a warehouse with what libraries held in memory: see the script logs-a beside this."""

import collections
import json
import math
import pathlib
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
RECORDER = HERE.parents[1] / "ingest-adapters/local-logs/src/test/python/record_tables.py"
work, almanac = pathlib.Path(sys.argv[1]).resolve(), sys.argv[2]
failures = 0


def check(what, holds, detail=""):
    global failures
    failures += not holds
    print(("ok   " if holds else "FAIL ") + what + ("" if holds else f": {detail}"[:500]), flush=True)


def alike(case, found, expected):
    if case != "catboost":
        return [(step, repr(value)) for step, value in found] == [(step, repr(value)) for step, value in expected]
    # CatBoost writes ten digits of what it holds.
    return [step for step, _ in found] == [step for step, _ in expected] and all(
        math.isclose(value, wanted, rel_tol=1e-9) for (_, value), (_, wanted) in zip(found, expected))


def compare(case):
    folder, warehouse = work / "recorded" / case, work / f"warehouse-{case}"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.rmtree(warehouse, ignore_errors=True)
    subprocess.run([sys.executable, str(RECORDER), str(work / "recorded"), case], check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    sync = subprocess.run([almanac, "--warehouse", str(warehouse), "sync", str(folder / "input"), "--name", case],
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    check(f"{case}: sync", sync.returncode == 0, sync.stdout)
    query = (HERE / "logs_a.sql").read_text(encoding="utf-8")
    output = subprocess.run([almanac, "--warehouse", str(warehouse), "sql", query, "--format", "jsonl"],
                            check=True, stdout=subprocess.PIPE, text=True).stdout
    found = collections.defaultdict(list)
    for line in filter(None, output.split("\n")):
        row = json.loads(line)
        found[row["run_id"], row["key"]].append((int(row["step"]), float(row["value"])))
    expected = collections.defaultdict(list)
    for line in open(folder / "client.jsonl", encoding="utf-8"):
        point = json.loads(line)
        expected[point["run"], point["key"]].append((point["step"], float(point["value"])))
    unlike = [series for series in expected if not alike(case, found[series], expected[series])]
    detail = unlike and f"{unlike[0]}: {found[unlike[0]][:3]} != {expected[unlike[0]][:3]}"
    points = sum(map(len, expected.values()))
    what = f"{case}: {points} points of {len(expected)} series as the library held them"
    check(what, not unlike and points > 0, detail)


for each in ("catboost", "boosting", "keras", "huggingface"):
    compare(each)
sys.exit(1 if failures else 0)
