"""Logs runs offline with the wandb client of this interpreter; read from stdin, so that no path of a
script goes into the records. Arguments by environment: ALMANAC_CASE, ALMANAC_PART."""

import os
import signal

os.environ["WANDB_MODE"] = "offline"
os.environ["WANDB_SILENT"] = "true"
os.environ["WANDB_START_METHOD"] = "thread"

import wandb  # noqa: E402

VERSION = tuple(int(part) for part in wandb.__version__.split(".")[:2])
PART = os.environ["ALMANAC_PART"]

if VERSION >= (0, 16) and VERSION < (0, 18) and os.environ.get("ALMANAC_CORE"):
    wandb.require("core")


def settings(**more):
    values = dict(host="node1", username="ann")
    key = "x_" if VERSION >= (0, 19) else "_"
    values.update({key + "disable_stats": PART != "full"} if VERSION >= (0, 13) else {})
    if VERSION < (0, 13):
        values = dict(_disable_stats=PART != "full", host="node1")
    if PART == "full" and VERSION >= (0, 19):
        values["x_stats_sampling_interval"] = 0.2
    values.update(more)
    return wandb.Settings(**values)


def full():
    import time

    import numpy

    run = wandb.init(
        project="cases",
        id="fullrun1",
        name="all sorts",
        notes="a note\nof two lines",
        tags=["first", "second tag"],
        group="group-a",
        job_type="train",
        config={
            "lr": 1e-5,
            "layers": 3,
            "big": 2**60,
            "whole": 7.0,
            "text": "1",
            "flag": True,
            "nothing": None,
            "none_number": float("nan"),
            "endless": float("inf"),
            "list": [1, 2.5, "x"],
            "model": {"size": 12, "inner": {"drop": 0.1, "a.b": "dot"}},
            "a.b": 5,
            "é": "ü",
        },
        settings=settings(),
    )
    run.define_metric("custom_step", hidden=True)
    run.define_metric("valid/*", step_metric="custom_step")
    run.define_metric("best_loss", summary="min")
    run.define_metric("range", summary="min,max")
    goal = dict(summary="best", goal="maximize") if VERSION < (0, 30) else dict(summary="max")
    run.define_metric("goal", step_metric="custom_step", **goal)
    run.config.update({"late": 1})
    run.config.update({"late": 2, "model": {"size": 13}}, allow_val_change=True)
    odd = [float("nan"), float("inf"), float("-inf"), -0.0, 2**53 + 1, 0.1 + 0.2, 1e-310, 7.0]
    for i in range(24):
        row = {
            "loss": 1.0 / (i + 1),
            "valid/acc": i / 24,
            "custom_step": 10 * i,
            "best_loss": abs(i - 12),
            "range": (i - 5) * 0.5,
            "goal": i % 7,
            "odd": odd[i % len(odd)],
            "flag": i % 2 == 0,
            "nested": {"a": {"b": i}, "c": -i},
        }
        if i % 5 == 0:
            row["sparse"] = i
            row["none"] = None
        if i == 3:
            row["phase"] = "warm-up"
            row["histogram"] = wandb.Histogram(np_histogram=([1, 2, 3], [0.0, 0.5, 1.0, 2.0]))
            row["array"] = numpy.arange(4)
            row["html"] = wandb.Html("<b>x</b>", inject=False)
        if i == 7:
            table = wandb.Table(columns=["a", "b"])
            table.add_data(1, "x")
            table.add_data(float("nan"), "y")
            row["table"] = table
        run.log(row)
    time.sleep(1.0)
    run.summary["final"] = 0.25
    run.summary["word"] = "done"
    run.summary["inner"] = {"deep": 3}
    data = wandb.Artifact("numbers", type="dataset", description="some", metadata={"n": 2})
    with data.new_file("numbers.csv") as file:
        file.write("1,2\n")
    run.log_artifact(data, aliases=["latest", "good"])
    run.finish()


def steps():
    run = wandb.init(project="cases", id="stepsrun", settings=settings())
    for step in [0, 1, 5, 5, 50, 3_000_000_000]:
        run.log({"loss": step * 0.5, "acc": 1}, step=step)
    run.finish()


def failed():
    run = wandb.init(project="other", id="failrun1", settings=settings())
    run.log({"loss": 1.5})
    run.finish(exit_code=3)


def killed():
    import time

    run = wandb.init(project="other", id="killrun1", config={"lr": 0.5}, settings=settings())
    for i in range(300):
        run.log({"loss": i, "acc": i / 2})
    time.sleep(1.5)
    os.killpg(os.getpgrp(), signal.SIGKILL)


def resume():
    for part in range(2):
        run = wandb.init(
            project="other",
            id="again001",
            resume="allow",
            config={"part": part},
            settings=settings(),
        )
        for i in range(5):
            run.log({"loss": 10 * part + i}, step=5 * part + i)
        run.finish()
        import time

        time.sleep(1.1)


def rewind():
    import time

    run = wandb.init(project="other", id="rewind01", settings=settings())
    for i in range(10):
        run.log({"loss": i})
    run.finish()
    time.sleep(1.1)
    run = wandb.init(project="other", resume_from="rewind01?_step=4", settings=settings())
    for i in range(3):
        run.log({"loss": 100 + i}, step=5 + i)
    run.finish()
    run = wandb.init(
        project="other", id="forked01", fork_from="rewind01?_step=6", settings=settings()
    )
    run.log({"loss": 7.0}, step=7)
    run.finish()


def sweep():
    folder = "wandb/sweep-swp12345"
    os.makedirs(folder, exist_ok=True)
    path = folder + "/config-sweprun1.yaml"
    with open(path, "w") as file:
        file.write("wandb_version: 1\n\nlr:\n  value: 0.25\n")
    os.environ["WANDB_SWEEP_PARAM_PATH"] = path
    os.environ["WANDB_SWEEP_ID"] = "swp12345"
    os.environ["WANDB_RUN_ID"] = "sweprun1"
    run = wandb.init(
        project="cases",
        config={
            "method": "bayes",
            "metric": {"name": "loss", "goal": "maximize"},
            "parameters": {
                "lr": {"min": 0.001, "max": 1.0, "distribution": "log_uniform_values"},
                "depth": {"values": [2, 4]},
                "seed": {"value": 1},
            },
        },
        settings=settings(),
    )
    run.log({"loss": 0.5})
    run.finish()


globals()[PART]()
