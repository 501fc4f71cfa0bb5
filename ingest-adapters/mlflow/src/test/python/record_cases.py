"""Record the cases of the adapter's tests with real MLflow clients.

    python record_cases.py VENVS CASES [CASE ...]

VENVS is a folder for virtual environments, made on first use from the pins below; CASES is
src/test/resources/cases. Stores are written under a neutral path, so that no path of the machine
gets into them. A case that exists is left alone unless it is named.
"""

import os
import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

HERE = Path(__file__).parent.resolve()

# Where the stores are written: artifact URIs in the recordings begin with it.
NEUTRAL = Path("/data/mlflow")

# What the releases need on Python 3.11, beside what pip finds by itself.
PINS = {
    "3.17.2": [],
    "3.1.4": ["sqlalchemy<2.1"],
    "2.22.0": ["sqlalchemy<2.1"],
    "2.9.2": ["setuptools<70", "numpy<2", "pandas<2.2", "sqlalchemy<2.1"],
    "1.30.0": ["setuptools<70", "numpy<2", "pandas<2", "sqlalchemy<2"],
}

# Releases whose own requirements do not fit Python 3.11: installed without them, with these.
OLD = [
    "setuptools<70", "protobuf<3.21", "sqlalchemy<1.4", "alembic<1.8", "click<8.1", "cloudpickle",
    "requests<2.32", "six", "flask<2.1", "werkzeug<2.1", "numpy<1.24", "pandas<2",
    "python-dateutil", "gitpython", "pyyaml<7", "querystring_parser", "simplejson", "docker",
    "entrypoints", "sqlparse", "gorilla", "databricks-cli<0.18", "packaging", "pytz",
    "importlib_metadata", "tabulate", "boto3", "mleap"]

CASES = {
    "file-0.8.2": ("0.8.2", "file"),
    "file-0.9.1": ("0.9.1", "file"),
    "file-1.2.0": ("1.2.0", "file"),
    "file-1.30.0": ("1.30.0", "file"),
    "file-2.22.0": ("2.22.0", "file"),
    "file-3.17.2": ("3.17.2", "file"),
    "sqlite-1.2.0": ("1.2.0", "sqlite"),
    "sqlite-1.12.1": ("1.12.1", "sqlite"),
    "sqlite-1.30.0": ("1.30.0", "sqlite"),
    "sqlite-2.9.2": ("2.9.2", "sqlite"),
    "sqlite-3.1.4": ("3.1.4", "sqlite"),
    "sqlite-3.17.2": ("3.17.2", "sqlite"),
    "workspaces-3.17.2": ("3.17.2", "workspaces"),
    "migrated-3.17.2": ("3.17.2", "migrated"),
}


UNPACKED = {"file-3.17.2"}


def python_of(venvs, version):
    """Return the interpreter that has this MLflow; make its environment if there is none."""
    folder = venvs / f"venv-mlflow-{version}"
    interpreter = folder / "bin" / "python"
    if not interpreter.exists():
        venv.create(folder, with_pip=True)
        pip = [str(interpreter), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        if version in PINS:
            subprocess.run([*pip, f"mlflow=={version}", *PINS[version]], check=True)
        else:
            subprocess.run([*pip, "--no-deps", f"mlflow=={version}"], check=True)
            subprocess.run([*pip, *OLD], check=True)
    return interpreter


def run(interpreter, *arguments, **environment):
    """Run a script in the neutral folder and return what it prints."""
    environment = {
        **os.environ, "MLFLOW_ALLOW_FILE_STORE": "true", "MLFLOW_DISABLE_TELEMETRY": "true",
        **environment}
    done = subprocess.run(
        [str(interpreter), "-W", "ignore", *arguments], cwd=NEUTRAL, env=environment, check=True,
        stdout=subprocess.PIPE)
    return done.stdout.decode("utf-8")


def write_store(interpreter, kind):
    """Write a store to the neutral folder and return what the client reads back."""
    shutil.rmtree(NEUTRAL, ignore_errors=True)
    NEUTRAL.mkdir(parents=True)
    spaces = {"MLFLOW_ENABLE_WORKSPACES": "true"} if kind == "workspaces" else {}
    run(interpreter, str(HERE / "stores.py"), "file" if kind == "migrated" else kind)
    if kind == "migrated":
        drop_duplicate_lines(NEUTRAL / "mlruns")
        run(interpreter, "-m", "mlflow", "migrate-filestore", "--source", "mlruns",
            "--target", "sqlite:///mlflow.db")
        shutil.rmtree(NEUTRAL / "mlruns")
    uri = "mlruns" if kind == "file" else "sqlite:///mlflow.db"
    lines = run(interpreter, str(HERE / "readback.py"), uri, **spaces)
    shutil.rmtree(NEUTRAL / "scratch", ignore_errors=True)
    return lines


def drop_duplicate_lines(store):
    """Remove points logged twice, at which migrate-filestore fails."""
    for path in store.glob("*/*/metrics/**/*"):
        if path.is_file():
            lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
            path.write_text("".join(dict.fromkeys(lines)), encoding="utf-8")


def save(case, lines):
    """Save the store and the client's lines as a case; one file store stays open to the eye."""
    shutil.rmtree(case, ignore_errors=True)
    case.mkdir(parents=True)
    (case / "client.jsonl").write_text(lines, encoding="utf-8")
    if case.name in UNPACKED:
        shutil.copytree(NEUTRAL, case / "input", symlinks=True)
        return
    with zipfile.ZipFile(case / "input.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for path in sorted(NEUTRAL.rglob("*")):
            if path.is_file():
                packed.write(path, path.relative_to(NEUTRAL))


def main(venvs, cases, names):
    """Record the named cases, or all that do not exist."""
    for name, (version, kind) in CASES.items():
        if name in names or (not names and not (cases / name).exists()):
            print(f"recording {name}", file=sys.stderr)
            lines = write_store(python_of(venvs, version), kind)
            save(cases / name, lines)
    shutil.rmtree(NEUTRAL, ignore_errors=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve(), sys.argv[3:])
