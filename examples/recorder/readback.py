"""Read the recorded stores back with the real client and count what is there."""

import json
import math
import sys
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

from mlflow import MlflowClient
from mlflow.entities import Experiment, Run, ViewType

README_START = "<!-- counts: written by record.py -->"
README_END = "<!-- end of counts -->"


def read_back(clients: dict[str, MlflowClient]) -> dict:
    """Count every run and experiment of every store; the stores' file names are the keys."""
    stores, runs = {}, {}
    for store, client in clients.items():
        stores[store] = {}
        for experiment in sorted(
                client.search_experiments(view_type=ViewType.ALL), key=lambda e: e.name):
            found = all_runs(client, experiment)
            counts = [count_run(client, run) | {"project": experiment.name} for run in found]
            runs |= {run.info.run_id: count for run, count in zip(found, counts)}
            stores[store][experiment.name] = count_project(experiment, found, counts)
    return {"stores": stores, "totals": totals(stores), "runs": runs}


def all_runs(client: MlflowClient, experiment: Experiment) -> list[Run]:
    """Return the experiment's runs, deleted ones included."""
    return list(client.search_runs(
        [experiment.experiment_id], run_view_type=ViewType.ALL, max_results=50_000))


def count_run(client: MlflowClient, run: Run) -> dict:
    """Count one run's params, tags, inputs, artifacts and the points of each metric."""
    points, nan, infinite = {}, 0, 0
    for key in sorted(run.data.metrics):
        values = [m.value for m in client.get_metric_history(run.info.run_id, key)]
        points[key] = len(values)
        nan += sum(math.isnan(v) for v in values)
        # SQL stores clamp an infinity to the largest double.
        infinite += sum(abs(v) >= sys.float_info.max for v in values)
    return {
        "name": run.info.run_name, "start_time": run.info.start_time,
        "end_time": run.info.end_time, "status": run.info.status,
        "deleted": run.info.lifecycle_stage == "deleted",
        "params": len(run.data.params), "tags": len(run.data.tags),
        "datasets": len(run.inputs.dataset_inputs), "points": points,
        "nan_points": nan, "infinite_points": infinite,
        "last": {key: value if math.isfinite(value) else str(value)
                 for key, value in run.data.metrics.items()},
    }


def count_project(experiment: Experiment, runs: list[Run], counts: list[dict]) -> dict:
    """Add up the runs of one experiment."""
    keys = Counter()
    for count in counts:
        keys.update(count["points"])
    return {
        "experiment_id": experiment.experiment_id,
        "lifecycle_stage": experiment.lifecycle_stage,
        "runs": len(runs),
        "deleted_runs": sum(count["deleted"] for count in counts),
        "child_runs": sum("mlflow.parentRunId" in run.data.tags for run in runs),
        "status": dict(sorted(Counter(count["status"] for count in counts).items())),
        "weeks": dict(sorted(Counter(week(run) for run in runs).items())),
        "params": sum(count["params"] for count in counts),
        "tags": sum(count["tags"] for count in counts),
        "dataset_inputs": sum(count["datasets"] for count in counts),
        "dataset_digests": len({
            i.dataset.digest for run in runs for i in run.inputs.dataset_inputs}),
        "points": dict(sorted(keys.items())),
        "nan_points": sum(count["nan_points"] for count in counts),
        "infinite_points": sum(count["infinite_points"] for count in counts),
        "runs_with_non_finite": sum(
            count["nan_points"] + count["infinite_points"] > 0 for count in counts),
    }


def totals(stores: dict) -> dict:
    """Add up all projects of all stores."""
    projects = [project for store in stores.values() for project in store.values()]
    status = Counter()
    for project in projects:
        status.update(project["status"])
    return {
        "runs": sum(p["runs"] for p in projects),
        "status": dict(sorted(status.items())),
        "params": sum(p["params"] for p in projects),
        "points": sum(sum(p["points"].values()) for p in projects),
    }


def week(run: Run) -> str:
    """Return the ISO week, in UTC, in which the run started."""
    start = datetime.fromtimestamp(run.info.start_time / 1000, UTC).isocalendar()
    return f"{start.year}-W{start.week:02d}"


def write(facts: dict, folder: Path) -> None:
    """Write expected.json and the README's table."""
    (folder / "expected.json").write_text(as_json(facts), encoding="utf-8")
    readme = folder / "README.md"
    if readme.exists():
        before, rest = readme.read_text(encoding="utf-8").split(README_START)
        after = rest.split(README_END)[1]
        readme.write_text(f"{before}{README_START}\n{table(facts)}\n{README_END}{after}",
                          encoding="utf-8")


def as_json(facts: dict) -> str:
    """Format the facts with one run a line."""
    text = json.dumps({**facts, "runs": {}}, indent=1, sort_keys=True)
    runs = ",\n".join(f'  "{key}": {json.dumps(run, sort_keys=True)}'
                      for key, run in sorted(facts["runs"].items()))
    return text.replace('"runs": {}', f'"runs": {{\n{runs}\n }}', 1) + "\n"


def table(facts: dict) -> str:
    """Format the counts of the experiments that have runs as Markdown."""
    states = ["FINISHED", "FAILED", "KILLED", "RUNNING"]
    lines = ["| project | store | weeks | runs | finished | failed | killed | running "
             "| params | points |", "|---|---|---|--:|--:|--:|--:|--:|--:|--:|"]
    for store, projects in facts["stores"].items():
        for name, project in projects.items():
            if project["runs"]:
                weeks = [week.split("-")[1] for week in project["weeks"]]
                counts = [project["status"].get(state, 0) for state in states]
                lines.append(row([
                    f"`{name}`", f"`{store}`", f"{weeks[0]}–{weeks[-1]}", project["runs"],
                    *counts, f"{project['params']:,}", f"{sum(project['points'].values()):,}"]))
    all_ = facts["totals"]
    lines.append(row(["**all**", "", "", all_["runs"],
                      *(all_["status"].get(state, 0) for state in states),
                      f"{all_['params']:,}", f"{all_['points']:,}"]))
    return "\n".join(lines)


def row(cells: list) -> str:
    """Format one row of a Markdown table."""
    return "| " + " | ".join(str(cell) for cell in cells) + " |"
