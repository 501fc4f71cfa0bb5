"""Writes ped_anova_golden.json: trials, and what Optuna's PED-ANOVA says of them.

Needs optuna==5.0.0; usage: python ped_anova_golden.py > ped_anova_golden.json
The trials cover what the hundred of PedAnovaTest do not: a param with two ranges, one that is absent
in some trials, whole numbers on a log axis, grids, wide integers, ties, a choice of one, maximising.
"""

import json
import random
import warnings

import optuna
from optuna.distributions import CategoricalDistribution, FloatDistribution, IntDistribution
from optuna.importance import PedAnovaImportanceEvaluator

warnings.simplefilter("ignore")
optuna.logging.set_verbosity(optuna.logging.ERROR)
chance = random.Random(20261126)


def draw(distribution):
    if isinstance(distribution, CategoricalDistribution):
        return chance.choice(distribution.choices)
    if isinstance(distribution, IntDistribution):
        return chance.randrange(distribution.low, distribution.high + 1, distribution.step)
    if distribution.step:
        steps = round((distribution.high - distribution.low) / distribution.step)
        return distribution.low + distribution.step * chance.randint(0, steps)
    if distribution.log:
        return distribution.low * (distribution.high / distribution.low) ** chance.random()
    return chance.uniform(distribution.low, distribution.high)


def one_trial(number):
    space = {
        "plain": FloatDistribution(-5, 10),
        "log": FloatDistribution(1e-6, 1e-1, log=True),
        "units": IntDistribution(1, 512, log=True),
        "depth": IntDistribution(2, 12),
        "wide": IntDistribution(0, 1000),
        "even": IntDistribution(16, 256, step=16),
        "grid": FloatDistribution(0, 1, step=0.1),
        "opt": CategoricalDistribution(["adam", "sgd", "lamb", "adagrad"]),
        "only": CategoricalDistribution(["one"]),
        "moved": FloatDistribution(0, 1) if number < 70 else FloatDistribution(0, 4),
    }
    params = {key: draw(distribution) for key, distribution in space.items()}
    if params["opt"] == "sgd":
        space["momentum"] = FloatDistribution(0, 0.99)
        params["momentum"] = draw(space["momentum"])
    if number == 3:
        space["rare"] = FloatDistribution(0, 1)
        params["rare"] = 0.5
    value = (
        round(0.1 * (params["plain"] - 2) ** 2, 2)
        + {"adam": 0, "sgd": 0.4, "lamb": 0.1, "adagrad": 2}[params["opt"]]
        + params.get("momentum", 0)
        + 0.05 * abs(params["depth"] - 7)
        + 2 * (params["grid"] - 0.5) ** 2
    )
    return params, space, round(value, 1)


def described(distribution):
    if isinstance(distribution, CategoricalDistribution):
        return {"kind": "CHOICES", "choices": list(distribution.choices)}
    return {
        "kind": "INT" if isinstance(distribution, IntDistribution) else "FLOAT",
        "log": distribution.log,
        "low": distribution.low,
        "high": distribution.high,
        "step": distribution.step,
    }


trials = [one_trial(number) for number in range(120)]
params = {}
for key in sorted({key for _, space, _ in trials for key in space}):
    domains = list(dict.fromkeys(space[key] for _, space, _ in trials if key in space))
    params[key] = {
        "domains": [described(domain) for domain in domains],
        "regimes": [domains.index(s[key]) if key in s else -1 for _, s, _ in trials],
        "values": [
            (s[key].choices.index(p[key]) if key == "opt" or key == "only" else p[key])
            if key in s
            else 0
            for p, s, _ in trials
        ],
    }

cases = []
for direction in ("minimize", "maximize"):
    study = optuna.create_study(direction=direction)
    study.add_trials(
        [
            optuna.trial.create_trial(params=p, distributions=s, value=v)
            for p, s, v in trials
        ]
    )
    for target, region, local in (
        (0.1, 1.0, True),
        (0.1, 1.0, False),
        (0.25, 1.0, True),
        (0.1, 0.5, True),
        (0.05, 0.3, True),
        (0.01, 1.0, True),
    ):
        evaluator = PedAnovaImportanceEvaluator(
            target_quantile=target, region_quantile=region, evaluate_on_local=local
        )
        cases.append(
            {
                "direction": direction,
                "target": target,
                "region": region,
                "local": local,
                "raw": evaluator.evaluate(study),
                "normalised": optuna.importance.get_param_importances(study, evaluator=evaluator),
            }
        )
print(json.dumps({"values": [v for _, _, v in trials], "params": params, "cases": cases}, sort_keys=True))
