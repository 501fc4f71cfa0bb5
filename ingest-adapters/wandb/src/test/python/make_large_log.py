"""Writes one offline run folder as wandb 0.19.11 writes it, of any length, with wandb's own protobuf
classes and block writer: a history record and two summary records a row.

    python make_large_log.py ROWS FOLDER      (1,000,000 rows x 5 metrics: 517 MB)
"""

import math
import pathlib
import random
import sys

from wandb.proto import wandb_internal_pb2 as pb
from wandb.sdk.internal.datastore import DataStore

METRICS = ["train/loss", "train/accuracy", "train/grad_norm", "train/lr", "train/tokens"]
START = 1795719663.25


def main():
    rows, folder = int(sys.argv[1]), pathlib.Path(sys.argv[2])
    random.seed(1)
    run = folder / "wandb" / "offline-run-20261126_190103-largerun"
    (run / "files").mkdir(parents=True, exist_ok=True)
    store = DataStore()
    store.open_for_write(str(run / "run-largerun.wandb"))
    number = 0

    def write(record):
        nonlocal number
        number += 1
        record.num = number
        store._write_data(record.SerializeToString())

    record = pb.Record()
    record.run.run_id = "largerun"
    record.run.project = "bench"
    record.run.start_time.FromMicroseconds(int(START * 1e6))
    item = record.run.config.update.add()
    item.key, item.value_json = "lr", "0.001"
    write(record)
    for step in range(rows):
        seconds = step * 0.05
        values = [
            repr(2.5 * math.exp(-step / rows) + random.random() * 0.1),
            repr(random.random()),
            repr(random.gauss(1, 0.2)),
            repr(0.001 * (1 - step / rows)),
            str(step * 4096),
        ]
        items = list(zip(METRICS, values))
        items += [
            ("_timestamp", "%.16e" % (START + seconds)),
            ("_runtime", repr(seconds)),
            ("_step", str(step)),
        ]
        random.shuffle(items)
        record = pb.Record()
        record.history.step.num = step
        for key, value in items:
            item = record.history.item.add()
            item.nested_key.append(key)
            item.value_json = value
        write(record)
        record = pb.Record()
        item = record.summary.update.add()
        item.nested_key.extend(["_wandb", "runtime"])
        item.value_json = str(int(seconds))
        write(record)
        random.shuffle(items)
        record = pb.Record()
        for key, value in items:
            item = record.summary.update.add()
            item.nested_key.append(key)
            item.value_json = value
        write(record)
    record = pb.Record()
    record.exit.exit_code = 0
    record.exit.runtime = int(rows * 0.05)
    write(record)
    store.close()


main()
