"""Plan of ``breast-cancer-screen``: a small network, tuned by an optimiser."""

from datetime import timedelta

import optuna

from recorder.ledger import Project, Result, Trial, ranked, repeated
from recorder.plan import at, drawn, keep_summary
from recorder.space import choice, log_integer, log_uniform, rounded, uniform

METRIC = "val_auc"
SPACE = {
    "learning_rate": log_uniform(1e-4, 0.3),
    "batch_size": choice(8, 32, 128),
    "hidden_units": log_integer(2, 64),
    "alpha": log_uniform(1e-6, 10),
    "optimizer": choice("sgd", "adam"),
    "momentum": uniform(0, 0.95),
    "activation": choice("relu", "tanh", "logistic"),
}
FIXED = {"epochs": 18, "seed": 0}


def record(project: Project) -> None:
    """Run the plan, week by week."""
    found = project.campaign(drawn("random", SPACE, 18, 3702, **FIXED), at(37, 4, "10:30"))
    best = ranked(found, METRIC)[0].trial.params
    project.campaign(
        [Trial("regularised-1", {**best, "alpha": 0.1}),
         Trial("regularised-2", {**best, "alpha": -0.1}),
         Trial("regularised-3", {**best, "alpha": 1.0}),
         Trial("regularised-4", {**best, "alpha": 3.0}, interrupt_after=9)],
        at(39, 2, "11:15"))
    found += optimised(project, 40)
    best = ranked(found, METRIC)
    keep_summary(project, best[0])
    project.campaign(repeated(best[:2], "repeat", range(1, 5)), at(43, 3, "13:40"))
    project.campaign(
        [Trial(f"batch-{size}", {**best[0].trial.params, "batch_size": size}, committed=False)
         for size in (8, 32, 128)],
        at(45, 4, "16:05"))
    project.campaign(repeated(best[:2], "check", range(21, 25)), at(47, 1, "14:20"))


def optimised(project: Project, count: int) -> list[Result]:
    """Week 41: let Optuna's tree-structured Parzen estimator choose the configurations."""
    optuna.logging.set_verbosity(optuna.logging.WARNING)
    study = optuna.create_study(
        direction="maximize", sampler=optuna.samplers.TPESampler(seed=4101, n_startup_trials=8))
    start = at(41, 3, "17:00")
    tags = {"sampler": "TPESampler", "optuna.direction": "maximize"}
    parent = project.sweep(
        "tpe", start, {"sampler": "TPESampler", "trials": count, "sampler_seed": 4101}, tags)
    results = []
    for number in range(count):
        trial = study.ask()
        result = project.record(
            Trial(f"tpe-{number:02d}", suggested(trial), parent=parent,
                  tags={"sweep": "tpe", "optuna.trial": str(number), **tags}),
            results[-1].end + timedelta(seconds=8) if results else start + timedelta(seconds=20))
        results.append(result)
        study.tell(trial, result.last(METRIC))
    project.close_sweep(parent, results, METRIC)
    return results


def suggested(trial: optuna.Trial) -> dict:
    """Draw one configuration from the optimiser; the space is that of the random runs."""
    params = {
        "learning_rate": rounded(trial.suggest_float("learning_rate", 1e-4, 0.3, log=True)),
        "batch_size": trial.suggest_categorical("batch_size", [8, 32, 128]),
        "hidden_units": trial.suggest_int("hidden_units", 2, 64, log=True),
        "alpha": rounded(trial.suggest_float("alpha", 1e-6, 10, log=True)),
        "optimizer": trial.suggest_categorical("optimizer", ["sgd", "adam"]),
        "activation": trial.suggest_categorical("activation", ["relu", "tanh", "logistic"]),
    }
    if params["optimizer"] == "sgd":
        params["momentum"] = rounded(trial.suggest_float("momentum", 0, 0.95))
    return params | FIXED
