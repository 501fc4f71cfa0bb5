"""Write trainings into MLflow with the real client, at the times the plan gives them.

The trainings run now; the client's own arguments (``start_time``, ``timestamp``, ``end_time``) and,
for the few times it takes from the clock (experiments, deletions), a frozen clock date them.
"""

import random
import signal
import tempfile
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import time_machine
from mlflow import MlflowClient
from mlflow.entities import Metric, Param, RunTag
from mlflow.store.artifact.local_artifact_repo import LocalArtifactRepository
from mlflow.system_metrics.metrics.cpu_monitor import CPUMonitor

from recorder.code_history import CodeHistory

USER = "trainer"
POINTS_PER_BATCH = 1000  # the client's own limit


@dataclass(frozen=True)
class Epoch:
    """What one step of a training reports, and the seconds the plan books for it."""

    metrics: dict[str, float]
    seconds: float


Trainer = Callable[[dict, dict], Iterator[Epoch]]


@dataclass(frozen=True)
class Trial:
    """One training to run, and what happens to it."""

    name: str
    params: dict
    parent: str | None = None
    tags: dict[str, str] = field(default_factory=dict)
    note: str | None = None
    interrupt_after: int | None = None
    """Deliver SIGINT to the training after this many steps."""
    vanish_after: int | None = None
    """Stop after this many steps without a word to MLflow, as a machine that went away does."""
    system_metrics: bool = False
    committed: bool = True
    """Whether the training knew its Git commit."""


@dataclass(frozen=True)
class Result:
    """A recorded run: its id, when it ended, and every value of every metric."""

    trial: Trial
    run_id: str
    start: datetime
    end: datetime
    status: str
    history: dict[str, list[float]]

    def last(self, metric: str) -> float:
        """Return the metric's last value, NaN if it has none."""
        return self.history.get(metric, [float("nan")])[-1]


