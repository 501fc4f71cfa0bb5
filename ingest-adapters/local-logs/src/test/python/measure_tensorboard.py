"""Measures reading 5 million scalars in 200 runs beside TensorBoard's EventAccumulator and tbparse.

  measure_tensorboard.py FOLDER CLASSPATH [PEER_RUNS]

FOLDER is filled if it is not there. CLASSPATH holds the module's classes and test classes (mvn
dependency:build-classpath). The peers read the first PEER_RUNS runs (default 8), for they take
minutes for all. Prints CPU seconds and ratios per point; all from this one call.
"""

import io
import json
import os
import resource
import subprocess
import sys
import zlib

RUNS = 200
TAGS = 10
STEPS = 2500


def generate(folder):
    """Writes runs of four sorts, for TensorBoard's own writer takes minutes for each million."""
    contents = [content(number) for number in range(4)]
    for run in range(RUNS):
        place = os.path.join(folder, f"run-{run:03}")
        os.makedirs(place)
        name = f"events.out.tfevents.{1_700_000_000 + run}.bench.1.{run}"
        with open(os.path.join(place, name), "wb") as out:
            out.write(contents[run % len(contents)])


def content(number):
    from tensorboard.compat.proto import event_pb2, summary_pb2
    from tensorboard.summary.writer.record_writer import RecordWriter

    out = io.BytesIO()
    records = RecordWriter(out)
    begun = 1_700_000_000.5 + number
    version = event_pb2.Event(wall_time=begun, file_version="brain.Event:2")
    records.write(version.SerializeToString())
    for step in range(STEPS):
        for tag in range(TAGS):
            value = summary_pb2.Summary.Value(
                tag=f"group-{tag % 3}/metric-{tag}", simple_value=1 / (step + tag + number + 1)
            )
            event = event_pb2.Event(
                wall_time=begun + step * 0.25, step=step, summary=summary_pb2.Summary(value=[value])
            )
            records.write(event.SerializeToString())
    return out.getvalue()


def files(folder):
    for place, _, names in sorted(os.walk(folder)):
        for name in names:
            yield os.path.join(place, name)


def cpu():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def measured(action):
    before = cpu()
    points = action()
    return points, cpu() - before


def read_bytes(folder):
    crc = 0
    for file in files(folder):
        with open(file, "rb") as data:
            crc ^= zlib.crc32(data.read())
    return os.stat(file).st_size


def event_accumulator(folder, runs):
    from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

    points = 0
    for run in range(runs):
        events = EventAccumulator(os.path.join(folder, f"run-{run:03}"), {"scalars": 0})
        events.Reload()
        points += sum(len(events.Scalars(tag)) for tag in events.Tags()["scalars"])
    return points


def tbparse(folder, runs):
    from tbparse import SummaryReader

    return sum(
        len(SummaryReader(os.path.join(folder, f"run-{run:03}")).scalars) for run in range(runs)
    )


def main():
    folder, classpath = sys.argv[1:3]
    runs = int(sys.argv[3]) if len(sys.argv) > 3 else 8
    if not os.path.exists(folder):
        generate(folder)
    size = sum(os.path.getsize(file) for file in files(folder))
    _, reading = measured(lambda: read_bytes(folder))
    print(f"{size:,} bytes; reading them with a CRC-32: {reading:.2f} CPU s")
    result = subprocess.run(
        ["java", "-Xmx512m", "-cp", classpath, "dev.almanac.ingest.logs.tensorboard.TensorBoardSpeed", folder],
        check=True, capture_output=True, text=True)
    own = json.loads(result.stdout)
    print("almanac", own, f"{own['cpu'] / reading:.1f} times the reading")
    per_point = own["cpu"] / own["points"]
    for name, peer in (("EventAccumulator", event_accumulator), ("tbparse", tbparse)):
        points, spent = measured(lambda: peer(folder, runs))
        print(f"{name}: {points:,} points in {spent:.2f} CPU s, {spent / points / per_point:.0f} times as much a point")


main()
