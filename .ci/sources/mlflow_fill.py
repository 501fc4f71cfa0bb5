"""Adds to a store what the recordings of the adapter's tests are too small for.

    mlflow_fill.py TRACKING_URI

Three runs with more points of one key together, and one of them alone, than an answer of MLflow's
bulk history holds (25,000); artifacts; on MLflow 3 a logged model with files.
"""

import os
import sys
import tempfile

os.environ.setdefault("MLFLOW_ALLOW_FILE_STORE", "true")

import mlflow
from mlflow.entities import Metric
from mlflow.tracking import MlflowClient

START = 1_790_000_000_000

mlflow.set_tracking_uri(sys.argv[1])
client = MlflowClient(sys.argv[1])
experiment = client.create_experiment("many points")
for number, points in enumerate((9_000, 26_000, 9_000)):
    run = client.create_run(experiment, start_time=START).info.run_id
    for first in range(0, points, 1_000):
        client.log_batch(run, metrics=[
            Metric("loss", 1 / (step + 1), START + step, step) for step in range(first, first + 1_000)])
    with tempfile.TemporaryDirectory() as folder:
        for path, text in {"note.txt": f"run {number}\n", "env/requirements.txt": "numpy==1.26.4\n"}.items():
            os.makedirs(os.path.dirname(os.path.join(folder, path)), exist_ok=True)
            with open(os.path.join(folder, path), "w", encoding="utf-8") as file:
                file.write(text)
        client.log_artifacts(run, folder)
        if hasattr(mlflow, "initialize_logged_model") and number == 0:
            model = client.create_logged_model(experiment, name="net", source_run_id=run)
            client.log_model_artifacts(model.model_id, folder)
            client.finalize_logged_model(model.model_id, "READY")
    client.set_terminated(run, "FINISHED", START + 60_000)
