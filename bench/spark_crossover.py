#!/usr/bin/env python3
"""DuckDB against Spark on this machine: the same analysis of the same points, by their number.

    bench/spark_crossover.py ALMANAC SPARK_HOME [POINTS ...]

Writes made-up training curves as Lightning's CSV logger does, syncs them, and times "almanac analyze convergence" in a
fresh copy of the warehouse on each engine, start of the process included; Spark with local tasks on
all cores, and once more with "spark-submit" doing nothing new, which is its fixed cost. Prints one
JSON line a size and engine. 20 projects, 1,000 points a run.
"""

import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time

PROJECTS = 20
STEPS = 1_000


def write_logs(folder, points):
    rng = random.Random(7)
    # The epoch of each line is a point too.
    runs = points // (2 * STEPS)
    for run in range(runs):
        place = os.path.join(folder, f"project-{run % PROJECTS:02d}", f"version_{run}")
        os.makedirs(place)
        level, rate = 0.1 + rng.random(), 0.002 + 0.01 * rng.random()
        value = 3.0
        with open(os.path.join(place, "hparams.yaml"), "w") as out:
            out.write(f"level: {level:.4f}\nrate: {rate:.5f}\n")
        with open(os.path.join(place, "metrics.csv"), "w") as out:
            out.write("epoch,step,val_loss\n")
            for step in range(STEPS):
                value += rate * (level - value)
                out.write(f"0,{step},{value + 0.02 * rng.gauss(0, 1):.6f}\n")


def run(command, **more):
    started = time.monotonic()
    done = subprocess.run(command, capture_output=True, text=True, **more)
    if done.returncode != 0:
        sys.exit(f"{command}: {done.stderr[-2000:]}")
    return time.monotonic() - started, done.stdout


def main():
    almanac, spark_home = sys.argv[1], sys.argv[2]
    sizes = [int(size) for size in sys.argv[3:]] or [1_000_000]
    for points in sizes:
        with tempfile.TemporaryDirectory() as work:
            write_logs(os.path.join(work, "logs"), points)
            base = os.path.join(work, "base")
            sync, _ = run([almanac, "--warehouse", base, "sync", os.path.join(work, "logs"), "--quiet"])
            run([almanac, "--warehouse", base, "analyze", "objective", "--quiet"])
            print(json.dumps({"points": points, "what": "sync", "seconds": round(sync, 1)}), flush=True)
            for engine in ("duckdb", "spark"):
                copy = os.path.join(work, engine)
                shutil.copytree(base, copy)
                command = [almanac, "--warehouse", copy, "analyze", "convergence", "--quiet",
                           "--engine", engine, "--format", "csv"]
                if engine == "spark":
                    command += ["--spark-home", spark_home, "--spark-option=--master=local[*]"]
                for what in ("analyze", "nothing new"):
                    before = os.times()
                    seconds, out = run(command)
                    after = os.times()
                    cpu = after.children_user + after.children_system - before.children_user - before.children_system
                    print(json.dumps({"points": points, "engine": engine, "what": what, "cores": os.cpu_count(),
                                      "seconds": round(seconds, 1), "cpu_seconds": round(cpu, 1),
                                      "load": round(os.getloadavg()[0], 1),
                                      "scopes": out.splitlines()[-1]}), flush=True)


if __name__ == "__main__":
    main()
