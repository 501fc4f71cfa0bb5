"""Scores ruptures' PELT on weekly levels: kind, true changes, then the levels, one row a series."""

import csv
import math
import resource
import sys
import time
from collections import defaultdict

import numpy
import ruptures

NEAR = 2


def cpu_seconds():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


rows = []
with open(sys.argv[1], newline="", encoding="utf-8") as file:
    for kind, truth, *levels in csv.reader(file):
        rows.append((kind, {int(week) for week in truth.split()}, numpy.array(levels, dtype=float)))

scores = defaultdict(lambda: [0, 0, 0, 0])
wall, cpu = time.perf_counter(), cpu_seconds()
for kind, truth, levels in rows:
    steps = numpy.diff(levels)
    sigma = 1.4826 * numpy.median(numpy.abs(steps - numpy.median(steps))) / math.sqrt(2)
    penalty = 2 * sigma**2 * math.log(len(levels))
    ends = ruptures.Pelt(model="l2", min_size=2, jump=1).fit(levels).predict(pen=penalty)
    found = set(ends[:-1])
    score = scores[kind]
    score[0] += 1
    score[1] += found == truth
    score[2] += all(any(abs(week - other) <= NEAR for other in found) for week in truth)
    score[3] += sum(all(abs(week - other) > NEAR for other in truth) for week in found)
print(f"wall_seconds={time.perf_counter() - wall}")
print(f"cpu_seconds={cpu_seconds() - cpu}")
for kind, (series, exact, near, wrong) in scores.items():
    print(f"exact_{kind}={exact / series}")
    print(f"near_{kind}={near / series}")
    print(f"wrong_{kind}={wrong / series}")
