"""Times Optuna's fANOVA on a table of runs: params in all columns but the last, then the value."""

import csv
import resource
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
columns = list(zip(*[[float(cell) for cell in row] for row in rows]))
space = {
    name: optuna.distributions.FloatDistribution(min(column), max(column))
    for name, column in zip(names, columns)
}
study = optuna.create_study()
study.add_trials(
    [
        optuna.trial.create_trial(
            params=dict(zip(names, map(float, row))), distributions=space, value=float(row[-1])
        )
        for row in rows
    ]
)
evaluator = optuna.importance.FanovaImportanceEvaluator(seed=0)
wall, cpu = time.perf_counter(), cpu_seconds()
shares = evaluator.evaluate(study)
print(f"wall_seconds={time.perf_counter() - wall}")
print(f"cpu_seconds={cpu_seconds() - cpu}")
for name, share in sorted(shares.items(), key=lambda item: -item[1])[:5]:
    print(f"share_{name}={share}")
