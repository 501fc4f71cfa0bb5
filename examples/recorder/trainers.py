"""The five trainings, each a generator that yields one report per step.

The seconds of a step follow from the work it does, at a pace fixed per project: a recording made
on a faster machine has the same dates.
"""

import math
import warnings
from collections.abc import Iterator
from itertools import islice

import numpy as np
from sklearn.ensemble import GradientBoostingClassifier, RandomForestClassifier
from sklearn.metrics import log_loss, roc_auc_score
from sklearn.neural_network import MLPClassifier

from recorder.data import breast_cancer, diabetes, digits, wine
from recorder.ledger import Epoch
from recorder.network import Network, Shape, batches

NON_FINITE_EPOCHS = 3
"""A training gives up after so many epochs without a finite loss."""
PATIENCE = 6
"""Epochs without a better validation loss after which early stopping ends a training."""


def train_digits(params: dict, settings: dict) -> Iterator[Epoch]:
    """Classify digits with the NumPy network."""
    data = digits()
    rng = np.random.default_rng(params["seed"])
    inputs = INPUTS[params.get("features", "pixels")]
    # For some hours the edges were computed for the training rows only.
    train_x = inputs(data.train_x)
    val_x = data.val_x if settings["digits_edges"] == "training" else inputs(data.val_x)
    net = Network(Shape(train_x.shape[1], params["hidden_units"], 10), params, rng)
    seconds = 6 + 0.05 * params["hidden_units"] + 120 / params["batch_size"]
    watch = Watch(params["early_stopping"])
    for epoch in range(params["epochs"]):
        if params.get("schedule") == "cosine":
            # Loshchilov and Hutter 2017, equation 5, without restarts and down to zero.
            share = 0.5 * (1 + math.cos(math.pi * epoch / params["epochs"]))
            net.learning_rate = params["learning_rate"] * share
        features = inputs(shifted(data.train_x, rng)) if params["augment"] else train_x
        one_epoch(net, features, data.train_y, params, settings, rng)
        with np.errstate(all="ignore"):
            scores = net.predict(val_x)
            val_loss = net.loss(val_x, data.val_y)
            train_loss = net.loss(train_x, data.train_y)
        accuracy = float(np.mean(scores.argmax(1) == data.val_y))
        yield Epoch({"train_loss": train_loss, "val_loss": val_loss, "val_accuracy": accuracy},
                    seconds)
        if watch.ends(val_loss):
            return


def train_diabetes(params: dict, settings: dict) -> Iterator[Epoch]:
    """Predict the progression of diabetes with the NumPy network; the error is in its own unit."""
    data = diabetes(settings["diabetes_scaler"])
    rng = np.random.default_rng(params["seed"])
    net = Network(Shape(10, params["hidden_units"], 1), params, rng)
    centre, spread = float(data.train_y.mean()), float(data.train_y.std())
    train_y, val_y = (((y - centre) / spread).astype(np.float32)
                      for y in (data.train_y, data.val_y))
    seconds = 4 + 0.08 * params["hidden_units"] + 60 / params["batch_size"]
    watch = Watch(params["early_stopping"])
    for _ in range(params["epochs"]):
        one_epoch(net, data.train_x, train_y, params, settings, rng)
        with np.errstate(all="ignore"):
            train_loss, val_loss = net.loss(data.train_x, train_y), net.loss(data.val_x, val_y)
        yield Epoch({"train_loss": train_loss, "val_loss": val_loss,
                     "val_rmse": float(spread * np.sqrt(val_loss))}, seconds)
        if watch.ends(val_loss):
            return


def train_breast_cancer(params: dict, settings: dict) -> Iterator[Epoch]:
    """Tell benign from malignant with scikit-learn's network, one partial fit per epoch."""
    data = breast_cancer()
    model = MLPClassifier(
        hidden_layer_sizes=(params["hidden_units"],), activation=params["activation"],
        solver=params["optimizer"], learning_rate_init=params["learning_rate"],
        alpha=params["alpha"], batch_size=params["batch_size"],
        momentum=params.get("momentum", 0.9), random_state=params["seed"])
    seconds = 5 + 0.1 * params["hidden_units"] + 90 / params["batch_size"]
    for _ in range(params["epochs"]):
        model.partial_fit(data.train_x, data.train_y, classes=[0, 1])
        probability = model.predict_proba(data.val_x)
        yield Epoch({
            "train_loss": float(model.loss_),
            "val_loss": float(log_loss(data.val_y, probability)),
            "val_auc": float(roc_auc_score(data.val_y, probability[:, 1]))}, seconds)


