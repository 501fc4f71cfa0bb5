"""Compares what Almanac read of Comet experiments with what was logged, or what comet_ml reads.

    comet_compare.py logged LOGGED_JSON FACTS_FOLDER
    comet_compare.py client CLIENT_JSON FACTS_FOLDER
"""

import collections
import json
import math
import sys

SYSTEM = ("sys.", "process duration")


def rows(folder, table):
    with open("%s/%s.jsonl" % (folder, table)) as file:
        return [json.loads(line) for line in file if line.strip()]


def number(text):
    """Returns a number in one spelling, or None."""
    if text in ("True", "False"):
        return repr(float(text == "True"))
    try:
        value = float(text)
    except ValueError:
        return None
    return "nan" if math.isnan(value) else repr(value)


class Warehouse:
    def __init__(self, folder):
        self.runs = {row["run_key"]: row for row in rows(folder, "runs")}
        by_id = {}
        for key, row in self.runs.items():
            by_id.setdefault(row["run_id"].split("/")[-1], key)
        self.keys = by_id
        self.points = collections.defaultdict(list)
        for row in rows(folder, "metrics"):
            self.points[row["run_key"], row["key"]].append(
                (row["step"], number(row["value"]), row["time"])
            )
        self.params = {(r["run_key"], r["key"]): r["value"] for r in rows(folder, "params")}
        self.tags = {(r["run_key"], r["key"]): r["value"] for r in rows(folder, "tags")}


def expect(problems, what, wanted, got):
    if wanted != got:
        problems.append("%s: wanted %r, got %r" % (what, wanted, got))


def logged(expected, house, problems):
    for key, run in expected.items():
        run_key = house.keys.get(key)
        if run_key is None:
            problems.append("run %s is missing" % key)
            continue
        expect(problems, key + " name", run["name"], house.runs[run_key]["name"])
        series = collections.defaultdict(list)
        for name, value, step in run["points"]:
            series[name].append((step, number(value)))
        for name, points in series.items():
            got = [(step, value) for step, value, _ in house.points[run_key, name]]
            expect(problems, key + " " + name, points, got)
        for name, value in run["params"].items():
            expect(problems, key + " param " + name, value, house.params.get((run_key, name)))
        for name, value in run["others"].items():
            expect(problems, key + " other " + name, value, house.tags.get((run_key, name)))
        for tag in run["tags"]:
            expect(problems, key + " tag " + tag, "", house.tags.get((run_key, tag)))
    expect(problems, "runs", len(expected), len(house.runs))


def client(expected, house, problems):
    expect(problems, "runs", len(expected), len(house.runs))
    for key, run in expected.items():
        run_key = house.keys.get(key)
        if run_key is None:
            problems.append("run %s is missing" % key)
            continue
        row = house.runs[run_key]
        expect(problems, key + " name", run["name"], row["name"])
        expect(problems, key + " project", run["project"], row["project"])
        expect(problems, key + " state", run["state"], row["status"])
        series = collections.defaultdict(list)
        for point in run["metrics"]:
            value = number(point["metricValue"])
            if value is not None and not point["metricName"].startswith(SYSTEM):
                step = int(point["step"] or 0)
                series[point["metricName"]].append((step, value, 1000 * point["timestamp"]))
        for name, points in series.items():
            expect(problems, key + " " + name, points, house.points[run_key, name])
        for param in run["params"]:
            if param["name"] not in ("curr_step", "curr_epoch"):
                got = house.params.get((run_key, param["name"]))
                expect(problems, key + " param " + param["name"], param["valueCurrent"], got)
        for other in run["others"]:
            if other["name"] != "Name":
                got = house.tags.get((run_key, other["name"]))
                expect(problems, key + " other " + other["name"], other["valueCurrent"], got)
        for tag in run["tags"]:
            expect(problems, key + " tag " + tag, "", house.tags.get((run_key, tag)))


if __name__ == "__main__":
    how, file, folder = sys.argv[1:]
    with open(file) as opened:
        said = json.load(opened)
    found = []
    {"logged": logged, "client": client}[how](said, Warehouse(folder), found)
    print("\n".join(found) or "equal: %d runs" % len(said))
    sys.exit(1 if found else 0)
