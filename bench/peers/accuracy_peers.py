"""Asks Optuna, SALib and a scikit-learn forest what each param of the data sets in a folder does."""

import sys
import warnings

import numpy
import optuna
import SALib.analyze.rbd_fast
import sklearn.ensemble
import sklearn.inspection
import sklearn.model_selection

import truth_files

warnings.filterwarnings("ignore")
optuna.logging.set_verbosity(optuna.logging.ERROR)


def study(params, metric):
    space = {}
    for param in params:
        if param.kind == "choice":
            space[param.name] = optuna.distributions.CategoricalDistribution(param.choices)
        elif param.kind == "int":
            space[param.name] = optuna.distributions.IntDistribution(param.low, param.high)
        else:
            space[param.name] = optuna.distributions.FloatDistribution(
                param.low, param.high, log=param.kind == "log"
            )
    trials = []
    for row, value in enumerate(metric):
        here = {p.name: p.values[row] for p in params if p.values[row] is not None}
        trials.append(
            optuna.trial.create_trial(
                params=here, distributions={name: space[name] for name in here}, value=value
            )
        )
    made = optuna.create_study()
    made.add_trials(trials)
    return made


def by_optuna(evaluator):
    def ask(params, metric):
        figures = evaluator().evaluate(study(params, metric))
        return {name: (figure, None, None) for name, figure in figures.items()}

    return ask


def matrix(params):
    """One column a param: logarithms of log params, numbers of choices, -1 where it is not."""
    columns = []
    for param in params:
        present = [value for value in param.values if value is not None]
        if param.kind == "log":
            columns.append([numpy.log(v) if v is not None else -50 for v in param.values])
        else:
            away = min(present, default=0) - 1
            columns.append([v if v is not None else away for v in param.values])
    return numpy.array(columns, dtype=float).T


def rbd_fast(params, metric):
    table = matrix(params)
    problem = {
        "num_vars": len(params),
        "names": [param.name for param in params],
        "bounds": [[column.min(), column.max()] for column in table.T],
    }
    found = SALib.analyze.rbd_fast.analyze(
        problem, table, numpy.array(metric), num_resamples=100, conf_level=0.9, seed=0
    )
    return {
        param.name: (share, share - half, share + half)
        for param, share, half in zip(params, found["S1"], found["S1_conf"])
    }


def forest_mdi(params, metric):
    forest = sklearn.ensemble.RandomForestRegressor(random_state=0).fit(matrix(params), metric)
    return {p.name: (share, None, None) for p, share in zip(params, forest.feature_importances_)}


def forest_permutation(params, metric):
    table = matrix(params)
    seen, held, known, asked = sklearn.model_selection.train_test_split(
        table, numpy.array(metric), test_size=0.25, random_state=0
    )
    forest = sklearn.ensemble.RandomForestRegressor(random_state=0).fit(seen, known)
    found = sklearn.inspection.permutation_importance(
        forest, held, asked, n_repeats=10, random_state=0
    )
    means = numpy.maximum(found.importances_mean, 0)
    return {p.name: (share, None, None) for p, share in zip(params, means)}


truth_files.run(
    sys.argv[1],
    float(sys.argv[2]),
    {
        "optuna_fanova": by_optuna(lambda: optuna.importance.FanovaImportanceEvaluator(seed=0)),
        "optuna_ped_anova": by_optuna(optuna.importance.PedAnovaImportanceEvaluator),
        "optuna_mdi": by_optuna(
            lambda: optuna.importance.MeanDecreaseImpurityImportanceEvaluator(seed=0)
        ),
        "salib_rbd_fast": rbd_fast,
        "forest_mdi": forest_mdi,
        "forest_permutation": forest_permutation,
    },
)
