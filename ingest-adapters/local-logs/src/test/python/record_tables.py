"""Records what real libraries leave on disk as tables and text.

Usage: python record_tables.py TARGET [CASE...]

Needs (pinned): catboost==1.2.8 xgboost-cpu==3.2.0 lightgbm==4.7.0 keras==3.15.1 jax==0.10.2
scikit-learn transformers==4.57.1. Each case is TARGET/CASE/input with, beside it, client.jsonl: what the library itself
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
        for session in range(2):
            # Beside one of the two tables lies what was printed: less exact, the same epochs.
            printed = where / f"stdout_{session}.log" if name == "semicolon" else os.devnull
            with contextlib.redirect_stdout(Tee(printed)):
                history = model.fit(
                    features, target, epochs=3, batch_size=100, validation_split=0.25, verbose=1,
                    callbacks=[keras.callbacks.CSVLogger(str(where / "training.log"), separator, append=True)])
            for key, values in history.history.items():
                for epoch, value in enumerate(values):
                    points.append((f"{name}", key, epoch, value))
    dump(case, points)


def huggingface_case(case):
    """Files of the Trainer, by its own classes, but without PyTorch: nothing is trained.

    TrainerState.save_to_json writes the states. TrainingArguments cannot be made without PyTorch,
    so its fields get their declared defaults past the constructor; the ZIP around the pickle is
    laid out as torch.save does.
    """
    import dataclasses
    import pickle
    import zipfile

    from transformers.trainer_callback import TrainerState
    from transformers.trainer_utils import IntervalStrategy, SchedulerType
    from transformers.training_args import TrainingArguments

    where = folder(case, "bert-tiny")
    random = np.random.default_rng(5)
    state = TrainerState(epoch=0.0, global_step=0, max_steps=30, num_train_epochs=3, logging_steps=2,
                         eval_steps=10, save_steps=10, train_batch_size=8, log_history=[])
    points = []
    for step in range(2, 31, 2):
        state.global_step, state.epoch = step, step / 10
        row = {"loss": round(float(2 / step), 4), "grad_norm": float(random.random()),
               "learning_rate": 5e-05 * (1 - step / 30), "epoch": state.epoch}
        if step == 6:
            row["grad_norm"] = float("nan")
        state.log_history.append({**row, "step": step})
        points += [("bert-tiny", key, step, value) for key, value in row.items()]
        if step % 10 == 0:
            row = {"eval_loss": float(random.random()), "eval_accuracy": 0.5 + step / 100,
                   "eval_runtime": 0.25, "epoch": state.epoch}
            state.log_history.append({**row, "step": step})
            points += [("bert-tiny", key, step, value) for key, value in row.items()]
            state.best_metric, state.best_global_step = row["eval_accuracy"], step
            state.best_model_checkpoint = f"bert-tiny/checkpoint-{step}"
            below = where / f"checkpoint-{step}"
            below.mkdir(exist_ok=True)
            state.save_to_json(str(below / "trainer_state.json"))
    summary = {"train_runtime": 12.5, "train_samples_per_second": 19.2, "train_loss": 0.31,
               "total_flos": 1.5e9, "epoch": 3.0}
    state.log_history.append({**summary, "step": 30})
    points.append(("bert-tiny", "epoch", 30, 3.0))
    state.save_to_json(str(where / "trainer_state.json"))
    (where / "all_results.json").write_text(json.dumps({"epoch": 3.0, "train_loss": 0.31, "eval_f1": 0.75}))
    (where / "config.json").write_text(json.dumps(
        {"architectures": ["BertForSequenceClassification"], "hidden_size": 128, "model_type": "bert"}))

    arguments = object.__new__(TrainingArguments)
    for field in dataclasses.fields(TrainingArguments):
        if field.default is not dataclasses.MISSING:
            arguments.__dict__[field.name] = field.default
        elif field.default_factory is not dataclasses.MISSING:
            arguments.__dict__[field.name] = field.default_factory()
    arguments.__dict__.update(
        output_dir="bert-tiny", num_train_epochs=3, per_device_train_batch_size=8, logging_steps=2,
        eval_strategy=IntervalStrategy.STEPS, lr_scheduler_type=SchedulerType.LINEAR,
        metric_for_best_model="accuracy", greater_is_better=True, hub_token="hf_a-secret")
    with zipfile.ZipFile(where / "training_args.bin", "w") as target:
        target.writestr("training_args/data.pkl", pickle.dumps(arguments, protocol=2))
        target.writestr("training_args/version", "3\n")
    dump(case, points)


CASES = {"catboost": catboost_case, "boosting": boosting_case, "keras": keras_case,
         "huggingface": huggingface_case}


def main():
    target = Path(sys.argv[1])
    for name in sys.argv[2:] or CASES:
        case = target / name
        (case / "input").mkdir(parents=True, exist_ok=True)
        CASES[name](case)


if __name__ == "__main__":
    main()
