"""Write a small store with the installed MLflow client, whatever its version.

    python stores.py file|sqlite|workspaces

Works in the current folder, which should be empty: file stores go to mlruns/, databases to
mlflow.db. Uses only what the installed client has; what it lacks is said on stderr.
"""

import os

os.environ.update({
    "MLFLOW_DISABLE_TELEMETRY": "true", "DO_NOT_TRACK": "true", "MLFLOW_ALLOW_FILE_STORE": "true",
    "LOGNAME": "recorder", "USER": "recorder", "GIT_PYTHON_REFRESH": "quiet"})

import sys

sys.argv[0] = "train.py"

import mlflow
from mlflow.tracking import MlflowClient

START = 1700000000000
LONG_TEXT = "a long value, " * 34
ODD_TEXT = "<script>alert(1)</script> \"q\" 'q' =1+1 \u202eright-to-left\u202c \u2713 \u043a\u043b\u044e\u0447"

VALUES = [
    0.5, 1, 1e-05, float("nan"), float("inf"), float("-inf"), -0.0, 5e-324, 1.7976931348623157e308,
    0.1 + 0.2, 123456789012345680.0, -3]
STEPS = [-9223372036854775808, -5, 0, 2147483648, 9007199254740993, 9223372036854775807]


def version():
    """Return the client's version as numbers."""
    return tuple(int(part) for part in mlflow.__version__.split(".")[:2])


def attempt(what, action, *arguments, **named):
    """Run an action; say on stderr if this client cannot do it."""
    try:
        return action(*arguments, **named)
    except Exception as error:  # What old clients refuse differs in type and text.
        print(f"{mlflow.__version__}: no {what}: {type(error).__name__} {str(error)[:120]}", file=sys.stderr)
        return None


def create_run(client, experiment, name, tags=None, start=START):
    """Create a run with a name, in the way of the installed client."""
    tags = dict(tags or {}, **{
        "mlflow.user": "recorder", "mlflow.source.name": "train.py", "mlflow.source.type": "LOCAL"})
    try:
        return run_id(client.create_run(experiment, start_time=start, tags=tags, run_name=name))
    except TypeError:
        tags["mlflow.runName"] = name
    try:
        return run_id(client.create_run(experiment, start_time=start, tags=tags))
    except AttributeError:
        from mlflow.entities import RunTag
        return run_id(client.create_run(
            experiment, start_time=start, tags=[RunTag(key, value) for key, value in tags.items()]))


def run_id(run):
    """Return the id of a run."""
    return getattr(run.info, "run_id", None) or run.info.run_uuid


def terminate(client, run, status="FINISHED", end=START + 60000):
    """End a run."""
    client.set_terminated(run, status, end)


