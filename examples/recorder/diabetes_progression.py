"""Plan of ``diabetes-progression``: a small network on ten measurements of patients."""

from dataclasses import replace

from recorder.ledger import Project, Trial, ranked, repeated
from recorder.plan import at, drawn, keep_curve, keep_summary, random_sweep
from recorder.space import choice, log_integer, log_uniform, uniform

METRIC = "val_rmse"
SPACE = {
    "learning_rate": log_uniform(1e-4, 5),
    "batch_size": choice(16, 64, 256, 512),
    "hidden_units": log_integer(4, 64),
    "weight_decay": log_uniform(1e-5, 1),
    "dropout": uniform(0, 0.5),
    "optimizer": choice("sgd", "adam"),
    "momentum": uniform(0, 0.95),
    "activation": choice("relu", "tanh", "logistic"),
    "early_stopping": choice(True, False),
}
BEFORE = {"scaler": "none", "epochs": 20, "seed": 0}
AFTER = {"scaler": "standard", "epochs": 20, "seed": 0}


def record(project: Project) -> None:
    """Run the plan, week by week."""
    project.campaign(drawn("start", SPACE, 9, 3601, **BEFORE), at(36, 4, "10:05"))
    random_sweep(project, "sweep-raw", SPACE, 20, at(38, 2, "15:45"), 3801, METRIC, min, **BEFORE)
    project.campaign(drawn("more", SPACE, 8, 4001, **BEFORE), at(40, 3, "14:12"))
    large_batches(project)
    found = random_sweep(
        project, "sweep-scaled", SPACE, 24, at(44, 3, "15:30"), 4401, METRIC, min, **AFTER)
    best = ranked(found, METRIC, min)
    for result in best[:2]:
        keep_summary(project, result)
    keep_curve(project, best[0], ["train_loss", "val_loss"])
    project.campaign(repeated(best[:2], "repeat", range(1, 5)), at(45, 2, "09:50"))
    late = drawn("late", SPACE, 6, 4601, **AFTER)
    late[3] = replace(late[3], interrupt_after=7)
    project.campaign(late, at(46, 4, "11:25"))
    project.campaign(drawn("weekly", SPACE, 7, 4702, **AFTER), at(47, 3, "14:35"))
    project.record(
        Trial("weekly-slow", {**best[0].trial.params, "batch_size": 16, "epochs": 400},
              vanish_after=52),
        at(47, 7, "20:10"))


def large_batches(project: Project) -> None:
    """Week 42: batches are cut by a reshape, and some are larger than the 265 training rows.

    Whoever asked for 512 gets NumPy's error; the code goes back to slicing on Friday, and the
    failed runs are repeated.
    """
    space = SPACE | {"batch_size": choice(128, 256, 512), "learning_rate": log_uniform(1e-4, 0.5)}
    trials = drawn("large-batch", space, 16, 4204, **BEFORE)
    results = project.campaign(trials[:9], at(42, 2, "13:30"))
    results += project.campaign(trials[9:], at(42, 4, "10:10"))
    failed = [result.trial for result in results if result.status == "FAILED"]
    project.campaign(
        [Trial(f"{trial.name}-again", trial.params) for trial in failed[:4]], at(43, 2, "09:30"))