def train_forest(params: dict, settings: dict) -> Iterator[Epoch]:
    """Classify digits with a forest, reporting after every tree."""
    data = digits()
    model = RandomForestClassifier(
        n_estimators=1, max_depth=params["max_depth"], max_features=params["max_features"],
        min_samples_leaf=params["min_samples_leaf"], criterion=params["criterion"],
        bootstrap=params["bootstrap"], warm_start=True, random_state=params["seed"])
    seconds = 2.5 * params["max_depth"] * (0.5 if params["max_features"] == "log2" else 1)
    for trees in range(1, params["n_estimators"] + 1):
        model.set_params(n_estimators=trees)
        model.fit(data.train_x, data.train_y)
        probability = model.predict_proba(data.val_x)
        yield Epoch({
            "train_log_loss": float(log_loss(data.train_y, model.predict_proba(data.train_x))),
            "val_log_loss": float(log_loss(data.val_y, probability)),
            "val_accuracy": float(np.mean(probability.argmax(1) == data.val_y))}, seconds)


def train_wine(params: dict, settings: dict) -> Iterator[Epoch]:
    """Tell wines apart with boosted trees, fitted first and then reported stage by stage."""
    data = wine()
    model = GradientBoostingClassifier(
        loss=params["loss"], learning_rate=params["learning_rate"],
        n_estimators=params["n_estimators"], max_depth=params["max_depth"],
        subsample=params["subsample"], min_samples_leaf=params["min_samples_leaf"],
        n_iter_no_change=8 if params["early_stopping"] else None, random_state=params["seed"])
    model.fit(data.train_x, data.train_y)
    stages = zip(model.staged_predict_proba(data.train_x), model.staged_predict_proba(data.val_x))
    for train, val in stages:
        yield Epoch({
            "train_log_loss": float(log_loss(data.train_y, train)),
            "val_log_loss": float(log_loss(data.val_y, val)),
            "val_accuracy": float(np.mean(val.argmax(1) == data.val_y))},
            2.5 * params["max_depth"])


def one_epoch(net: Network, features: np.ndarray, target: np.ndarray, params: dict,
              settings: dict, rng: np.random.Generator) -> None:
    """Show every row once in a fresh order; overflow is left to run its course."""
    order = rng.permutation(len(target))
    with np.errstate(all="ignore"):
        queue = batches(order, params["batch_size"], settings["batching"])
        while ready := list(islice(queue, params.get("prefetch_batches", 1))):
            gathered = [(features[rows], target[rows]) for rows in ready]
            for batch in gathered:
                net.train_on(*batch)


def shifted(pictures: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Move every picture by -1, 0 or 1 pixel in one direction, filling with background."""
    padded = np.pad(pictures.reshape(-1, 8, 8), ((0, 0), (1, 1), (1, 1)))
    moves = [(1, 1), (1, 1), (0, 1), (2, 1), (1, 0), (1, 2)]
    views = np.stack([padded[:, dy : dy + 8, dx : dx + 8] for dy, dx in moves])
    picked = rng.integers(len(moves), size=len(pictures))
    return views[picked, np.arange(len(pictures))].reshape(len(pictures), 64)


def with_edges(pictures: np.ndarray) -> np.ndarray:
    """Append the size of the step between neighbouring pixels in four directions."""
    p = pictures.reshape(-1, 8, 8)
    steps = (p[:, :, 1:] - p[:, :, :-1], p[:, 1:] - p[:, :-1],
             p[:, 1:, 1:] - p[:, :-1, :-1], p[:, 1:, :-1] - p[:, :-1, 1:])
    return np.hstack([pictures, *(np.abs(step).reshape(len(p), -1) for step in steps)])


INPUTS = {"pixels": np.asarray, "pixels+edges": with_edges}


class Watch:
    """Decides when a training ends before its last epoch."""

    def __init__(self, early_stopping: bool):
        self.early_stopping = early_stopping
        self.best = np.inf
        self.stale = 0
        self.broken = 0

    def ends(self, loss: float) -> bool:
        """Take the epoch's validation loss and say whether the training is over."""
        if not np.isfinite(loss):
            self.broken += 1
            return self.broken == NON_FINITE_EPOCHS
        self.stale = 0 if loss < self.best else self.stale + 1
        self.best = min(self.best, loss)
        return self.early_stopping and self.stale == PATIENCE


warnings.filterwarnings("ignore", category=UserWarning, module="sklearn")
