"""Logs runs with the real W&B client to a server at WANDB_BASE_URL, and writes down what it logged.

    log_to_server.py FILE

Pinned: wandb==0.31.0, numpy==2.4.6. FILE gets, as JSON, what was logged, run by run: the oracle
that no reader had a hand in. WANDB_API_KEY, WANDB_BASE_URL and WANDB_ENTITY must be set.
"""

import json
import math
import os
import pathlib
import sys
import tempfile

import wandb

PROJECT = "vision lab"
target = pathlib.Path(sys.argv[1]).resolve()
work = pathlib.Path(tempfile.mkdtemp())
os.chdir(work)
os.environ["WANDB_SILENT"] = "true"
os.environ["WANDB_DISABLE_GIT"] = "true"
logged = {}


def begin(run_id, sweep=None, **arguments):
    arguments.setdefault("project", PROJECT)
    settings = wandb.Settings(
        x_stats_sampling_interval=0.2, x_disable_stats=run_id != "plain", console="off", sweep_id=sweep
    )
    run = wandb.init(id=run_id, settings=settings, dir=str(work), **arguments)
    logged[run_id] = {"points": [], "config": dict(arguments.get("config") or {})}
    return run


def log(run, values, step=None):
    run.log(values, step=step)
    row = {"step": run.step - 1 if step is None else step}
    for key, value in values.items():
        if isinstance(value, (int, float)):
            row[key] = repr(float(value))
    logged[run.id]["points"].append(row)


run = begin(
    "plain",
    name="plain run",
    notes="first of all",
    tags=["base", "good"],
    group="g1",
    job_type="train",
    config={"lr": 1e-3, "layers": 4, "opt": "adam", "nested": {"a": {"b": True}}, "none": None,
            "text": "1", "list": [1, 2.5], "a.b": 7},
)
run.define_metric("val/acc", summary="max")
run.define_metric("epoch", hidden=True)
run.define_metric("train/*", step_metric="epoch")
for i in range(3_000):
    values = {"loss": 1 / (i + 1), "train/x": i * 0.1, "epoch": i // 100}
    if i % 50 == 0:
        values["val/acc"] = math.sin(i)
    log(run, values)
run.summary["note"] = "done"
run.summary["best"] = 0.25
artifact = wandb.Artifact("weights", type="model", metadata={"k": 1})
(work / "weights.bin").write_bytes(b"0123456789" * 10)
artifact.add_file(str(work / "weights.bin"))
run.log_artifact(artifact, aliases=["best"])
run.finish()

run = begin("odd", config={"x": float("inf")})
log(run, {"v": float("nan")})
log(run, {"v": float("inf")})
log(run, {"v": float("-inf")})
log(run, {"v": -0.0, "flag": True})
log(run, {"v": 5e-324, "big": 2**53})
log(run, {"nested": {"a": {"b": 1.5}}, "word": "hello"})
logged["odd"]["points"][-1]["nested.a.b"] = repr(1.5)
run.log({"hist": wandb.Histogram([1, 2, 3, 4]), "table": wandb.Table(columns=["a"], data=[[1]])})
run.finish()

run = begin("sparse", config={"seed": 1})
for step in [61_010, 61_060, 70_000, 2**31 + 5, 2**33]:
    log(run, {"reward": step / 7}, step=step)
run.finish()

run = begin("failing", config={"seed": 2})
log(run, {"loss": 2.0})
run.finish(exit_code=1)

sweep = wandb.sweep(
    {
        "method": "bayes",
        "name": "tune",
        "metric": {"name": "loss", "goal": "minimize"},
        "parameters": {
            "lr": {"distribution": "log_uniform_values", "min": 1e-5, "max": 1e-1},
            "units": {"values": [16, 32]},
            "depth": {"min": 1, "max": 4},
        },
    },
    project=PROJECT,
    entity=os.environ["WANDB_ENTITY"],
)
for number, lr in enumerate([0.1, 0.01, 0.001]):
    run = begin(f"sweep-{number}", sweep=sweep, config={"lr": lr, "units": 16, "depth": 2})
    for i in range(20):
        log(run, {"loss": lr * 2 / (i + 1)})
    run.finish()

run = begin("second", project="other", config={"seed": 3})
log(run, {"loss": 3.0})
run.finish()

with open(target, "w", encoding="utf-8") as file:
    json.dump(logged, file, sort_keys=True, indent=1)
