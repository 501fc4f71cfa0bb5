"""Golden numbers of RandomEffectsTest, FriedmanTest and WilcoxonSignedRankTest.

python3 -m venv v && v/bin/pip install scipy==1.17.1 && v/bin/python pooling_golden.py
"""

import itertools

import numpy as np
from scipy import stats
from scipy.optimize import brentq

y = np.array([0.10, 0.30, 0.35, 0.65, 0.45, 0.15])
v = np.array([0.03, 0.03, 0.05, 0.01, 0.05, 0.02])
k = len(y)


def scatter(tau2):
    w = 1 / (v + tau2)
    mean = (w * y).sum() / w.sum()
    return (w * (y - mean) ** 2).sum()


tau2 = brentq(lambda t: scatter(t) - (k - 1), 0, 1, xtol=1e-16, rtol=1e-15)
w = 1 / (v + tau2)
mean = (w * y).sum() / w.sum()
error = np.sqrt(scatter(tau2) / (k - 1) / w.sum())
reach = stats.t.ppf(0.975, k - 1) * error
ahead = stats.t.ppf(0.975, k - 2) * np.sqrt(tau2 + error**2)
print("Paule-Mandel tau2, mean, Hartung-Knapp error", tau2, mean, error)
print("interval", mean - reach, mean + reach, "prediction", mean - ahead, mean + ahead)

scores = np.array(
    [
        [0.83, 0.79, 0.81, 0.75],
        [0.91, 0.88, 0.90, 0.86],
        [0.64, 0.66, 0.61, 0.60],
        [0.77, 0.74, 0.78, 0.70],
        [0.95, 0.93, 0.94, 0.93],
        [0.58, 0.55, 0.57, 0.50],
        [0.88, 0.83, 0.86, 0.84],
        [0.71, 0.69, 0.72, 0.66],
    ]
)
print("Friedman", stats.friedmanchisquare(*scores.T), "IQM", stats.trim_mean(scores.ravel(), 0.25))
for a, b in itertools.combinations(range(4), 2):
    differences = np.round(scores[:, a] - scores[:, b], 10)
    differences = differences[differences != 0]
    ranks = stats.rankdata(np.abs(differences))
    least = min(ranks[differences > 0].sum(), ranks[differences < 0].sum())
    signs = itertools.product([0, 1], repeat=len(differences))
    ways = sum((ranks * np.array(sign)).sum() <= least + 1e-9 for sign in signs)
    print("Wilcoxon", a, b, min(1, 2 * ways / 2 ** len(differences)))
mean_ranks = np.array([1.375, 2.9375, 1.875, 3.8125])
for a, b in itertools.combinations(range(4), 2):
    spread = abs(mean_ranks[a] - mean_ranks[b]) / np.sqrt(4 * 5 / (6 * len(scores))) * np.sqrt(2)
    print("Nemenyi", a, b, stats.studentized_range.sf(spread, 4, np.inf))
print("studentised range", [stats.studentized_range.ppf(0.95, n, np.inf) for n in (2, 3, 10)])
