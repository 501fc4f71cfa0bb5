"""Works on the folder of the stand-in server: exports histories to Parquet as W&B does, reads all
back through the real client, and takes the machine's own paths out of a recording.

    server_store.py export STORE ENTITY PROJECT RUN [LAST_STEP]
    server_store.py read-back FILE ENTITY PROJECT ...
    server_store.py save-frames FOLDER ENTITY PROJECT RUN
    server_store.py clean STORE

Pinned: wandb==0.31.0, pyarrow==26.0.1, pandas==3.1.1 (save-frames only).
"""

import json
import pathlib
import re
import sys


def flat(prefix, value, row):
    """Nested values have dotted names; histograms are structs, as in W&B's own exports."""
    for key, below in value.items():
        if isinstance(below, dict) and "_type" not in below:
            flat(prefix + key + ".", below, row)
        else:
            row[prefix + key] = below


def export(store, entity, project, run, last=None):
    import pyarrow
    import pyarrow.parquet

    folder = pathlib.Path(store) / entity / project / "runs" / run
    rows = []
    for line in (folder / "wandb-history.jsonl").read_text().splitlines():
        row = {}
        flat("", json.loads(line), row)
        if last is None or row["_step"] <= int(last):
            rows.append(row)
    names = sorted({name for row in rows for name in row})
    halves = [rows[: len(rows) // 2], rows[len(rows) // 2 :]]
    (folder / "parquet").mkdir(exist_ok=True)
    for number, half in enumerate(halves):
        columns = {}
        for name in names:
            values = [row.get(name) for row in half]
            if name == "_step":
                columns[name] = pyarrow.array(values, pyarrow.int64())
            elif all(value is None or isinstance(value, (int, float)) for value in values):
                numbers = [None if value is None else float(value) for value in values]
                columns[name] = pyarrow.array(numbers, pyarrow.float64())
            else:
                columns[name] = pyarrow.array(values)
        table = pyarrow.table(columns)
        pyarrow.parquet.write_table(table, folder / "parquet" / f"{number}.parquet")
    document = folder / "run.json"
    facts = json.loads(document.read_text())
    facts["exportedStep"] = max(row["_step"] for row in rows)
    document.write_text(json.dumps(facts, indent=1))


def number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def read_back(file, entity, *projects):
    import wandb

    api = wandb.Api(timeout=60)
    runs = []
    for project in projects:
        for run in api.runs(f"{entity}/{project}", lazy=False):
            points = []
            # Page by page of 1,000 steps the client would take hours over 2^33 steps.
            huge = run.lastHistoryStep > 10**7
            rows = run.history(samples=10**5, pandas=False) if huge else run.scan_history()
            for row in rows:
                for key, value in row.items():
                    if number(value) and key not in ("_step", "_runtime", "_timestamp"):
                        points.append([key, int(row["_step"]), repr(float(value))])
            config = {key: value for key, value in run.config.items()}
            runs.append({
                "project": project,
                "id": run.id,
                "name": run.name,
                "state": run.state,
                "tags": sorted(run.tags),
                "group": run.group,
                "job_type": run.job_type,
                "notes": run.notes,
                "sweep": run.sweep_name,
                "config": config,
                "files": {each.name: int(each.size) for each in run.files()},
                "points": sorted(points),
            })
    pathlib.Path(file).write_text(json.dumps(runs, indent=0, sort_keys=True, default=str))


def save_frames(folder, entity, project, run_id):
    """Saves a history as people do."""
    import pandas
    import wandb

    run = wandb.Api().run(f"{entity}/{project}/{run_id}")
    frame = pandas.DataFrame(list(run.scan_history()))
    folder = pathlib.Path(folder)
    frame.to_csv(folder / f"{run_id}.csv")
    frame.to_parquet(folder / f"{run_id}.parquet")


def clean(store):
    for file in pathlib.Path(store).rglob("*"):
        if file.is_file() and file.suffix in (".json", ".yaml", ".log", ".txt"):
            text = file.read_text(encoding="utf-8")
            text = re.sub(r"/(?:work|root|tmp)/[^\"\\\s,]*", "/home/ada/work", text)
            file.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    {"export": export, "read-back": read_back, "clean": clean,
     "save-frames": save_frames}[sys.argv[1]](*sys.argv[2:])
