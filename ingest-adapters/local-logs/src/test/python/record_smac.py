"""Records what SMAC 2.4.1 with ConfigSpace 1.2.2 writes: python record_smac.py FOLDER (empty)."""
import os
import sys

os.chdir(sys.argv[1])
from ConfigSpace import (
    Categorical,
    ConfigurationSpace,
    Constant,
    EqualsCondition,
    Float,
    Integer,
    Normal,
    OrdinalHyperparameter,
)
from smac import MultiFidelityFacade, RandomFacade, Scenario

space = ConfigurationSpace(seed=0)
count, act = Integer("n", (1, 10)), Categorical("act", ["relu", "tanh"])
space.add(
    [
        Float("lr", (1e-4, 1.0), log=True),
        count,
        act,
        Constant("k", 3),
        OrdinalHyperparameter("o", [1, 2, 4]),
        Float("nf", (-3.0, 3.0), distribution=Normal(0, 1)),
    ]
)
space.add(EqualsCondition(count, act, "relu"))


def single(config, seed=0):
    if config["lr"] > 0.5:
        raise ValueError("on purpose")
    return config["lr"], {"accuracy": 1 - config["lr"], "note": "said"}


def fidelity(config, seed=0, budget=1):
    return config["lr"] / budget


def double(config, seed=0):
    return {"loss": config["lr"], "size": 10.0}


def scenario(name, **more):
    return Scenario(space, output_directory="smac3_output", name=name, seed=1, **more)


RandomFacade(scenario("single", n_trials=6, deterministic=True), single, overwrite=True).optimize()
MultiFidelityFacade(
    scenario("fidelity", n_trials=8, deterministic=True, min_budget=1, max_budget=9), fidelity, overwrite=True
).optimize()
RandomFacade(
    scenario("double", n_trials=4, objectives=["loss", "size"], deterministic=False), double, overwrite=True
).optimize()
