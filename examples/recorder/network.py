"""A fully connected network with one hidden layer, in NumPy and single precision.

Small on purpose: thirty epochs on the digits take a fraction of a second, and nothing hides what a
bad learning rate does. The loss is not protected against overflow, so a run that diverges logs the
infinities and NaNs that really came out of it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

ACTIVATIONS: dict[str, tuple[Callable, Callable]] = {
    # name: (function, derivative expressed by the function's own output)
    "relu": (lambda z: np.maximum(z, 0), lambda a: (a > 0).astype(a.dtype)),
    "tanh": (np.tanh, lambda a: 1 - a * a),
    "logistic": (lambda z: 1 / (1 + np.exp(-z)), lambda a: a * (1 - a)),
}


@dataclass(frozen=True)
class Shape:
    """Sizes of the layers; one output means regression, more mean classes."""

    inputs: int
    hidden: int
    outputs: int


class Network:
    """The weights of one training, and the two optimisers that move them."""

    def __init__(self, shape: Shape, params: dict, rng: np.random.Generator):
        self.params = params
        self.learning_rate = params["learning_rate"]
        self.rng = rng
        self.regression = shape.outputs == 1
        self.activate, self.slope = ACTIVATIONS[params["activation"]]
        scale = np.sqrt(2 / shape.inputs), np.sqrt(2 / shape.hidden)
        self.weights = [
            (rng.standard_normal((shape.inputs, shape.hidden)) * scale[0]).astype(np.float32),
            np.full(shape.hidden, params.get("bias_init", 0.0), np.float32),
            (rng.standard_normal((shape.hidden, shape.outputs)) * scale[1]).astype(np.float32),
            np.zeros(shape.outputs, np.float32),
        ]
        self.first = [np.zeros_like(w) for w in self.weights]
        self.second = [np.zeros_like(w) for w in self.weights]
        self.updates = 0

    def predict(self, features: np.ndarray) -> np.ndarray:
        """Return the scores of each class, or the predicted target."""
        w1, b1, w2, b2 = self.weights
        return self.activate(features @ w1 + b1) @ w2 + b2

    def loss(self, features: np.ndarray, target: np.ndarray) -> float:
        """Return the mean cross-entropy, or the mean squared error of a regression."""
        output = self.predict(features)
        if self.regression:
            return float(np.mean((output[:, 0] - target) ** 2))
        return float(-np.mean(np.log(softmax(output)[np.arange(len(target)), target])))

    def train_on(self, features: np.ndarray, target: np.ndarray) -> None:
        """Take one step of the optimiser on one batch."""
        w1, b1, w2, b2 = self.weights
        hidden = self.activate(features @ w1 + b1)
        kept = hidden * self._dropout_mask(hidden)
        output = kept @ w2 + b2
        if self.regression:
            error = 2 * (output - target[:, None])
        else:
            error = softmax(output)
            error[np.arange(len(target)), target] -= 1
        error /= np.float32(len(target))
        back = (error @ w2.T) * self.slope(hidden) * (kept != 0)
        self._update([features.T @ back, back.sum(0), kept.T @ error, error.sum(0)])

    def _dropout_mask(self, hidden: np.ndarray) -> np.ndarray:
        rate = self.params.get("dropout", 0.0)
        if rate == 0:
            return np.ones_like(hidden)
        return (self.rng.random(hidden.shape) >= rate).astype(np.float32) / np.float32(1 - rate)

    def _update(self, gradients: list[np.ndarray]) -> None:
        rate, decay = self.learning_rate, self.params["weight_decay"]
        self.updates += 1
        for i, gradient in enumerate(gradients):
            if gradient.ndim == 2:
                gradient = gradient + np.float32(decay) * self.weights[i]
            if self.params["optimizer"] == "adam":
                step = self._adam(i, gradient)
            else:
                self.first[i] = np.float32(self.params["momentum"]) * self.first[i] + gradient
                step = self.first[i]
            self.weights[i] = self.weights[i] - np.float32(rate) * step

    def _adam(self, i: int, gradient: np.ndarray) -> np.ndarray:
        """Kingma and Ba 2015, algorithm 1, with its default constants."""
        self.first[i] = np.float32(0.9) * self.first[i] + np.float32(0.1) * gradient
        self.second[i] = np.float32(0.999) * self.second[i] + np.float32(0.001) * gradient**2
        mean = self.first[i] / np.float32(1 - 0.9**self.updates)
        variance = self.second[i] / np.float32(1 - 0.999**self.updates)
        return mean / (np.sqrt(variance) + np.float32(1e-8))


def softmax(scores: np.ndarray) -> np.ndarray:
    """Return class probabilities; they may underflow to an exact zero, whose log is -inf."""
    shifted = np.exp(scores - scores.max(axis=1, keepdims=True))
    return shifted / shifted.sum(axis=1, keepdims=True)


def batches(order: np.ndarray, size: int, batching: str) -> Iterator[np.ndarray]:
    """Yield the row numbers of each batch of one epoch.

    ``slices`` cuts the order, the last batch being shorter. ``reshape`` is the faster way that was
    in use for some days: it drops the remainder, and NumPy refuses to shape an epoch that
    is smaller than one batch.
    """
    if batching == "reshape":
        whole = max(1, len(order) // size)
        yield from order[: whole * size].reshape(whole, size)
    else:
        for start in range(0, len(order), size):
            yield order[start : start + size]
