"""Writes what neptune-exporter writes: `record_exporter.py EXPORTER_SRC FOLDER`.

EXPORTER_SRC is `src` of neptune-exporter at 8d3f44a (Apache-2.0; not on PyPI). The service is gone, so
the values that its clients would have fetched are made here; its own converters and its own Parquet
writer do the rest. pip install neptune==1.14.0 neptune-query pandas pyarrow rich click tqdm.
"""
import json
import os
import sys
from decimal import Decimal
from pathlib import Path

sys.path.insert(0, sys.argv[1])
folder = Path(sys.argv[2])
import pandas as pd
from neptune_exporter import model
from neptune_exporter.exporters.neptune2 import Neptune2Exporter
from neptune_exporter.exporters.neptune3 import Neptune3Exporter
from neptune_exporter.storage.parquet_writer import ParquetWriter
from neptune_exporter.utils import sanitize_path_part
from neptune_query.types import Histogram

NAN, INF = float("nan"), float("inf")
T0 = pd.Timestamp("2024-03-01T08:00:00Z")
oracle = []

three = object.__new__(Neptune3Exporter)
three._quantize_base = Decimal("1.000000")
two = object.__new__(Neptune2Exporter)
two._quantize_base = Decimal("1.000000")


def at(seconds):
    return T0 + pd.Timedelta(seconds=seconds)


def point(run, key, step, seconds, value):
    oracle.append({"run": run, "fact": "point", "key": key, "step": step, "time": at(seconds).timestamp(), "value": repr(float(value))})


def batches(frame, batch):
    """Splits a batch of several runs, as the export manager does."""
    for run in frame["run_id"].unique():
        yield run, batch(frame[frame["run_id"] == run])


def series(rows, name="run"):
    """A frame as fetch_metrics and fetch_series return it: rows (run, step), columns (attribute, kind)."""
    runs = sorted({(r, s) for r, a, s, t, v in rows})
    attributes = sorted({a for r, a, s, t, v in rows})
    values = {(r, s, a): (t, v) for r, a, s, t, v in rows}
    frame = pd.DataFrame(index=pd.MultiIndex.from_tuples(runs, names=["run", "step"]))
    columns = {}
    for a in attributes:
        cells = [values.get((r, s, a), (pd.NaT, None)) for r, s in runs]
        columns[(a, "absolute_time")] = [pd.NaT if t is pd.NaT else at(t) for t, v in cells]
        columns[(a, "value")] = [v for t, v in cells]
    frame = pd.DataFrame(columns, index=frame.index)
    frame.columns = pd.MultiIndex.from_tuples(frame.columns)
    return frame


