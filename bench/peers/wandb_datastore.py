"""Reads the first rows of a .wandb log with the client's own reader, as `wandb sync` does."""

import json
import resource
import sys
import time

from wandb.proto import wandb_internal_pb2
from wandb.sdk.internal.datastore import DataStore


def cpu_seconds():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


path, rows = sys.argv[1], int(sys.argv[2])
wall, cpu = time.perf_counter(), cpu_seconds()
store = DataStore()
store.open_for_scan(path)
points = seen = 0
while seen < rows:
    data = store.scan_data()
    record = wandb_internal_pb2.Record()
    record.ParseFromString(data)
    if record.WhichOneof("record_type") == "history":
        row = {item.key or ".".join(item.nested_key): json.loads(item.value_json) for item in record.history.item}
        points += sum(not key.startswith("_") for key in row)
        seen += 1
print(f"wall_seconds={time.perf_counter() - wall}")
print(f"cpu_seconds={cpu_seconds() - cpu}")
print(f"rows={seen}")
print(f"points={points}")
