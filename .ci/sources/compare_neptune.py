"""Compares what a program logged with what the warehouse says: `compare_neptune.py NAME LOGGED PARAMS POINTS`."""
import json
import sys

name, logged, params, points = sys.argv[1:]
EXACT = ":step"
failed = False


def lines(path):
    with open(path) as source:
        return [json.loads(line) for line in source if line.strip()]


def check(what, good, detail=""):
    global failed
    failed |= not good
    print(("ok " if good else "FAIL ") + name + ": " + what + ("" if good else ": " + detail))


facts = lines(logged)
found = {}
for row in lines(params):
    for run in {row["run_id"], row["name"]}:
        found[(run, row["key"])] = (row["value"], row["type"])
wanted = [fact for fact in facts if fact["fact"] == "param"]
wrong = [fact for fact in wanted if found.get((fact["run"], fact["key"])) != (fact["value"], fact["type"])]
check(f"{len(wanted)} params", bool(wanted) and not wrong, json.dumps(wrong[:3]))

series = {}
for row in lines(points):
    # A run of the 3.x client has an id of the user's own; one of the 2.x client a UUID and a name.
    for run in {row["run_id"], row["name"] if name == "neptune2" else row["run_id"]}:
        series.setdefault((run, row["key"]), []).append(row)
expected = {}
for fact in facts:
    if fact["fact"] == "point":
        expected.setdefault((fact["run"], fact["key"]), []).append(
            (float(fact["step"]), round(fact["time"] * 1e6), repr(float(fact["value"]))))
for key, values in sorted(expected.items()):
    rows = series.get(key, [])
    exact = series.get((key[0], key[1] + EXACT))
    got = [(float(exact[i]["value"]) if exact else float(row["step"]), row["time"], repr(float(row["value"]))) for i, row in enumerate(rows)]
    # What a fork inherited comes before what it logged.
    own = got[len(got) - len(values):]
    check(f"{len(values)} points of {key[1]} in {key[0]}", sorted(own) == sorted(values), f"{own[:3]} instead of {values[:3]}")
sys.exit(1 if failed else 0)
