"""Times Optuna's PED-ANOVA on a table of runs: params in all columns but the last, then the value."""

import csv
import resource
import statistics
import sys
import time

import optuna


def cpu_seconds():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


optuna.logging.set_verbosity(optuna.logging.WARNING)
with open(sys.argv[1], newline="", encoding="utf-8") as file:
    header, *rows = csv.reader(file)
names = header[:-1]
space = {name: optuna.distributions.FloatDistribution(0, 1) for name in names}
study = optuna.create_study()
study.add_trials(
    [
        optuna.trial.create_trial(
            params=dict(zip(names, map(float, row))), distributions=space, value=float(row[-1])
        )
        for row in rows
    ]
)
evaluator = optuna.importance.PedAnovaImportanceEvaluator()
evaluator.evaluate(study)
walls, cpus = [], []
for _ in range(5):
    wall, cpu = time.perf_counter(), cpu_seconds()
    figures = evaluator.evaluate(study)
    walls.append(time.perf_counter() - wall)
    cpus.append(cpu_seconds() - cpu)
print(f"wall_seconds={statistics.median(walls)}")
print(f"cpu_seconds={statistics.median(cpus)}")
for name in names:
    print(f"importance_{name}={figures[name]!r}")
