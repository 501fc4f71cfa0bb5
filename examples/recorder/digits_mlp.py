"""Plan of ``digits-mlp``: a small network on handwritten digits, searched at random."""

from dataclasses import replace

from recorder.ledger import Project, Trial, ranked, repeated
from recorder.plan import at, drawn, keep_curve, keep_summary, random_sweep
from recorder.space import choice, log_integer, log_uniform, uniform

METRIC = "val_accuracy"
SPACE = {
    "learning_rate": log_uniform(3e-4, 3),
    "batch_size": choice(16, 32, 64, 128, 256),
    "hidden_units": log_integer(8, 128),
    "weight_decay": log_uniform(1e-6, 1e-2),
    "dropout": uniform(0, 0.5),
    "optimizer": choice("sgd", "adam"),
    "momentum": uniform(0, 0.98),
    "activation": choice("relu", "tanh"),
    "bias_init": uniform(0, 0.05),
    "prefetch_batches": choice(1, 2, 4, 8),
    "early_stopping": choice(True, False),
}
FIXED = {"augment": False, "epochs": 25, "seed": 0}
BY_HAND = {
    "learning_rate": 0.1, "batch_size": 128, "hidden_units": 12, "weight_decay": 1e-4,
    "dropout": 0.0, "optimizer": "sgd", "momentum": 0.5, "activation": "relu", "bias_init": 0.0,
    "prefetch_batches": 2, "early_stopping": False, **FIXED,
}


def record(project: Project) -> None:
    """Run the plan, week by week."""
    first_steps(project)
    found = random_sweep(project, "sweep-a", SPACE, 34, at(37, 2, "16:30"), 3701, METRIC, **FIXED)
    keep_summary(project, ranked(found, METRIC)[0])
    found += random_sweep(project, "sweep-b", SPACE, 34, at(39, 3, "15:10"), 3901, METRIC, **FIXED)
    best = ranked(found, METRIC)
    project.campaign(repeated(best[:3], "repeat", range(1, 6)), at(40, 4, "09:20"))
    longer(project, best[0].trial.params)
    project.campaign(drawn("spot-check", SPACE, 8, 4401, **FIXED), at(44, 2, "13:05"))
    project.campaign(
        [Trial(f"narrow-{i}", {**best[0].trial.params, "dropout": rate})
         for i, rate in enumerate((0.05, 0.15, 0.25, 0.35), start=1)],
        at(46, 3, "10:40"))
    edges(project, best[0].trial.params)


def first_steps(project: Project) -> None:
    """Week 36: a smoke test that was deleted, a typing error, and a hand-set learning rate."""
    smoke = project.record(
        Trial("smoke-test", {**BY_HAND, "epochs": 2}, committed=False), at(36, 1, "13:42"))
    project.delete(smoke, at(36, 1, "14:05"))
    rates = [Trial(f"by-hand-{i}", {**BY_HAND, "learning_rate": rate},
                   note="First look: which **order of magnitude** works?" if i == 1 else None)
             for i, rate in enumerate((0.001, 0.01, 0.1, 1.0, 3.0), start=1)]
    project.campaign(rates, at(36, 2, "09:15"), workers=1)
    project.record(Trial("by-hand-6", {**BY_HAND, "activation": "rleu"}), at(36, 3, "11:03"))
    project.record(Trial("by-hand-7", {**BY_HAND, "activation": "tanh"}), at(36, 3, "11:06"))


def longer(project: Project, params: dict) -> None:
    """Week 42: twice the epochs at small learning rates; one is interrupted by hand."""
    slow = {**params, "optimizer": "sgd", "momentum": 0.5, "early_stopping": False, "epochs": 50}
    project.campaign(
        [Trial(f"longer-{i}", {**slow, "learning_rate": rate},
               interrupt_after=21 if rate == 0.0005 else None)
         for i, rate in enumerate((0.0005, 0.001, 0.003, 0.01), start=1)],
        at(42, 3, "17:20"))


def edges(project: Project, former: dict) -> None:
    """Week 47: edges beside the pixels, an annealed learning rate, and shifted pictures."""
    space = SPACE | {
        "learning_rate": log_uniform(1e-3, 0.1),
        "hidden_units": log_integer(32, 128),
        "optimizer": choice("adam"),
        "features": choice("pixels", "pixels+edges"),
        "schedule": choice("constant", "cosine"),
        "augment": choice(True, False),
    }
    # The first version of the code fails on every run that asks for edges.
    project.campaign(
        drawn("edges-first", space, 8, 4700, {"sampler": "random"}, epochs=25, seed=0),
        at(47, 1, "10:05"))
    found = project.campaign(
        [replace(trial, system_metrics=i < 2) for i, trial in enumerate(
            drawn("edges", space, 20, 4701, {"sampler": "random"}, epochs=25, seed=0))],
        at(47, 2, "10:15"))
    best = ranked(found, METRIC)[0]
    keep_summary(project, best)
    keep_curve(project, best, ["train_loss", "val_loss"])
    project.campaign(repeated([best], "edges-repeat", range(1, 6)), at(47, 4, "09:30"))
    project.campaign(
        [Trial(f"former-best-seed{seed}", {**former, "seed": seed, "features": "pixels",
                                           "schedule": "constant"},
               tags={"purpose": "seed repeats"}) for seed in range(6, 9)],
        at(47, 4, "13:10"))
    project.record(
        Trial("edges-long", {**best.trial.params, "epochs": 100}, interrupt_after=31,
              note="Stopped by hand: no better than 25 epochs."), at(47, 4, "15:25"))
    project.record(
        Trial("edges-wide", {**best.trial.params, "hidden_units": 512, "epochs": 200},
              vanish_after=38, note="Does width still help? Left running over the weekend."),
        at(47, 5, "16:48"))
