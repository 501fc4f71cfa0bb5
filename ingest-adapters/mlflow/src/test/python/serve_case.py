"""Serve the SQLite store of a recorded case with a real MLflow server of the same version.

    python serve_case.py VENVS CASES VERSION PORT

VENVS and CASES are those of record_cases.py. The store is unpacked under the neutral path that its
artifact URIs begin with. Serves until it is ended. What the server answers is then recorded by

    mvn test -pl ingest-adapters/mlflow -am -Dtest=MlflowRestStoreTest -Dalmanac.record=true \
        -Dalmanac.mlflow.VERSION=http://127.0.0.1:PORT
"""

import os
import shutil
import sys
import zipfile
from pathlib import Path

from record_cases import NEUTRAL, python_of


def main(venvs, cases, version, port):
    """Unpack the store and become its server."""
    shutil.rmtree(NEUTRAL, ignore_errors=True)
    NEUTRAL.mkdir(parents=True)
    with zipfile.ZipFile(cases / f"sqlite-{version}" / "input.zip") as packed:
        packed.extractall(NEUTRAL)
    interpreter = python_of(venvs, version)
    os.chdir(NEUTRAL)
    os.environ["PATH"] = f"{interpreter.parent}:{os.environ['PATH']}"
    os.environ.update({"MLFLOW_DISABLE_TELEMETRY": "true", "DO_NOT_TRACK": "true"})
    os.execv(interpreter, [
        str(interpreter), "-m", "mlflow.cli", "server", "--host", "127.0.0.1", "--port", port, "--workers", "1",
        "--backend-store-uri", "sqlite:///mlflow.db", "--default-artifact-root", "./mlruns"])


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve(), sys.argv[3], sys.argv[4])