def third_generation():
    project = "team/vision.models"
    wide = pd.DataFrame(
        {
            "sys/id:string": ["VIS-1", "VIS-2", "VIS-3"],
            "sys/custom_run_id:string": ["root", "child", "grandchild"],
            "sys/name:string": ["forked", "forked", "forked"],
            "sys/experiment/name:string": ["forked", "forked", "forked"],
            "sys/experiment/is_head:bool": [False, False, True],
            "sys/owner:string": ["ada", "ada", "ben"],
            "sys/creation_time:datetime": [at(0), at(100), at(200)],
            "sys/ping_time:datetime": [at(90), at(190), at(290)],
            "sys/failed:bool": [False, True, False],
            "sys/trashed:bool": [False, False, True],
            "sys/description:string": ["the first", None, None],
            "sys/tags:string_set": [["a", "b"], [], None],
            "sys/group_tags:string_set": [["sweep 1"], ["sweep 1"], None],
            "sys/hostname:string": ["node-1", None, None],
            "sys/running_time:float": [90.5, 90.0, 90.0],
            "sys/forking/parent:string": [None, "root", "VIS-2"],
            "sys/forking/step:int": [None, 4, None],
            "sys/forking/step:float": [None, None, 6.5],
            "sys/forking/depth:int": [0, 1, 2],
            "params/lr:float": [0.1, 1e-08, 3e22],
            "params/layers:int": [12, None, -(2**62)],
            "params/name:string": ["adäm", None, ""],
            "params/amp:bool": [True, None, False],
            "params/since:datetime": [at(-5), None, None],
            "params/only-root:string": ["yes", None, None],
            "source_code/branch:string": ["main", None, None],
            "monitoring/pid:string": ["4711", None, None],
        },
        index=pd.Index(["root", "child", "grandchild"], name="run"),
    )
    for key, text, kind in [("params/lr", "0.1", "float"), ("params/layers", "12", "int"), ("params/name", "adäm", "string"),
                            ("params/amp", "true", "bool"), ("params/since", "2024-03-01T07:59:55Z", "string"), ("params/only-root", "yes", "string")]:
        oracle.append({"run": "root", "fact": "param", "key": key, "value": text, "type": kind})
    oracle.append({"run": "child", "fact": "param", "key": "params/lr", "value": "1e-08", "type": "float"})
    for key, text, kind in [("params/lr", "3e+22", "float"), ("params/layers", str(-(2**62)), "int"), ("params/name", "", "string"), ("params/amp", "false", "bool")]:
        oracle.append({"run": "grandchild", "fact": "param", "key": key, "value": text, "type": kind})
    rows = []
    loss = [("root", s, s * 1.5, 1.0 / (s + 1)) for s in range(10)]
    loss[3] = ("root", 3, 4.5, NAN)
    loss[6] = ("root", 6, 9.0, INF)
    loss += [("child", s, 100.25 + s, 10.0 + s) for s in range(5, 9)]
    loss += [("grandchild", s, 200.0 + s, -INF if s == 8 else 20.0 + s) for s in range(7, 9)]
    for run, s, t, v in reversed(loss):
        rows.append((run, "train/loss", float(s), t, v))
    for run, s, t, v in loss:
        point(run, "train/loss", s, t, v)
    for s, v in [(0.1, 1.0), (0.2, -0.0), (0.7, 2.5), (1.0, 3.0), (2_000_000_000.25, 1e300)]:
        rows.append(("root", "fine/acc", s, 10 * s if s < 10 else 60, v))
        point("root", "fine/acc", s, 10 * s if s < 10 else 60, v)
    rows.append(("root", "monitoring/cpu", 0.0, 1, 12.5))
    point("root", "monitoring/cpu", 0, 1, 12.5)
    writer = ParquetWriter(folder / "exports/data", target_part_size_bytes=1)
    parts = {}
    to_batch = Neptune3Exporter._record_batch_from_pandas
    for run, batch in batches(three._convert_parameters_to_schema(wide, project), to_batch):
        parts.setdefault(run, []).append(batch)
    for run, batch in batches(three._convert_metrics_to_schema(series(rows), project), to_batch):
        # A part may end anywhere in a series.
        middle = batch.num_rows // 2
        parts[run] += [batch.slice(middle), batch.slice(0, middle)] if middle else [batch]
    texts = [("root", "notes", 0.0, 1, "first"), ("root", "notes", 1.5, 2, "second\nline"), ("child", "notes", 5.0, 101, "third")]
    for run, batch in batches(three._convert_series_to_schema(series(texts), project, [("notes", "string_series")]), to_batch):
        parts[run].append(batch)
    histograms = [("root", "weights", 0.0, 1, Histogram("COUNTING", [0.0, 1.0, 2.5], [3.0, 4.0])),
                  ("root", "weights", 1.0, 2, Histogram("COUNTING", [0.0, 1.0, INF], [5.0, 6.0]))]
    for run, batch in batches(three._convert_series_to_schema(series(histograms), project, [("weights", "histogram_series")]), to_batch):
        parts[run].append(batch)
    files = folder / "exports/files" / sanitize_path_part(project)
    (files / "root/model").mkdir(parents=True)
    (files / "root/model/card.md").write_text("# card\n")
    (files / "root/samples").mkdir(parents=True)
    (files / "root/samples/step_1.txt").write_text("sample")
    downloaded = pd.DataFrame({"model/card": [str(files / "root/model/card.md")]},
                              index=pd.MultiIndex.from_tuples([("root", None)], names=["run", "step"]))
    frame = three._convert_files_to_schema(downloaded, project, "file", None, files)
    parts["root"].append(to_batch(frame))
    downloaded = pd.DataFrame({"samples": [str(files / "root/samples/step_1.txt")]},
                              index=pd.MultiIndex.from_tuples([("root", 1.0)], names=["run", "step"]))
    points = series([("root", "samples", 1.0, 3, "x")])
    frame = three._convert_files_to_schema(downloaded, project, "file_series", points, files)
    parts["root"].append(to_batch(frame))
    for run, pieces in parts.items():
        with writer.run_writer(project, run) as out:
            for piece in pieces:
                out.save(piece)
            out.finish_run()


