"""Compares what loggers logged with what Almanac made of it; see logs-b."""
import json
import math
import os
import shutil
import sqlite3
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
SCRIPTS = os.path.join(HERE, "../../ingest-adapters/local-logs/src/test/python")
work, almanac = sys.argv[1], sys.argv[2]
runs, warehouse = os.path.join(work, "runs"), os.path.join(work, "warehouse")
failures = 0


def check(what, found, expected):
    global failures
    if found == expected:
        print(f"ok {what}")
    else:
        failures += 1
        print(f"FAIL {what}\n  found    {found!r}\n  expected {expected!r}")


def sql(query):
    answer = subprocess.run(
        [almanac, "--warehouse", warehouse, "sql", query, "--format", "jsonl"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    return [json.loads(line) for line in answer.splitlines() if line.strip()]


def number(value):
    """Takes a value to what compares equal: NaN to a word, -0.0 to another than 0.0."""
    value = float(value)
    return "nan" if math.isnan(value) else repr(value)


for folder in (runs, warehouse):
    shutil.rmtree(folder, ignore_errors=True)
for name in ("dvclive", "sacred", "hydra", "trackio", "clearml", "smac"):
    os.makedirs(os.path.join(runs, name))
    script = shutil.copy(os.path.join(SCRIPTS, f"record_{name}.py"), work)
    with open(os.path.join(work, f"{name}.log"), "w") as log:
        subprocess.run(
            [sys.executable, script, os.path.join(runs, name)],
            check=True,
            stdout=log,
            stderr=log,
        )
shutil.rmtree(os.path.join(runs, "hydra/work/conf"))
synced = subprocess.run([almanac, "--warehouse", warehouse, "sync", runs], capture_output=True, text=True)
print(f"# sync ended with {synced.returncode}: {(synced.stderr or synced.stdout).strip().splitlines()[-1:]}")

RUNS = {row["run_key"]: row for row in sql("SELECT run_key, tracker, run_id, name, project, status FROM runs")}
PARAMS, POINTS = {}, {}
for row in sql("SELECT run_key, key, value, type, origin FROM params"):
    PARAMS.setdefault(row["run_key"], {})[row["key"]] = (row["value"], row["origin"])
for row in sql("SELECT run_key, key, step, CAST(value AS VARCHAR) AS value FROM metrics ORDER BY run_key, key, seq"):
    POINTS.setdefault(row["run_key"], {}).setdefault(row["key"], []).append((int(row["step"]), number(row["value"])))


def find(tracker, ending):
    found = [key for key, run in RUNS.items() if run["tracker"] == tracker and key.endswith(ending)]
    if len(found) != 1:
        check(f"{tracker}: one run {ending}", len(found), 1)
        return None
    return found[0]


def points(*pairs):
    return [(step, number(value)) for step, value in pairs]


def count(tracker):
    return sum(run["tracker"] == tracker for run in RUNS.values())


# DVCLive: what the script logs.
run = find("dvclive", "dvclive")
check("dvclive: points", POINTS.get(run), {
    "train/loss": points(*((i, 1 / (i + 1)) for i in range(4))),
    "acc": points(*((i, i / 3) for i in range(4)), (100, 0.5)),
    "odd": points((0, 0.1), (1, math.nan), (2, math.inf), (3, -0.0)),
})
check("dvclive: params", {key: value for key, (value, _) in PARAMS.get(run, {}).items()}, {
    "lr": "0.001", "net.depth": "3", "net.act": "relu", "net.skip": "null", "flag": "true", "layers": "[1,2]",
})

# Sacred: the files, as Python's json reads them.
check("sacred: runs", count("sacred"), 4)
STATUSES = {"COMPLETED": "finished", "FAILED": "failed", "INTERRUPTED": "killed", "TIMEOUT": "killed"}
for number_of_run in ("1", "2", "3", "4"):
    folder = os.path.join(runs, "sacred/lab/sacred", number_of_run)
    with open(os.path.join(folder, "metrics.json")) as stream:
        metrics = json.load(stream)
    with open(os.path.join(folder, "run.json")) as stream:
        status = json.load(stream)["status"]
    run = find("sacred", f"sacred/{number_of_run}")
    expected = {key: points(*zip(series["steps"], series["values"])) for key, series in metrics.items()}
    if number_of_run == "1":
        expected["return_mean"] = points((10, 1.5), (20, 2.5))
        expected["plain"] = points((0, 1), (1, 2), (2, 3))
    check(f"sacred {number_of_run}: points", POINTS.get(run, {}), expected)
    check(f"sacred {number_of_run}: status {status}", RUNS[run]["status"], STATUSES[status])
run = find("sacred", "sacred/1")
check("sacred 1: an updated param", PARAMS[run]["net.depth"], ("5", "logged"))
check("sacred 1: a configured param", PARAMS[run]["net.act"], ("relu", "config"))

# Hydra: OmegaConf reads the configuration.
from omegaconf import OmegaConf

check("hydra: runs", count("hydra"), 5)
for run, facts in RUNS.items():
    if facts["tracker"] != "hydra":
        continue
    inside = run.split("hydra/work/", 1)[1]
    config = OmegaConf.load(os.path.join(runs, "hydra/work", inside, ".hydra/config.yaml"))
    plain = OmegaConf.to_container(config, resolve=False)
    flat = {}

    def walk(prefix, value):
        if isinstance(value, dict):
            for key, below in value.items():
                walk(f"{prefix}.{key}" if prefix else key, below)
        else:
            flat[prefix] = value

    walk("", plain)
    ours = {key: value for key, (value, _) in PARAMS[run].items() if key != "optimizer"}
    check(f"hydra {inside}: keys", sorted(ours), sorted(flat))
    for key in ("lr", "seed"):
        check(f"hydra {inside}: {key}", float(ours[key]), float(flat[key]))
    origin = "sweep" if "multirun" in inside else "logged"
    check(f"hydra {inside}: origin of lr", PARAMS[run]["lr"][1], origin)

# Trackio: its own database, read by SQLite and Python.
check("trackio: runs", count("trackio"), 2)
with sqlite3.connect(f"file:{runs}/trackio/trackio/vision.db?mode=ro", uri=True) as database:
    for run_id, name in database.execute("SELECT run_id, run_name FROM configs"):
        expected = {}

        def take(prefix, step, value):
            if isinstance(value, dict):
                for key, below in value.items():
                    take(f"{prefix}/{key}", step, below)
            elif value != "text":
                value = {"NaN": math.nan, "Infinity": math.inf}.get(value, value)
                expected.setdefault(prefix, []).append((step, number(value)))

        for step, row in database.execute("SELECT step, metrics FROM metrics WHERE run_id = ? ORDER BY id", [run_id]):
            for key, value in json.loads(row).items():
                take(key, step, value)
        run = find("trackio", run_id)
        check(f"trackio {name}: points", POINTS.get(run), expected)
        check(f"trackio {name}: name", RUNS[run]["name"], name)

# ClearML: what the script reports.
check("clearml: runs", count("clearml"), 2)
named = {RUNS[run]["name"]: run for run in RUNS if RUNS[run]["tracker"] == "clearml"}
check("clearml first: points", POINTS.get(named.get("first")), {
    "loss/train": points(*((i, 1 / (i + 1)) for i in range(5))),
    "loss/val": points((-3, -0.0)),
})
check("clearml second, from its archive: points", POINTS.get(named.get("second")), {"loss/train": points((1, 2.0))})
check("clearml first: params", {key: value for key, (value, _) in PARAMS[named["first"]].items()}, {
    "General/lr": "0.001", "General/net/layers": "[1, 2]", "General/flag": "True", "General/nothing": "",
    "General/text": "1", "Train/epochs": "3",
})

# SMAC: its own run history.
total = 0
for name in ("single", "fidelity", "double"):
    with open(os.path.join(runs, f"smac/smac3_output/{name}/1/runhistory.json")) as stream:
        history = json.load(stream)
    total += len(history["configs"])
    objective = "loss" if name == "double" else "cost"
    for config, values in history["configs"].items():
        run = find("smac", f"{name}/1/config-{config}")
        mine = [each for each in history["data"] if str(each["config_id"]) == config]
        costs = [each["cost"][0] if isinstance(each["cost"], list) else each["cost"] for each in mine]
        check(f"smac {name} {config}: costs", POINTS[run][objective], points(*enumerate(costs)))
        check(f"smac {name} {config}: params", sorted(PARAMS[run]), sorted(values))
check("smac: runs", count("smac"), total)

before = sql("SELECT count(*) AS points FROM metrics")
subprocess.run([almanac, "--warehouse", warehouse, "sync", runs], capture_output=True)
check("a second sync changes nothing", sql("SELECT count(*) AS points FROM metrics"), before)
print(f"# {failures} failures")
sys.exit(1 if failures else 0)
