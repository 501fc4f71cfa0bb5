"""Dump what the installed MLflow client reads from a store, one canonical JSON line per fact.

    python readback.py TRACKING_URI > client.jsonl

The lines are those of Almanac's contract kit (RecordedRun.java): fields in a fixed order, no
blanks, times in microseconds, doubles as text that gives the same double back.
"""

import json
import os
import sys

from mlflow.entities import ViewType
from mlflow.tracking import MlflowClient


def line(owner, fact_name, **fields):
    """Return one canonical line; fields that are None or False are left out."""
    kept = {name: value for name, value in fields.items() if value is not None and value is not False}
    return json.dumps(
        {"run": owner, "fact": fact_name, **kept}, ensure_ascii=False, separators=(",", ":"))


def real(value):
    """Return a double as text in Java's names for what is not finite."""
    text = repr(float(value))
    return {"nan": "NaN", "inf": "Infinity", "-inf": "-Infinity"}.get(text, text)


def micros(millis):
    """Return milliseconds as microseconds, or None."""
    return None if millis is None else int(millis) * 1000


def history(client, run_id, key):
    """Return the points of a metric; clients before 1.0 show them through their store only."""
    source = client if hasattr(client, "get_metric_history") else client.store
    return source.get_metric_history(run_id, key)


def point_micros(client, point):
    """Return the time of a point in microseconds; clients before 1.0 log seconds."""
    in_seconds = not hasattr(client, "get_metric_history")
    return int(point.timestamp) * (1000000 if in_seconds else 1000)


def experiments(client):
    """Return every experiment, deleted ones included."""
    if hasattr(client, "search_experiments"):
        return list(client.search_experiments(view_type=ViewType.ALL, max_results=1000))
    try:
        return list(client.list_experiments(ViewType.ALL))
    except TypeError:
        return list(client.list_experiments())


def runs(client, experiment_id):
    """Return every run of an experiment with params, tags and latest metrics."""
    if hasattr(client, "list_run_infos"):
        infos = client.list_run_infos(experiment_id, ViewType.ALL)
        return [client.get_run(getattr(info, "run_id", None) or info.run_uuid) for info in infos]
    found = client.search_runs([experiment_id], "", ViewType.ALL, max_results=10000)
    return [client.get_run(run.info.run_id) for run in found]


def status(info):
    """Return a status in Almanac's word."""
    value = info.status
    if isinstance(value, int):
        value = {1: "RUNNING", 2: "SCHEDULED", 3: "FINISHED", 4: "FAILED", 5: "KILLED"}[value]
    return value.lower()


def pairs(data):
    """Return params or tags as a dict, which the oldest clients hold as a list of objects."""
    return data if isinstance(data, dict) else {each.key: each.value for each in data}


def metric_keys(data):
    """Return the keys of a run's metrics."""
    metrics = data.metrics
    return sorted(metrics if isinstance(metrics, dict) else {each.key for each in metrics})


def run_lines(client, experiment, run):
    """Yield the lines of one run."""
    info, data = run.info, run.data
    run_id = getattr(info, "run_id", None) or info.run_uuid
    tags, params = pairs(data.tags), pairs(data.params)
    name = getattr(info, "run_name", None) or getattr(info, "name", None)
    deleted = info.lifecycle_stage == "deleted" or experiment.lifecycle_stage == "deleted"
    yield line(
        run_id, "run", tracker="mlflow", project=project(experiment),
        project_id=str(experiment.experiment_id), name=name or tags.get("mlflow.runName") or None,
        status=status(info), deleted=deleted,
        created_by=info.user_id or tags.get("mlflow.user") or None,
        started_at=micros(info.start_time), ended_at=micros(info.end_time),
        parent=tags.get("mlflow.parentRunId") or None,
        description=tags.get("mlflow.note.content") or None)
    for key, value in params.items():
        yield line(run_id, "param", key=key, value=value, origin="logged")
    for key, value in tags.items():
        yield line(run_id, "tag", key=key, value=value)
    for key, value in getattr(experiment, "tags", {}).items():
        yield line(run_id, "project_tag", key=key, value=value)
    for key in metric_keys(data):
        kind = "system" if key.startswith("system/") else "metric"
        for point in history(client, run_id, key):
            yield line(
                run_id, "point", kind=kind, key=key, step=int(getattr(point, "step", 0) or 0),
                time=point_micros(client, point), value=real(point.value))
    yield from dataset_lines(run_id, run)
    yield from model_lines(run_id, run)


def project(experiment):
    """Return the name that Almanac gives an experiment: workspaces other than the default go first."""
    workspace = getattr(experiment, "workspace", None)
    named = workspace and workspace != "default"
    return f"{workspace}/{experiment.name}" if named else experiment.name


def dataset_lines(run_id, run):
    """Yield the datasets that a run names as its inputs."""
    inputs = getattr(run, "inputs", None)
    for use in (inputs.dataset_inputs if inputs else []):
        context = {tag.key: tag.value for tag in use.tags}.get("mlflow.data.context")
        yield line(
            run_id, "dataset", name=use.dataset.name, digest=use.dataset.digest, context=context,
            source=use.dataset.source)


def model_lines(run_id, run):
    """Yield the logged models that a run names as its inputs and outputs, and its parent run."""
    parent = pairs(run.data.tags).get("mlflow.parentRunId")
    if parent:
        yield line(run_id, "lineage", relation="parent", other=parent)
    inputs = getattr(getattr(run, "inputs", None), "model_inputs", None) or []
    for model in inputs:
        yield line(run_id, "lineage", relation="input", other=model.model_id)
    outputs = getattr(getattr(run, "outputs", None), "model_outputs", None) or []
    for model in outputs:
        yield line(run_id, "lineage", relation="output", other=model.model_id, step=model.step)


def read_back(client):
    """Return all lines of a store."""
    found = []
    for _ in workspaces(client):
        for experiment in experiments(client):
            for run in runs(client, experiment.experiment_id):
                found.extend(run_lines(client, experiment, run))
    return found


def workspaces(client):
    """Yield once for each workspace, which is active meanwhile; once where there are none."""
    if os.environ.get("MLFLOW_ENABLE_WORKSPACES") != "true":
        yield None
        return
    import mlflow

    for workspace in client.list_workspaces():
        mlflow.set_workspace(workspace.name)
        yield workspace.name


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")
    if sys.argv[1].startswith("sqlite:"):
        import mlflow

        mlflow.set_tracking_uri(sys.argv[1])
    print("\n".join(read_back(MlflowClient(sys.argv[1]))))