def second_generation():
    project = "team/old"
    naive = pd.Timestamp("2024-03-01T10:00:00")  # the exporter ran in a zone two hours ahead of UTC
    values = [("sys/id", "string", "OLD-1"), ("sys/name", "string", "old run"), ("sys/creation_time", "datetime", T0),
              ("sys/ping_time", "datetime", at(60)), ("sys/failed", "bool", False), ("parameters/lr", "float", 0.5),
              ("parameters/labels", "string_set", {"x", "y"}), ("score", "int", 7)]
    frame = two._convert_parameters_to_schema(
        [{"run_id": "OLD-1", "attribute_path": p, "attribute_type": t, "value": sorted(v) if isinstance(v, set) else v} for p, t, v in values], project)
    to_batch = two._record_batch_from_pandas
    pieces = [to_batch(frame)]
    metric = pd.DataFrame({"run_id": "OLD-1", "attribute_path": "train/loss", "attribute_type": "float_series",
                           "step": [0.0, 1.0, 1.5], "timestamp": [naive, naive + pd.Timedelta(seconds=1), naive + pd.Timedelta(seconds=2)],
                           "value": [3.0, 2.0, 1.0]})
    pieces.append(to_batch(two._convert_metrics_to_schema([metric], project)))
    files = folder / "exports/files" / sanitize_path_part(project)
    base = files / "team/old/OLD-1"
    (base / "images").mkdir(parents=True)
    (base / "images/0.png").write_bytes(b"\x89PNG")
    (base / "data/set").mkdir(parents=True)
    (base / "data/set/a.csv").write_text("a\n1\n")
    (base / "dataset").mkdir()
    (base / "dataset/files_list.json").write_text(json.dumps(
        [{"filePath": "train.csv", "fileHash": "ab" * 20, "type": "Local", "size": 12, "metadata": []}]))
    rows = [("images", "file_series", Decimal("0.000000"), "team/old/OLD-1/images/0.png"),
            ("data/set", "file_set", None, "team/old/OLD-1/data/set"),
            ("dataset", "artifact", None, "team/old/OLD-1/dataset/files_list.json")]
    pieces.append(to_batch(two._convert_files_to_schema(
        [{"run_id": "OLD-1", "attribute_path": p, "attribute_type": t, "step": s, "file_value": {"path": v}} for p, t, s, v in rows], project)))
    writer = ParquetWriter(folder / "exports/data")
    with writer.run_writer(project, "OLD-1") as out:
        for piece in pieces:
            out.save(piece)
        out.finish_run()
    models = ParquetWriter(folder / "exports/model_data")
    frame = two._convert_parameters_to_schema(
        [{"run_id": "OLD-MOD", "attribute_path": p, "attribute_type": "string", "value": v} for p, v in [("sys/id", "OLD-MOD"), ("sys/name", "a model")]], project)
    with models.run_writer(project, "OLD-MOD", entity_scope="models") as out:
        out.save(to_batch(frame))
        out.finish_run()


third_generation()
second_generation()
(folder / "exports/neptune_exporter_errors.jsonl").write_text(
    json.dumps({"project_id": "team/vision.models", "run_id": "child", "attribute_path": "val/loss", "attribute_type": "float_series",
                "exception": "NeptuneError: timeout"}) + "\n")
data = folder / "exports/data" / sanitize_path_part("team/vision.models")
# An export that crashed leaves this behind.
(data / (sanitize_path_part("never") + "_part_0.parquet.tmp")).write_bytes(b"PAR1 half")
with open(folder / "oracle.jsonl", "w") as out:
    for line in oracle:
        out.write(json.dumps(line) + "\n")
