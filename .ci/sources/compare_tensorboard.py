"""Compares a warehouse with what EventAccumulator reads: see the script tensorboard beside this."""

import collections
import json
import logging
import os
import pathlib
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1] / "ingest-adapters/local-logs/src/test/python"))
import tensorboard_writers  # noqa: E402

logging.disable(logging.CRITICAL)
work, almanac = pathlib.Path(sys.argv[1]).resolve(), sys.argv[2]
logs, warehouse = work / "logs", work / "warehouse"
# EventAccumulator throws writers of one folder together, and reads copies as more points.
NOT_ALIKE = {("writers/workers", "loss"), ("writers/copied", "loss")}
failures = 0


def check(what, holds, detail=""):
    global failures
    failures += not holds
    print(("ok   " if holds else "FAIL ") + what + ("" if holds else f": {detail}"[:500]), flush=True)


def sync():
    command = [almanac, "--warehouse", str(warehouse), "sync", str(logs), "--name", "logs"]
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def synced_points():
    query = (HERE / "tensorboard_points.sql").read_text(encoding="utf-8")
    command = [almanac, "--warehouse", str(warehouse), "sql", query, "--format", "jsonl"]
    output = subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout.decode("utf-8")
    found = collections.defaultdict(lambda: collections.defaultdict(list))
    for line in filter(None, output.split("\n")):
        row = json.loads(line)
        point = (int(row["step"]), int(row["time_us"] or 0), repr(float(row["value"])))
        found[row["run_id"]][row["key"]].append(point)
    return found


def series(found, place, tag):
    """Returns the points of a tag of a folder, which may be part of the run above it."""
    if tag in found.get(place, {}):
        return found[place][tag]
    above, _, child = place.rpartition("/")
    for run in (above, above.rpartition("/")[0]):
        start = tag.replace("/", "_") + "_"
        for key in (f"{child}/{tag}", f"{tag}/{child}", f"{tag}/{child[len(start):]}", tag):
            if key in found.get(run, {}):
                return found[run][key]
    return []


def compare(title):
    found = synced_points()
    points = unlike = 0
    first = ""
    for place, tag, raw, _ in tensorboard_writers.read_back(str(logs)):
        placeholder = tag == "hp_metric" and all(value == -1 for _, _, value in raw)
        if (place, tag) in NOT_ALIKE or placeholder:
            continue
        expected = [(step, round(time * 1e6), repr(float(value))) for step, time, value in raw]
        ours = series(found, place, tag)
        points += len(expected)
        if ours != expected:
            unlike += 1
            first = first or f"{place} {tag}: {ours[:3]} ({len(ours)}) != {expected[:3]} ({len(expected)})"
    check(f"{title}: {points} points as EventAccumulator reads them", unlike == 0 and points > 0, first)
    for number in ("loss", "loss (writer 2)"):
        if os.path.isdir(logs / "writers"):
            count = len(found["writers/workers"][number])
            check(f"{title}: 12 points of {number} of two writers", count == 12, count)


def main():
    for folder in (logs, warehouse):
        shutil.rmtree(folder, ignore_errors=True)
    writers = dict(tensorboard_writers.WITH_TENSORFLOW, tensorboardx=tensorboard_writers.tensorboardx)
    if os.environ.get("ALMANAC_CI_TORCH"):
        writers |= tensorboard_writers.WITH_TORCH
    for name, write in writers.items():
        (logs / name).mkdir(parents=True)
        write(str(logs / name))
    first = sync()
    check("the first sync ends well", first.returncode == 0, first.stdout)
    compare("first sync")

    from tensorboardX import SummaryWriter

    growing = SummaryWriter(str(logs / "growing"))
    for step in range(50):
        growing.add_scalar("loss", 1 / (step + 1), step)
    growing.flush()
    second = sync()
    check("the second sync ends well", second.returncode == 0, second.stdout)
    for step in range(50, 80):
        growing.add_scalar("loss", 1 / (step + 1), step)
    growing.close()
    third = sync()
    check("the third sync ends well", third.returncode == 0, third.stdout)
    compare("after a run has grown")

    damaged = next((logs / "growing").iterdir())
    content = bytearray(damaged.read_bytes())
    content[len(content) // 2] ^= 1
    damaged.write_bytes(content)
    sync()
    count = len(synced_points()["growing"]["loss"])
    check("one damaged byte costs one point", count == 79, count)
    sys.exit(1 if failures else 0)


main()
