"""Records what real libraries leave on disk as tables and text.

Usage: python record_tables.py TARGET [CASE...]

Needs (pinned): catboost==1.2.8 xgboost-cpu==3.2.0 lightgbm==4.7.0 keras==3.15.1 jax==0.10.2
scikit-learn. Each case is TARGET/CASE/input with, beside it, client.jsonl: what the library itself
holds in memory of the same training (the independent oracle), one line a point.
"""

import contextlib
import io
import json
import math
import os
import sys
from pathlib import Path

import numpy as np


def data(seed=7, rows=400):
    random = np.random.default_rng(seed)
    features = random.normal(size=(rows, 5))
    target = features @ np.array([1.0, -2.0, 0.5, 0.0, 0.1]) + 0.1 * random.normal(size=rows)
    return features, target


def spell(value):
    value = float(value)
    if math.isnan(value):
        return "nan"
    if math.isinf(value):
        return "inf" if value > 0 else "-inf"
    return repr(value)


def dump(case, points):
    with open(case / "client.jsonl", "w") as out:
        for run, key, step, value in points:
            out.write(json.dumps({"run": run, "key": key, "step": step, "value": spell(value)}) + "\n")


def folder(case, name):
    path = case / "input" / name
    path.mkdir(parents=True, exist_ok=True)
    return path


class Tee(io.TextIOBase):
    """Keeps what a library prints, as a shell's redirect does."""

    def __init__(self, path):
        self.file = open(path, "w")

    def write(self, text):
        self.file.write(text)
        return len(text)

    def flush(self):
        self.file.flush()


def catboost_case(case):
    from catboost import CatBoostClassifier, CatBoostRegressor

    features, target = data()
    points = []
    jobs = {
        "regression": (CatBoostRegressor(loss_function="RMSE", eval_metric="R2"), target),
        "classes": (CatBoostClassifier(loss_function="Logloss", custom_metric=["AUC", "Accuracy"]),
                    (target > 0).astype(int)),
    }
    for name, (model, labels) in jobs.items():
        where = folder(case, name)
        model.set_params(iterations=12, depth=3, learning_rate=0.2, thread_count=1, random_seed=1,
                         train_dir=str(where / "catboost_info"), verbose=False, metric_period=1)
        model.fit(features[:300], labels[:300], eval_set=(features[300:], labels[300:]))
        for side, metrics in model.get_evals_result().items():
            for key, values in metrics.items():
                shown = "learn" if side == "learn" else "test"
                for step, value in enumerate(values):
                    points.append((f"{name}/catboost_info", f"{shown}/{key}", step, value))
    dump(case, points)


def boosting_case(case):
    import lightgbm
    import xgboost

    features, target = data()
    labels = (target > 0).astype(int)
    points = []
    where = folder(case, "boosting")

    train = xgboost.DMatrix(features[:300], labels[:300])
    valid = xgboost.DMatrix(features[300:], labels[300:])
    result = {}
    with contextlib.redirect_stdout(Tee(where / "xgboost.log")):
        xgboost.train({"objective": "binary:logistic", "eval_metric": ["logloss", "auc"], "nthread": 1},
                      train, 15, evals=[(train, "train"), (valid, "eval")], evals_result=result)
    for side, metrics in result.items():
        for key, values in metrics.items():
            for step, value in enumerate(values):
                points.append(("boosting/xgboost.log", f"{side}-{key}", step, round(value, 5)))
    (where / "xgboost_evals.json").write_text(json.dumps(result))
    for side, metrics in result.items():
        for key, values in metrics.items():
            for step, value in enumerate(values):
                points.append(("boosting/xgboost_evals.json", f"{side}/{key}", step, value))

    with contextlib.redirect_stdout(Tee(where / "xgboost_cv.log")):
        table = xgboost.cv({"objective": "binary:logistic", "eval_metric": "logloss", "nthread": 1},
                           xgboost.DMatrix(features, labels), 8, nfold=3, verbose_eval=True, seed=1)
    for step in range(len(table)):
        for side in ("train", "test"):
            points.append(("boosting/xgboost_cv.log", f"{side}-logloss", step,
                           round(table[f"{side}-logloss-mean"][step], 5)))

    kept = {}
    with contextlib.redirect_stdout(Tee(where / "lightgbm.log")):
        lightgbm.train(
            {"objective": "binary", "metric": ["auc", "binary_logloss"], "num_threads": 1, "verbosity": 1,
             "num_leaves": 7},
            lightgbm.Dataset(features[:300], labels[:300]), 10,
            valid_sets=[lightgbm.Dataset(features[:300], labels[:300]),
                        lightgbm.Dataset(features[300:], labels[300:])],
            valid_names=["training", "valid_1"],
            callbacks=[lightgbm.log_evaluation(1), lightgbm.record_evaluation(kept),
                       lightgbm.early_stopping(50)])
    for side, metrics in kept.items():
        for key, values in metrics.items():
            for step, value in enumerate(values):
                points.append(("boosting/lightgbm.log", f"{side}/{key}", step + 1, float(f"{value:g}")))
    dump(case, points)


def keras_case(case):
    os.environ["KERAS_BACKEND"] = "jax"
    import keras

    features, target = data()
    points = []
    for name, separator in (("comma", ","), ("semicolon", ";")):
        where = folder(case, name)
        keras.utils.set_random_seed(3)
        model = keras.Sequential([keras.layers.Dense(4, activation="relu"), keras.layers.Dense(1)])
        model.compile(optimizer=keras.optimizers.Adam(0.01), loss="mse", metrics=["mae"])
        step = 0
        for session in range(2):
            with contextlib.redirect_stdout(Tee(where / f"stdout_{session}.log")):
                history = model.fit(
                    features, target, epochs=3, batch_size=100, validation_split=0.25, verbose=1,
                    callbacks=[keras.callbacks.CSVLogger(str(where / "training.log"), separator, append=True)])
            for key, values in history.history.items():
                for epoch, value in enumerate(values):
                    points.append((f"{name}", key, epoch, value))
            step += 3
    dump(case, points)


CASES = {"catboost": catboost_case, "boosting": boosting_case, "keras": keras_case}


def main():
    target = Path(sys.argv[1])
    for name in sys.argv[2:] or CASES:
        case = target / name
        (case / "input").mkdir(parents=True, exist_ok=True)
        CASES[name](case)


if __name__ == "__main__":
    main()
