"""Records a store with the MLflow client that is installed here, or reads one back with it.

    mlflow_client.py record URI      writes experiments, runs and points, awkward ones included
    mlflow_client.py read URI FILE   reads every run and every point through the client's own calls

Works with clients from 1.30 on. Values are kept as Python's repr, so that equality means equal bits.
"""

import json
import os
import sys

os.environ.setdefault("MLFLOW_ALLOW_FILE_STORE", "true")
os.environ.setdefault("MLFLOW_DISABLE_TELEMETRY", "true")

import mlflow
from mlflow.entities import Metric, Param, RunTag, ViewType
from mlflow.tracking import MlflowClient

VERSION = tuple(int(part) for part in mlflow.__version__.split(".")[:2])
START = 1_790_000_000_000


def points(key, values, first_step=0):
    return [
        Metric(key, value, START + 1_000 * index, first_step + index)
        for index, value in enumerate(values)
    ]


def log(client, run, metrics=(), params=(), tags=()):
    for start in range(0, len(metrics), 900):
        client.log_batch(run, metrics=list(metrics[start : start + 900]))
    for start in range(0, len(params), 90):
        client.log_batch(run, params=[Param(*pair) for pair in params[start : start + 90]])
    client.log_batch(run, tags=[RunTag(*pair) for pair in tags])


def awkward_metrics(sql):
    largest = 1.7976931348623157e308
    values = [0.1 + 0.2, 1e-05, 5e-324, largest, -largest, -0.0, float("inf"), float("-inf")]
    metrics = points("extremes", values)
    metrics.append(Metric("extremes", float("nan"), START + 60_000, 60))
    steps = [-7, -(2**40), 2**31 + 5, 2**53 + 1, 2**63 - 1]
    metrics += [Metric("steps", step * 0.5, START + i, step) for i, step in enumerate(steps)]
    metrics += [Metric("one step", i / 3, START + i, 0) for i in range(40)]
    metrics += [Metric("same time", i / 7, START, i) for i in range(5)]
    if not sql:
        metrics += [Metric("twice the same", 1.5, START, 3)] * 2
    for key in ["val/f1.macro", "größe", "Test Accuracy", "a-b_c"]:
        metrics += points(key, [1.0, 2.0])
    return metrics + points("system/cpu_utilization_percentage", [12.5, 99.9, 0.0])


def awkward_params():
    params = [("lr", "1e-3"), ("empty", ""), ("none", "None"), ("list", "[1, 2]"), ("π", "3.14")]
    params += [("formula", "=1+1"), ("quote", 'a "b" \'c\''), ("tag", "<script>alert(1)</script>")]
    params += [("lines", "first\nsecond"), ("rtl", "\u202eabc"), ("long", "x" * 400)]
    return params + ([("longer", "y" * 6_000)] if VERSION >= (2, 22) else [])


def record(uri):
    sql = uri.startswith("sqlite")
    client = MlflowClient(uri)
    vision = client.create_experiment("vision")
    gone = client.create_experiment("dropped project")

    def run(experiment, name, status, tags=None):
        created = client.create_run(
            experiment, start_time=START, tags=tags, run_name=name
        ).info.run_id
        return created, lambda: client.set_terminated(created, status, end_time=START + 90_000)

    plain, end = run(vision, "plain", "FINISHED")
    log(
        client,
        plain,
        points("loss", [1 / (i + 1) for i in range(2_500)]) + points("acc", [i / 50 for i in range(50)]),
        [(f"param_{i}", str(i / 3)) for i in range(120)],
        [("mlflow.note.content", "First.\n<b>bold</b>"), ("team", "blue")],
    )
    client.set_tag(plain, "team", "red")
    end()
    awkward, end = run(vision, "awkward \u202e <b>", "FINISHED")
    log(client, awkward, awkward_metrics(sql), awkward_params(), [("emoji", "🦉"), ("blank", " ")])
    end()
    parent, end = run(vision, "parent", "FINISHED")
    child, end_child = run(vision, "child", "FAILED", {"mlflow.parentRunId": parent})
    log(client, child, points("loss", [3.0, float("nan")]), [("lr", "10")])
    end_child()
    end()
    killed, end = run(vision, "killed", "KILLED")
    log(client, killed, points("loss", [1.0]))
    end()
    living, _ = run(vision, "still running", "FINISHED")
    log(client, living, points("loss", [1.0, 0.5]))
    run(vision, "empty", "FINISHED")[1]()
    deleted, end = run(vision, "deleted", "FINISHED")
    log(client, deleted, points("loss", [7.0]))
    end()
    client.delete_run(deleted)
    orphan, end = run(gone, "of a dropped project", "FINISHED")
    log(client, orphan, points("loss", [8.0]), [("lr", "1")])
    end()
    client.delete_experiment(gone)


def pages(search):
    token = None
    while True:
        page = search(token)
        yield from page
        token = page.token
        if not token:
            return


def read(uri, file):
    client = MlflowClient(uri)
    experiments = pages(
        lambda token: client.search_experiments(view_type=ViewType.ALL, page_token=token)
    )
    runs = []
    for experiment in experiments:
        found = pages(
            lambda token: client.search_runs(
                [experiment.experiment_id],
                run_view_type=ViewType.ALL,
                max_results=1_000,
                page_token=token,
            )
        )
        for run in found:
            history = [
                [key, point.step, point.timestamp, repr(point.value)]
                for key in run.data.metrics
                for point in client.get_metric_history(run.info.run_id, key)
            ]
            active = run.info.lifecycle_stage == experiment.lifecycle_stage == "active"
            runs.append(
                {
                    "run_id": run.info.run_id,
                    "project": experiment.name,
                    "status": run.info.status,
                    "deleted": not active,
                    "start": run.info.start_time,
                    "end": run.info.end_time,
                    "params": run.data.params,
                    "tags": run.data.tags,
                    "points": history,
                }
            )
    with open(file, "w", encoding="utf-8") as out:
        json.dump({"client": mlflow.__version__, "runs": runs}, out)
    print(f"{len(runs)} runs, {sum(len(run['points']) for run in runs)} points")


if sys.argv[1] == "record":
    record(sys.argv[2])
else:
    read(sys.argv[2], sys.argv[3])