def log_metric(client, run, key, value, timestamp, step):
    """Log one point; clients before 1.0 know no steps and keep times in seconds."""
    try:
        client.log_metric(run, key, value, timestamp, step)
    except TypeError:
        client.log_metric(run, key, value, int(timestamp) // 1000)


def odd_numbers(client, experiment):
    """Log every number, step and time that has ever made trouble."""
    run = create_run(client, experiment, "odd numbers")
    for step, value in enumerate(VALUES):
        attempt(f"value {value}", log_metric, client, run, "values", value, START + step, step)
    for position, step in enumerate(STEPS):
        attempt(f"step {step}", log_metric, client, run, "steps", position, START, step)
    for position in range(5):
        log_metric(client, run, "one step", position / 8, START + position, 0)
    for _ in range(2):
        log_metric(client, run, "twice", 1.5, START, 3)
    log_metric(client, run, "falling", 3.0, START, 9)
    log_metric(client, run, "falling", 1.0, START + 1, 4)
    for time in (0, 1, 253402300799999):
        attempt(f"time {time}", log_metric, client, run, "times", 1.0, time, 0)
    terminate(client, run)


def odd_texts(client, experiment):
    """Log keys and texts in many scripts, empty, long and with line breaks."""
    run = create_run(client, experiment, "odd texts " + ODD_TEXT[:60])
    for key, value in {
            "learning_rate": "0.01", "empty": "", "none": None, "nan": float("nan"), "list": [1, 2],
            "nested/deep/key": "x", "with space": " padded ", "odd": ODD_TEXT, "long": LONG_TEXT, "\u0448\u0430\u0433": "7", "name.with-all_kinds": True}.items():
        if value != "" or version() >= (0, 9):  # Older clients cannot read an empty one.
            attempt(f"param {key}", client.log_param, run, key, value)
    if version() >= (1, 12):  # Older clients cannot read what they wrote.
        client.log_param(run, "lines", "one\ntwo\n")
    for key, value in {"odd": ODD_TEXT, "empty": "", "mlflow.note.content": "A *note*\nof two lines",
                       "team/area": "vision", "mlflow.source.git.commit": "0123456789abcdef0123456789abcdef01234567"}.items():
        attempt(f"tag {key}", client.set_tag, run, key, value)
    for key in ("val/loss", "Test Accuracy", "\u0442\u043e\u0447\u043d\u043e\u0441\u0442\u044c", "Loss", "loss", "a.b-c_d"):
        attempt(f"metric {key}", log_metric, client, run, key, 0.25, START, 1)
    for key in ("system/cpu_utilization_percentage", "system/gpu_0_memory_usage_megabytes"):
        log_metric(client, run, key, 12.5, START, 0)
        log_metric(client, run, key, 13.5, START + 10000, 1)
    terminate(client, run)
    attempt("late tag", client.set_tag, run, "edited", "after the end")


def states(client, experiment):
    """Leave a run in every state, nested and deleted ones too."""
    parent = create_run(client, experiment, "sweep", {"purpose": "search"})
    for position in range(2):
        child = create_run(
            client, experiment, f"trial-{position}", {"mlflow.parentRunId": parent}, START + position)
        client.log_param(child, "depth", position)
        log_metric(client, child, "loss", 1.0 / (position + 1), START, 1)
        terminate(client, child)
    terminate(client, parent)
    terminate(client, create_run(client, experiment, "failed"), "FAILED")
    attempt("killed run", terminate, client, create_run(client, experiment, "killed"), "KILLED")
    running = create_run(client, experiment, "running for a month")
    for step in range(12):
        log_metric(client, running, "loss", 1.0 / (step + 1), START + step * 1000, step)
    gone = create_run(client, experiment, "deleted")
    log_metric(client, gone, "loss", 0.5, START, 1)
    terminate(client, gone)
    attempt("deleted run", client.delete_run, gone)
    back = create_run(client, experiment, "restored")
    terminate(client, back)
    attempt("deleted run", client.delete_run, back)
    attempt("restored run", client.restore_run, back)


def artifacts(client, experiment):
    """Leave some files behind."""
    run = create_run(client, experiment, "with artifacts")
    os.makedirs("scratch/plots", exist_ok=True)
    for path, text in {"report.txt": "fine\n", "plots/curve.csv": "step,loss\n1,0.5\n",
                       "model/MLmodel": "flavors: {}\n", "model/requirements.txt": "numpy==1.26.4\nscipy>=1\n",
                       "model/python_env.yaml": "python: 3.11.7\n"}.items():
        os.makedirs(os.path.dirname("scratch/" + path) or ".", exist_ok=True)
        with open("scratch/" + path, "w", encoding="utf-8") as file:
            file.write(text)
    client.log_artifacts(run, "scratch")
    terminate(client, run)


def datasets(experiment):
    """Log datasets as inputs, and metrics measured on one of them."""
    import numpy

    with mlflow.start_run(experiment_id=experiment, run_name="with datasets") as run:
        for name, context in (("digits", "train"), ("digits-held-out", "eval")):
            data = mlflow.data.from_numpy(numpy.arange(6.0).reshape(3, 2), name=name)
            mlflow.log_input(data, context=context)
        attempt(
            "metric with dataset", mlflow.log_metric, "accuracy", 0.75, step=7, timestamp=START, dataset=data)
    return run.info.run_id


def models(client, experiment):
    """Log a model of MLflow 3 with params, tags and metrics, and use it in another run."""
    with mlflow.start_run(experiment_id=experiment, run_name="trains a model"):
        mlflow.log_param("depth", 3)
        model = mlflow.initialize_logged_model(
            name="tree", model_type="classifier", params={"depth": "3", "leaves": "8"}, tags={"stage": "trial"})
        mlflow.log_outputs([mlflow.entities.LoggedModelOutput(model_id=model.model_id, step=5)])
        mlflow.log_metric("accuracy", 0.875, step=5, timestamp=START, model_id=model.model_id)
        mlflow.log_metric("accuracy", float("nan"), step=6, timestamp=START, model_id=model.model_id)
        mlflow.finalize_logged_model(model.model_id, "READY")
    with mlflow.start_run(experiment_id=experiment, run_name="uses the model"):
        mlflow.log_input(model=mlflow.entities.LoggedModelInput(model_id=model.model_id))
        mlflow.log_metric("auc", 0.9, step=1, timestamp=START, model_id=model.model_id)


def fill(client):
    """Write everything that the installed client can."""
    experiment = client.create_experiment("churn")
    for key, value in {"owner": "team a", "mlflow.experiment.primaryMetric.name": "loss"}.items():
        attempt("experiment tag", lambda: client.set_experiment_tag(experiment, key, value))
    odd_numbers(client, experiment)
    odd_texts(client, experiment)
    states(client, experiment)
    artifacts(client, experiment)
    if hasattr(mlflow, "data"):
        attempt("datasets", datasets, experiment)
    if hasattr(mlflow, "initialize_logged_model"):
        attempt("models", models, client, experiment)
    other = client.create_experiment("\u044d\u043a\u0441\u043f\u0435\u0440\u0438\u043c\u0435\u043d\u0442 \u2713 " + ODD_TEXT[:24])
    terminate(client, create_run(client, other, "lonely"))
    doomed = client.create_experiment("doomed")
    terminate(client, create_run(client, doomed, "in a deleted experiment"))
    attempt("deleted experiment", client.delete_experiment, doomed)


def workspaces(uri):
    """Write runs to two workspaces (3.10 and later)."""
    os.environ["MLFLOW_ENABLE_WORKSPACES"] = "true"
    client = MlflowClient(uri)
    client.create_workspace("vision")
    for workspace in ("default", "vision"):
        mlflow.set_workspace(workspace)
        experiment = client.create_experiment("shared name")
        run = create_run(client, experiment, f"in {workspace}")
        log_metric(client, run, "loss", 0.5, START, 1)
        terminate(client, run)


if __name__ == "__main__":
    kind = sys.argv[1]
    tracking = "sqlite:///mlflow.db" if kind in ("sqlite", "workspaces") else "mlruns"
    mlflow.set_tracking_uri(tracking)
    workspaces(tracking) if kind == "workspaces" else fill(MlflowClient(tracking))
