"""What the projects' plans share: the calendar, random sweeps, and files kept with good runs."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import matplotlib
import matplotlib.figure
import numpy as np

from recorder.ledger import Project, Result, Trial
from recorder.space import Draw, sample

matplotlib.use("Agg")

YEAR = 2026


def at(week: int, weekday: int, clock: str) -> datetime:
    """Return a time in UTC of an ISO week; Monday is 1."""
    hour, minute = clock.split(":")
    return datetime.fromisocalendar(YEAR, week, weekday).replace(
        hour=int(hour), minute=int(minute), tzinfo=UTC)


def drawn(name: str, space: dict[str, Draw], count: int, sampler_seed: int,
          tags: dict | None = None,
          **fixed: object) -> list[Trial]:
    """Plan so many random configurations."""
    rng = np.random.default_rng(sampler_seed)
    return [Trial(f"{name}-{i:02d}", sample(space, rng, **fixed), tags=tags or {})
            for i in range(1, count + 1)]


def random_sweep(project: Project, name: str, space: dict[str, Draw], count: int,
                 start: datetime, sampler_seed: int, metric: str, best: Callable = max,
                 **fixed: object) -> list[Result]:
    """Record a random search as a parent run and its children."""
    design = {"sampler": "random", "trials": count, "sampler_seed": sampler_seed}
    parent = project.sweep(name, start, design, {"sampler": "random"})
    trials = [
        Trial(trial.name, trial.params, parent=parent, tags={"sweep": name, "sampler": "random"})
        for trial in drawn(name, space, count, sampler_seed, **fixed)
    ]
    results = project.campaign(trials, start + timedelta(seconds=20))
    project.close_sweep(parent, results, metric, best)
    return results


def keep_summary(project: Project, result: Result) -> None:
    """Keep the configuration and the last values as a JSON file."""
    summary = {"params": result.trial.params,
               "last": {key: values[-1] for key, values in sorted(result.history.items())}}
    text = json.dumps(summary, indent=2, sort_keys=True) + "\n"
    project.attach(result, lambda folder: (folder / "summary.json").write_text(text, "utf-8"))


def keep_curve(project: Project, result: Result, metrics: list[str]) -> None:
    """Keep a small picture of some metrics' histories."""

    def draw(folder: Path) -> None:
        figure = matplotlib.figure.Figure(figsize=(4, 2.6), dpi=80, layout="constrained")
        axes = figure.subplots()
        for metric in metrics:
            axes.plot(range(1, len(result.history[metric]) + 1), result.history[metric],
                      label=metric)
        axes.legend()
        (folder / "plots").mkdir()
        figure.savefig(folder / "plots" / "curves.png", metadata={"Software": None})

    project.attach(result, draw)
