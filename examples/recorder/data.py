"""The data sets that come with scikit-learn, split once and for all."""

from dataclasses import dataclass

import numpy as np
from mlflow.data.code_dataset_source import CodeDatasetSource
from mlflow.data.numpy_dataset import from_numpy
from mlflow.entities import DatasetInput, InputTag
from sklearn import datasets
from sklearn.model_selection import train_test_split

SPLIT_SEED = 20260828


@dataclass(frozen=True)
class Split:
    """Training and validation rows of one data set."""

    name: str
    loader: str
    train_x: np.ndarray
    train_y: np.ndarray
    val_x: np.ndarray
    val_y: np.ndarray

    def inputs(self) -> list[DatasetInput]:
        """Describe both parts as MLflow dataset inputs; the client computes their digests."""
        source = CodeDatasetSource({"mlflow.source.name": self.loader})
        parts = [("train", self.train_x, self.train_y), ("eval", self.val_x, self.val_y)]
        return [
            DatasetInput(
                from_numpy(x, source=source, targets=y, name=f"{self.name}-{part}")
                ._to_mlflow_entity(),
                [InputTag("mlflow.data.context", part)])
            for part, x, y in parts
        ]


def digits() -> Split:
    """8 x 8 pictures of handwritten digits; pixels scaled to 0..1."""
    x, y = datasets.load_digits(return_X_y=True)
    return split("digits", x / 16, y, 0.5)


def breast_cancer() -> Split:
    """Thirty measurements of cell nuclei, standardised by the training rows."""
    x, y = datasets.load_breast_cancer(return_X_y=True)
    return standardised(split("breast_cancer", x, y, 0.4))


def wine() -> Split:
    """Thirteen chemical measurements of wines from three growers."""
    x, y = datasets.load_wine(return_X_y=True)
    return split("wine", x, y, 0.4)


def diabetes(scaler: str) -> Split:
    """Ten measurements and the disease progression after a year; the target is standardised.

    With the scaler ``none`` the measurements go in as they were taken (age in years, blood serum
    in mg/dl); ``standard`` centres and scales each by the training rows.
    """
    x, y = datasets.load_diabetes(return_X_y=True, scaled=False)
    raw = split("diabetes", x, y, 0.4)
    return standardised(raw) if scaler == "standard" else raw


def split(name: str, x: np.ndarray, y: np.ndarray, validation: float) -> Split:
    """Set a share of the rows aside for validation, with the same rows every time."""
    stratify = None if y.dtype.kind == "f" else y
    train_x, val_x, train_y, val_y = train_test_split(
        x, y, test_size=validation, random_state=SPLIT_SEED, stratify=stratify)
    return Split(
        name, f"sklearn.datasets.load_{name}",
        train_x.astype(np.float32), train_y, val_x.astype(np.float32), val_y)


def standardised(part: Split) -> Split:
    """Centre and scale each column by the mean and deviation of the training rows."""
    mean, deviation = part.train_x.mean(0), part.train_x.std(0)
    return Split(
        part.name, part.loader, (part.train_x - mean) / deviation, part.train_y,
        (part.val_x - mean) / deviation, part.val_y)
