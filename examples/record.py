"""Record the example runs again: real trainings, written by the real MLflow client.

    python -m venv venv && venv/bin/pip install -r requirements.txt
    venv/bin/python record.py [FOLDER]

FOLDER (default: this one) receives mlflow.db, mlruns/ and mlartifacts/, which must not exist yet,
and expected.json. Takes about a minute.
"""

import os

# One thread each: the sums, and so the results, do not depend on the machine's cores.
for pool in ("OMP", "OPENBLAS", "MKL"):
    os.environ[f"{pool}_NUM_THREADS"] = "1"
os.environ |= {
    "MLFLOW_DISABLE_TELEMETRY": "true", "DO_NOT_TRACK": "true", "MLFLOW_ALLOW_FILE_STORE": "true",
    "TZ": "UTC", "GIT_PYTHON_REFRESH": "quiet",
}

import random
import sqlite3
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import time_machine
from mlflow import MlflowClient
from mlflow.store.tracking.file_store import FileStore
from mlflow.store.tracking.sqlalchemy_store import SqlAlchemyStore
from mlflow.tracking._tracking_service.utils import _tracking_store_registry

from recorder import (
    breast_cancer_screen, data, diabetes_progression, digits_forest, digits_mlp, readback,
    trainers, wine_boosting)
from recorder.code_history import CodeHistory
from recorder.ledger import Project, Trainer, seed_identifiers
from recorder.plan import at

ARTIFACT_ROOT = "mlflow-artifacts:/"
"""What `mlflow server` gives its stores: artifact addresses that name no machine's folder."""

NOTES = {
    "digits-mlp": "Handwritten digits, one hidden layer; judge by `val_accuracy`.",
    "diabetes-progression": "Progression after one year. `val_rmse` is in the target's own unit.",
    "breast-cancer-screen": "Benign or malignant from thirty measurements.",
    "digits-forest": "How far do plain forests get on the digits?",
    "wine-boosting": "Three growers, 106 training rows: mind the overfitting.",
}


def main(folder: Path) -> None:
    """Record all projects into the folder and count what the client reads back."""
    for name in ("mlflow.db", "mlruns", "mlartifacts"):
        if (folder / name).exists():
            sys.exit(f"Cannot record: {folder / name} exists. Move it away first.")
    os.chdir(folder)
    seed_identifiers(20260831)
    clients = {"mlflow.db": client("sqlite"), "mlruns": client("file")}
    with tempfile.TemporaryDirectory() as repository:
        code = CodeHistory(Path(repository))
        record_all(clients["mlflow.db"], clients["mlruns"], code)
    with sqlite3.connect("mlflow.db") as database:
        database.execute("PRAGMA journal_mode = DELETE")
        database.execute("VACUUM")
    readback.write(readback.read_back(clients), Path("."))


def record_all(sql: MlflowClient, files: MlflowClient, code: CodeHistory) -> None:
    """Record one project after the other."""
    declared = "mlflow.experiment.primaryMetric"

    def project(client_: MlflowClient, name: str, artifacts: str, trainer: Trainer,
                inputs: Callable, **tags: str) -> Project:
        random.seed(name)
        return Project(
            client_, Path(artifacts), code, trainer, inputs, name, at(36, 1, "08:30"),
            {"mlflow.note.content": NOTES[name], **tags})

    digits = data.digits().inputs()
    digits_mlp.record(project(
        sql, "digits-mlp", "mlartifacts", trainers.train_digits, lambda settings: digits,
        **{f"{declared}.name": "val_accuracy", f"{declared}.greaterIsBetter": "True"}))
    diabetes = {scaler: data.diabetes(scaler).inputs() for scaler in ("none", "standard")}
    diabetes_progression.record(project(
        sql, "diabetes-progression", "mlartifacts", trainers.train_diabetes,
        lambda settings: diabetes[settings["diabetes_scaler"]],
        **{f"{declared}.name": "val_rmse", f"{declared}.greaterIsBetter": "False"}))
    cells = data.breast_cancer().inputs()
    breast_cancer_screen.record(project(
        sql, "breast-cancer-screen", "mlartifacts", trainers.train_breast_cancer,
        lambda settings: cells))
    digits_forest.record(project(
        files, "digits-forest", "mlruns", trainers.train_forest, lambda settings: digits[:1]))
    wine = data.wine().inputs()
    wine_boosting.record(project(
        files, "wine-boosting", "mlruns", trainers.train_wine, lambda settings: wine[:1]))


def client(kind: str) -> MlflowClient:
    """Open a store of this folder as `mlflow server` would, but without the server."""
    scheme = f"example-{kind}"
    with time_machine.travel(at(36, 1, "08:00"), tick=True):
        store = (FileStore("mlruns", ARTIFACT_ROOT) if kind == "file"
                 else SqlAlchemyStore("sqlite:///mlflow.db", ARTIFACT_ROOT))
    _tracking_store_registry.register(scheme, lambda store_uri, artifact_uri=None: store)
    return MlflowClient(f"{scheme}://store", f"{scheme}://store")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parent).resolve())
