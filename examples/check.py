"""Read the example stores with the installed MLflow client and compare with expected.json.

    venv/bin/python check.py

Works on a copy. Git keeps no empty folders, and MLflow says "Run not found" for a run of a file
store whose metrics, params or artifacts folder is missing: the copy gets them back first.
"""

import os

os.environ |= {
    "MLFLOW_DISABLE_TELEMETRY": "true", "DO_NOT_TRACK": "true", "MLFLOW_ALLOW_FILE_STORE": "true"}

import json
import shutil
import sys
import tempfile
from pathlib import Path

from mlflow import MlflowClient

from recorder import readback


def main(folder: Path) -> None:
    """Exit with the differences, or print how much is equal."""
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as copy:
        os.chdir(copy)
        shutil.copy(folder / "mlflow.db", "mlflow.db")
        shutil.copytree(folder / "mlruns", "mlruns")
        restore_empty_folders(Path("mlruns"))
        found = json.loads(readback.as_json(readback.read_back({
            "mlflow.db": MlflowClient("sqlite:///mlflow.db"),
            "mlruns": MlflowClient("file:./mlruns")})))
        os.chdir(folder)
    differences = [
        f"{run}: expected {expected['runs'].get(run)}, found {found['runs'].get(run)}"
        for run in sorted(expected["runs"].keys() | found["runs"].keys())
        if expected["runs"].get(run) != found["runs"].get(run)]
    if differences or expected != found:
        sys.exit("\n".join(["The stores differ from expected.json.", *differences]))
    print(f"{found['totals']['runs']} runs and {found['totals']['points']} points as expected")


def restore_empty_folders(store: Path) -> None:
    """Make the folders that a run of a file store has even when they are empty."""
    for meta in store.glob("*/*/meta.yaml"):
        for name in ("metrics", "params", "artifacts"):
            (meta.parent / name).mkdir(exist_ok=True)


if __name__ == "__main__":
    main(Path(__file__).parent.resolve())
