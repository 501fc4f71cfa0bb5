"""Prints the golden numbers of MannKendallTest: pymannkendall 1.4.3 and SciPy on two series.

    pip install pymannkendall scipy numpy
    python trend_golden.py
"""

import math

import pymannkendall
from scipy import stats

WEEKS = [0.70, 0.71, 0.705, 0.72, 0.74, 0.73, 0.75, 0.76, 0.755, 0.77, 0.90, 0.78]
# A slow wave on a slope, rounded so that there are ties: strongly autocorrelated.
WAVE = [round(math.sin(i / 3.0) + 0.02 * i, 1) for i in range(40)]
# Alternating: negatively autocorrelated.
ZIGZAG = [round((-1) ** i * (1 + 0.1 * (i % 5)) + 0.01 * i * i, 2) for i in range(25)]

for name, series in (("weeks", WEEKS), ("wave", WAVE), ("zigzag", ZIGZAG)):
    original = pymannkendall.original_test(series)
    print(name, "original", original.s, original.var_s, repr(original.z), repr(original.p), repr(original.Tau))
    for lag in (None, 3):
        modified = pymannkendall.hamed_rao_modification_test(series, lag=lag)
        print(name, "hamed-rao", lag, repr(modified.var_s), repr(modified.z), repr(modified.p))
    fit = stats.theilslopes(series)
    print(name, "theil-sen", repr(fit.slope), repr(fit.intercept), repr(fit.low_slope), repr(fit.high_slope))
