"""Makes the tables of the benchmark: 500 runs of 1,000 rows and 10 metrics, 5 million points.

Usage: python make_tables.py TARGET [same|different]

With "different", each run has columns of its own beside the shared ones.
"""

import random
import sys
from pathlib import Path


def main():
    target = Path(sys.argv[1])
    different = sys.argv[2:] == ["different"]
    source = random.Random(1)
    for run in range(500):
        folder = target / f"run_{run:03d}"
        folder.mkdir(parents=True, exist_ok=True)
        names = [f"metric_{i}" for i in range(10)]
        if different:
            names[5:] = [f"only_{run}_{i}" for i in range(5)]
        with open(folder / "metrics.csv", "w") as out:
            out.write("step," + ",".join(names) + "\n")
            for step in range(1000):
                out.write(str(step) + "," + ",".join(repr(source.random()) for _ in names) + "\n")


if __name__ == "__main__":
    main()
