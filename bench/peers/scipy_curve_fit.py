"""Fits a power law with asymptote to curves, one a line, by SciPy's curve_fit."""

import resource
import sys
import time

import numpy
import scipy.optimize


def cpu_seconds():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def pow3(x, asymptote, amplitude, power):
    return asymptote - amplitude * x ** (-power)


table = numpy.loadtxt(sys.argv[1], delimiter=",")
truth, curves = table[:, 0], table[:, 1:]
x = numpy.arange(1, curves.shape[1] + 1, dtype=float)
wall, cpu = time.perf_counter(), cpu_seconds()
errors = []
for curve, asymptote in zip(curves, truth):
    try:
        found, _ = scipy.optimize.curve_fit(pow3, x, curve, p0=(curve[-1], 0.5, 0.5), maxfev=2000)
        errors.append(abs(found[0] - asymptote))
    except RuntimeError:
        errors.append(numpy.inf)
print(f"wall_seconds={time.perf_counter() - wall}")
print(f"cpu_seconds={cpu_seconds() - cpu}")
print(f"median_error={numpy.median(errors)}")
