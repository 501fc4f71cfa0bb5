"""Asks DeepCAVE's fANOVA about the data sets in a folder; it lives in an environment of its own."""

import logging
import sys
import warnings

import ConfigSpace
import numpy
from deepcave.evaluators.epm.fanova_forest import FanovaForest
from deepcave.evaluators.fanova import fANOVA

import truth_files

warnings.filterwarnings("ignore")
logging.disable(logging.CRITICAL)
TREES = 16  # the default of fANOVA.calculate


class Run:
    """As much of a DeepCAVE run as its fANOVA asks for before it fits."""

    def __init__(self, configspace):
        self.configspace = configspace


def hyperparameter(param):
    if param.kind == "choice":
        return ConfigSpace.CategoricalHyperparameter(param.name, param.choices)
    if param.kind == "int":
        return ConfigSpace.UniformIntegerHyperparameter(param.name, param.low, param.high)
    return ConfigSpace.UniformFloatHyperparameter(
        param.name, param.low, param.high, log=param.kind == "log"
    )


def conditions(params, space):
    """A param that is missing exists under those values of a choice with which it is seen."""
    for child in params:
        if None not in child.values:
            continue
        for parent in params:
            if parent.kind == "choice" and parent is not child:
                pairs = list(zip(parent.values, child.values))
                seen = {mine for mine, its in pairs if its is not None}
                if not any(its is None and mine in seen for mine, its in pairs):
                    yield ConfigSpace.InCondition(
                        space[child.name], space[parent.name], sorted(seen)
                    )
                    break


def fanova(params, metric):
    space = ConfigSpace.ConfigurationSpace(seed=0)
    space.add([hyperparameter(param) for param in params])
    space.add(list(conditions(params, space)))
    columns = []
    for param in params:
        known = space[param.name]
        # Where a param does not exist DeepCAVE puts -1, outside of its range.
        columns.append(
            [-1.0 if value is None else float(known.to_vector(value)) for value in param.values]
        )
    order = {param.name: place for place, param in enumerate(params)}
    table = numpy.array([columns[order[name]] for name in space.keys()]).T
    asked = fANOVA(Run(space))
    asked.n_trees = TREES
    asked._model = FanovaForest(space, n_trees=TREES, seed=0)
    asked._model.train(table, numpy.array(metric))
    answer = {}
    for name, figures in asked.get_importances(list(space.keys()), depth=1).items():
        # The spread over the trees is what it shows; 1.645 of it as if it were normal.
        spread = 1.645 * numpy.sqrt(figures[1])
        answer[name] = (figures[0], figures[0] - spread, figures[0] + spread)
    return answer


truth_files.run(sys.argv[1], float(sys.argv[2]), {"deepcave_fanova": fanova})