class Project:
    """One MLflow experiment and the trainer whose runs it holds."""

    def __init__(self, client: MlflowClient, artifacts: Path, code: CodeHistory, trainer: Trainer,
                 datasets: Callable[[dict], list], name: str, created: datetime,
                 tags: dict[str, str]):
        self.client = client
        self.artifacts = artifacts
        self.code = code
        self.trainer = trainer
        self.datasets = datasets
        self.name = name
        self.results: list[Result] = []
        with time_machine.travel(created, tick=False):
            self.experiment_id = client.create_experiment(name, tags=tags)

    def sweep(self, name: str, start: datetime, params: dict, tags: dict[str, str]) -> str:
        """Open a parent run, which ``close_sweep`` ends, and return its id."""
        run = self._create(name, start, {"sweep": name, **tags})
        self.client.log_batch(run, params=[Param(k, str(v)) for k, v in params.items()])
        return run

    def close_sweep(self, run: str, children: list[Result], metric: str,
                    best: Callable = max) -> None:
        """End the parent run with the best value among its finished children."""
        end = max(child.end for child in children) + timedelta(seconds=4)
        values = [child.last(metric) for child in children if child.status == "FINISHED"]
        value = best(v for v in values if np.isfinite(v))
        self.client.log_batch(run, [
            Metric(f"best_{metric}", value, millis(end), len(children)),
            Metric("trials", len(children), millis(end), len(children))])
        self._terminate(run, "FINISHED", end)

    def campaign(self, trials: list[Trial], start: datetime, workers: int = 2) -> list[Result]:
        """Run the trials one after another on so many workers, from the start on."""
        free = [start + timedelta(seconds=37 * worker) for worker in range(workers)]
        results = []
        for trial in trials:
            worker = free.index(min(free))
            results.append(self.record(trial, free[worker]))
            free[worker] = results[-1].end + timedelta(seconds=5 + 20 * random.random())
        return results

    def record(self, trial: Trial, start: datetime) -> Result:
        """Run one training and write all of it down."""
        commit = self.code.at(start)
        tags = dict(trial.tags)
        if trial.committed:
            tags["mlflow.source.git.commit"] = commit.sha
        if trial.parent:
            tags["mlflow.parentRunId"] = trial.parent
        if trial.note:
            tags["mlflow.note.content"] = trial.note
        run = self._create(trial.name, start, tags)
        self.client.log_batch(
            run, params=[Param(k, str(v)) for k, v in sorted(trial.params.items())])
        self.client.log_inputs(run, self.datasets(commit.settings))
        result = self._train(trial, run, start, commit.settings)
        self.results.append(result)
        return result

    def delete(self, result: Result, time: datetime) -> None:
        """Delete the run, as a person does who cleans up."""
        with time_machine.travel(time, tick=False):
            self.client.delete_run(result.run_id)

    def attach(self, result: Result, write: Callable[[Path], None]) -> None:
        """Store the files that ``write`` leaves in a folder as artifacts of the run."""
        uri = self.client.get_run(result.run_id).info.artifact_uri
        target = self.artifacts / uri.removeprefix("mlflow-artifacts:/").lstrip("/")
        with tempfile.TemporaryDirectory() as folder:
            write(Path(folder))
            LocalArtifactRepository(str(target.resolve())).log_artifacts(folder)

    def _create(self, name: str, start: datetime, tags: dict[str, str]) -> str:
        with time_machine.travel(start, tick=False):
            return self.client.create_run(
                self.experiment_id, start_time=millis(start), run_name=name,
                tags={"mlflow.user": USER, "mlflow.source.name": "record.py",
                      "mlflow.source.type": "LOCAL", **tags}).info.run_id

    def _terminate(self, run: str, status: str, end: datetime) -> None:
        with time_machine.travel(end, tick=False):
            self.client.set_terminated(run, status, millis(end))

    def _train(self, trial: Trial, run: str, start: datetime, settings: dict) -> Result:
        now, points, history = start + timedelta(seconds=3), [], {}
        monitor = CPUMonitor() if trial.system_metrics else None
        status, error = "FINISHED", None
        try:
            for step, epoch in enumerate(self.trainer(trial.params, settings), start=1):
                now += timedelta(seconds=epoch.seconds * random.uniform(0.97, 1.05))
                for key, value in epoch.metrics.items():
                    points.append(Metric(key, value, millis(now), step))
                    history.setdefault(key, []).append(value)
                if monitor:
                    points += system_points(monitor, millis(now), step)
                if step == trial.interrupt_after:
                    signal.raise_signal(signal.SIGINT)
                if step == trial.vanish_after:
                    status = "RUNNING"
                    break
        except KeyboardInterrupt:
            status = "KILLED"
        except Exception as raised:  # whatever a training raises is its outcome
            status, error = "FAILED", raised
        for first in range(0, len(points), POINTS_PER_BATCH):
            self.client.log_batch(run, points[first : first + POINTS_PER_BATCH])
        if error is not None:
            text = f"{type(error).__name__}: {error}"[:500]
            self.client.log_batch(run, tags=[RunTag("error", text)])
        end = now + timedelta(seconds=2)
        if status != "RUNNING":
            self._terminate(run, status, end)
        return Result(trial, run, start, end, status, history)


def repeated(results: list[Result], name: str, seeds: range) -> list[Trial]:
    """Plan the configurations of the results again, once per seed."""
    return [
        Trial(f"{name}-{rank}-seed{seed}", {**result.trial.params, "seed": seed},
              tags={"purpose": "seed repeats", "repeats_run": result.run_id})
        for rank, result in enumerate(results, start=1) for seed in seeds
    ]


def ranked(results: list[Result], metric: str, best_first: Callable = max) -> list[Result]:
    """Sort the finished results by the metric's last value, the best first."""
    usable = [r for r in results if r.status == "FINISHED" and np.isfinite(r.last(metric))]
    return sorted(usable, key=lambda r: r.last(metric), reverse=best_first is max)


def seed_identifiers(seed: int) -> None:
    """Make the ids that MLflow draws the same in every recording."""
    source = random.Random(seed)
    uuid.uuid4 = lambda: uuid.UUID(int=source.getrandbits(128), version=4)
    random.seed(seed)


def system_points(monitor: CPUMonitor, timestamp: int, step: int) -> list[Metric]:
    """Take one real sample with MLflow's own monitor of processor and memory."""
    monitor.collect_metrics()
    sample = monitor.aggregate_metrics()
    monitor.clear_metrics()
    return [Metric(f"system/{key}", value, timestamp, step) for key, value in sample.items()]


def millis(time: datetime) -> int:
    """Return milliseconds since the epoch."""
    return int(time.timestamp() * 1000)
