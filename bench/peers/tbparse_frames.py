"""Reads all scalars of the first runs into data frames with tbparse."""

import os
import resource
import sys
import time

from tbparse import SummaryReader


def cpu_seconds():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


root, runs = sys.argv[1], int(sys.argv[2])
folders = [os.path.join(root, name) for name in sorted(os.listdir(root))[:runs]]
wall, cpu = time.perf_counter(), cpu_seconds()
points = 0
for folder in folders:
    reader = SummaryReader(folder, event_types={"scalars"}, extra_columns={"wall_time"})
    points += len(reader.scalars)
print(f"wall_seconds={time.perf_counter() - wall}")
print(f"cpu_seconds={cpu_seconds() - cpu}")
print(f"points={points}")
