"""Search spaces: what a sweep draws its hyperparameters from."""

from collections.abc import Callable

import numpy as np

Draw = Callable[[np.random.Generator], object]


def log_uniform(low: float, high: float) -> Draw:
    """Draw uniformly in the logarithm, rounded to four digits as a person would log it."""
    return lambda rng: rounded(np.exp(rng.uniform(np.log(low), np.log(high))))


def uniform(low: float, high: float) -> Draw:
    """Draw uniformly, rounded to four digits."""
    return lambda rng: rounded(rng.uniform(low, high))


def log_integer(low: int, high: int) -> Draw:
    """Draw a whole number uniformly in the logarithm, both ends included."""
    return lambda rng: int(np.exp(rng.uniform(np.log(low), np.log(high + 1))))


def integer(low: int, high: int) -> Draw:
    """Draw a whole number, both ends included."""
    return lambda rng: int(rng.integers(low, high + 1))


def choice(*values: object) -> Draw:
    """Draw one of the values."""
    return lambda rng: values[int(rng.integers(len(values)))]


def rounded(value: float) -> float:
    """Keep four significant digits."""
    return float(f"{value:.4g}")


def sample(space: dict[str, Draw], rng: np.random.Generator, **fixed: object) -> dict:
    """Draw one configuration; momentum exists only where the optimiser is plain SGD."""
    params = {key: draw(rng) for key, draw in space.items()}
    params.update(fixed)
    if params.get("optimizer", "sgd") != "sgd":
        params.pop("momentum", None)
    return params
