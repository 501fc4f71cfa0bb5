"""Prints what wandb's own reader (0.19.11) finds in the .wandb logs below a folder: one line a point,
param and run, as canonical lines of the contract kit where the client decides the value."""

import json
import pathlib
import re
import sys

from wandb.proto import wandb_internal_pb2 as pb
from wandb.sdk.internal.datastore import DataStore


def flat(prefix, value):
    if isinstance(value, dict) and value and "_type" not in value:
        for key, below in value.items():
            yield from flat(prefix + [key], below)
    else:
        yield ".".join(prefix), value


def whole(text):
    """Core writes -0.0 as -0, of which Python would make 0."""
    return -0.0 if text == "-0" else int(text)


def parse(text):
    return json.loads(text, parse_int=whole)


def path(item):
    return list(item.nested_key) or [item.key]


def micros(seconds):
    return round(seconds * 1e6)


def records(file):
    store = DataStore()
    try:
        store.open_for_scan(str(file))
    except AssertionError:
        return
    while True:
        try:
            data = store.scan_data()
        except AssertionError:
            return
        if data is None:
            return
        record = pb.Record()
        record.ParseFromString(data)
        yield record


def out(**fields):
    print(json.dumps(fields, ensure_ascii=False))


def number(value):
    if isinstance(value, bool):
        return float(value)
    return float(value) if isinstance(value, (int, float)) else None


def points(run, record):
    row = {}
    media = set()
    for item in record.history.item:
        keys = path(item)
        if keys[-1] == "_type":
            media.add(tuple(keys[:-1]))
        for name, value in flat(keys, parse(item.value_json)):
            row[name] = (keys, value)
    step = record.history.step.num if record.history.HasField("step") else None
    if step is None:
        step = row["_step"][1]
    time = micros(row["_timestamp"][1])
    for name, (keys, value) in row.items():
        inside = any(tuple(keys[:n]) in media for n in range(1, len(keys)))
        if name in ("_step", "_timestamp", "_runtime") or inside:
            continue
        if number(value) is not None:
            text = repr(number(value))
            out(run=run, fact="point", kind="metric", key=name, step=step, time=time, value=text)


def main(folder):
    files = sorted(pathlib.Path(folder).rglob("run-*.wandb"), key=lambda f: f.parent.name)
    for file in files:
        run = re.match(r"run-(.*)\.wandb", file.name).group(1)
        config = {}
        for record in records(file):
            kind = record.WhichOneof("record_type")
            if kind == "history":
                points(run, record)
            elif kind == "stats":
                for item in record.stats.item:
                    for name, value in flat([item.key], parse(item.value_json)):
                        if number(value) is not None:
                            stamp = record.stats.timestamp
                            time = stamp.seconds * 1_000_000 + stamp.nanos // 1000
                            text = repr(number(value))
                            out(run=run, fact="point", kind="system", key=name, step=0, time=time, value=text)
            elif kind in ("run", "config"):
                update = record.run.config.update if kind == "run" else record.config.update
                for item in update:
                    at = config
                    keys = path(item)
                    for key in keys[:-1]:
                        at = at.setdefault(key, {})
                    at[keys[-1]] = parse(item.value_json)
        for key, value in config.items():
            if key != "_wandb":
                for name, leaf in flat([key], value):
                    out(run=run, fact="param", key=name, value=leaf)


main(sys.argv[1])
