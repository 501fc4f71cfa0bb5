"""Records studies with the Optuna that is installed, and what it reads back itself.

    python -m venv v && v/bin/pip install optuna==5.0.0
    v/bin/python record_cases.py CASES_FOLDER

Makes CASES_FOLDER/sqlite-VERSION and, where this version has journals, journal-VERSION, each with
input/ and client.jsonl. Tried with 2.10.1, 3.6.2 and 5.0.0.
"""

import json
import math
import pathlib
import shutil
import sys

import optuna
from optuna.trial import TrialState

optuna.logging.set_verbosity(optuna.logging.ERROR)
VERSION = optuna.__version__
NEW = int(VERSION.split(".")[0]) >= 3


def log_float(trial, name, low, high):
    if NEW:
        return trial.suggest_float(name, low, high, log=True)
    return trial.suggest_loguniform(name, low, high)


def objective(trial):
    rate = log_float(trial, "lr", 1e-5, 1e-1)
    layers = trial.suggest_int("layers", 1, 4)
    width = trial.suggest_int("width", 16, 512, log=True)
    drop = trial.suggest_float("drop", 0.0, 0.5, step=0.1)
    kind = trial.suggest_categorical("opt", ["adam", "sgd", None, True, 3, 0.25])
    if kind == "sgd":
        trial.suggest_float("momentum", 0.0, 0.99)
    trial.set_user_attr("note", "größer ✓ \"quoted\"\n")
    trial.set_user_attr("accuracy", 0.75)
    trial.set_user_attr("nested", {"a": [1, 2.5, None]})
    loss = 1.0
    for step in range(5):
        loss = 1.0 / (1 + step) + math.log10(rate) ** 2 / 100 + layers / 50 + width / 1e4 + drop
        odd = NEW and trial.number == 3 and step == 2  # refused by databases before 3.0
        trial.report(float("nan") if odd else loss, step * 2)
        if trial.number == 4 and step == 2:
            raise optuna.TrialPruned()
    if trial.number == 5:
        raise ValueError("the data set is gone")
    if trial.number == 6:
        return float("inf")
    return loss


def two(trial):
    x = trial.suggest_float("x", -1, 1)
    return x * x, (x - 1) ** 2


def fill(storage):
    study = optuna.create_study(
        storage=storage,
        study_name="resnet / größe",
        sampler=optuna.samplers.RandomSampler(seed=7),
        pruner=optuna.pruners.NopPruner(),
        direction="minimize",
    )
    study.set_user_attr("owner", "vision")
    study.optimize(objective, n_trials=8, catch=(ValueError,))
    study.enqueue_trial({"lr": 0.001, "layers": 2})
    running = study.ask()
    log_float(running, "lr", 1e-5, 1e-1)
    running.report(0.5, 0)
    study.enqueue_trial({"lr": 0.01, "layers": 3})
    pareto = optuna.create_study(
        storage=storage,
        study_name="pareto",
        sampler=optuna.samplers.RandomSampler(seed=8),
        directions=["minimize", "maximize"],
    )
    if hasattr(pareto, "set_metric_names"):
        pareto.set_metric_names(["error", "size"])
    pareto.optimize(two, n_trials=3)
    optuna.create_study(storage=storage, study_name="empty")
    optuna.create_study(storage=storage, study_name="deleted").optimize(
        lambda trial: trial.suggest_float("x", 0, 1), n_trials=1
    )
    optuna.delete_study(study_name="deleted", storage=storage)


def number(value):
    return None if value is None else repr(float(value))


def read_back(storage, file):
    with open(file, "w", encoding="utf-8") as out:
        for summary in sorted(
            optuna.get_all_study_summaries(storage), key=lambda each: each.study_name
        ):
            study = optuna.load_study(study_name=summary.study_name, storage=storage)
            for trial in study.get_trials(deepcopy=False):
                json.dump(
                    {
                        "study": study.study_name,
                        "number": trial.number,
                        "state": trial.state.name,
                        "values": [number(each) for each in trial.values or []],
                        "params": {
                            key: each if isinstance(each, str) else json.dumps(each)
                            for key, each in trial.params.items()
                        },
                        "intermediate": [
                            [step, number(each)]
                            for step, each in sorted(trial.intermediate_values.items())
                        ],
                        "user": {
                            key: each if isinstance(each, str) else json.dumps(each)
                            for key, each in trial.user_attrs.items()
                        },
                        "started": trial.datetime_start and trial.datetime_start.isoformat(),
                        "completed": trial.datetime_complete
                        and trial.datetime_complete.isoformat(),
                    },
                    out,
                    ensure_ascii=False,
                )
                out.write("\n")


def record(case, storage_of):
    shutil.rmtree(case, ignore_errors=True)
    folder = case / "input"
    folder.mkdir(parents=True)
    storage = storage_of(folder)
    fill(storage)
    read_back(storage, case / "client.jsonl")
    for file in folder.iterdir():
        if file.suffix == ".lock":
            file.unlink()


def journal(folder):
    file = str(folder / "study.log")
    try:
        from optuna.storages.journal import JournalFileBackend as Backend
    except ImportError:
        from optuna.storages import JournalFileStorage as Backend
    return optuna.storages.JournalStorage(Backend(file))


def main():
    cases = pathlib.Path(sys.argv[1])
    record(cases / f"sqlite-{VERSION}", lambda folder: f"sqlite:///{folder}/optuna.db")
    if NEW:
        record(cases / f"journal-{VERSION}", journal)


if __name__ == "__main__":
    main()
