"""Reads all scalars of the first runs with TensorBoard's own reader."""

import os
import resource
import sys
import time

from tensorboard.backend.event_processing.event_accumulator import SCALARS, EventAccumulator


def cpu_seconds():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


root, runs = sys.argv[1], int(sys.argv[2])
folders = [os.path.join(root, name) for name in sorted(os.listdir(root))[:runs]]
wall, cpu = time.perf_counter(), cpu_seconds()
points = 0
for folder in folders:
    accumulator = EventAccumulator(folder, size_guidance={SCALARS: 0})
    accumulator.Reload()
    for tag in accumulator.Tags()["scalars"]:
        points += len([(event.step, event.wall_time, event.value) for event in accumulator.Scalars(tag)])
print(f"wall_seconds={time.perf_counter() - wall}")
print(f"cpu_seconds={cpu_seconds() - cpu}")
print(f"points={points}")
