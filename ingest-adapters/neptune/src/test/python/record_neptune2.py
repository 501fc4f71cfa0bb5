"""Logs runs with the 2.x client in offline mode: `record_neptune2.py FOLDER`.

pip install neptune==1.14.0. The oracle is what the program itself handed to the client: the service is
gone, so the client cannot read back.
"""
import json, os, sys
from datetime import datetime, timezone

folder = sys.argv[1]
os.makedirs(folder, exist_ok=True)
os.chdir(folder)
os.environ["TZ"] = "UTC"
os.environ["NEPTUNE_ALLOW_SELF_SIGNED_CERTIFICATE"] = "TRUE"
import neptune
from neptune.types import File, FloatSeries, StringSeries, FileSeries, StringSet

common = dict(mode="offline", capture_hardware_metrics=False, capture_stdout=False, capture_stderr=False,
              capture_traceback=False, git_ref=False, source_files=[])
oracle = []


def param(run, key, value, kind):
    oracle.append({"run": run, "fact": "param", "key": key, "value": value, "type": kind})


def point(run, key, step, time, value):
    oracle.append({"run": run, "fact": "point", "key": key, "step": step, "time": time, "value": value})


with open("weights.bin", "wb") as f:
    f.write(b"\x00\x01weights")
os.makedirs("data", exist_ok=True)
with open("data/a.csv", "w") as f:
    f.write("a,b\n1,2\n")

T = 1700000000.0
run = neptune.init_run(name="base", description="a first run", tags=["first", "keep"], **common)
run["parameters"] = {"lr": 0.1, "epochs": 3, "use_amp": True, "name": "adam", "nested": {"beta": 1e-08}}
for k, v, t in [("lr", "0.1", "float"), ("epochs", "3", "int"), ("use_amp", "true", "bool"), ("name", "adam", "string"), ("nested/beta", "1e-08", "float")]:
    param("base", "parameters/" + k, v, t)
run["text/unicode"] = "naïve \u2603 \"quoted\"\nsecond line"
param("base", "text/unicode", "naïve \u2603 \"quoted\"\nsecond line", "string")
run["data/when"] = datetime(2024, 2, 29, 12, 0, 0, 123000, tzinfo=timezone.utc)
param("base", "data/when", "2024-02-29T12:00:00.123Z", "string")
run["data/labels"].add(["cat", "dog", "bird"])
run["data/labels"].remove("dog")
for i in range(12):
    run["train/loss"].append(1.0 / (i + 1), timestamp=T + i)
    point("base", "train/loss", i, T + i, 1.0 / (i + 1))
for i, (step, v) in enumerate([(0.5, 1.0), (1.0, -0.0), (1.5, 3.25), (5e9, 1e300), (7e9, 5e-324)]):
    run["train/fractional"].append(v, step=step, timestamp=T + 0.25 * i)
    point("base", "train/fractional", step, T + 0.25 * i, v)
run["train/bulk"].extend([0.1, 0.2, 0.3], steps=[10, 20, 30], timestamps=[T, T + 1, T + 2])
for s, (st, v) in enumerate([(10, 0.1), (20, 0.2), (30, 0.3)]):
    point("base", "train/bulk", st, T + s, v)
run["train/cleared"].append(9.0, step=1, timestamp=T)
del run["train/cleared"]
run["train/cleared"].append(8.0, step=2, timestamp=T)
point("base", "train/cleared", 2, T, 8.0)
run["train/assigned"] = FloatSeries([5.0, 6.0], min=0, max=10, unit="kg", timestamps=[T, T + 1])
for s, v in enumerate([5.0, 6.0]):
    point("base", "train/assigned", s, T + s, v)
run["logs/notes"].append("first note", step=0, timestamp=T)
run["logs/notes"].append("second\nnote", step=1, timestamp=T + 1)
run["monitoring/cpu"].append(12.5, step=0, timestamp=T)
run["monitoring/cpu"].append(50.0, step=1, timestamp=T + 1)
run["model/weights"].upload("weights.bin")
run["model/card"].upload(File.from_content("# card", extension="md"))
run["model/set"].upload_files(["data/*.csv"])
png = bytes.fromhex("89504e470d0a1a0a0000000d4948445200000001000000010806000000" "1f15c4890000000d49444154789c6360000002000001e221bc330000000049454e44ae426082")
run["images"].append(File.from_content(png, extension="png"), name="dot", description="one pixel", step=0)
run["gone"] = 1
del run["gone"]
run["train/reassigned"] = 1
run["train/reassigned"] = 2
param("base", "train/reassigned", "2", "int")
run.stop()

run = neptune.init_run(name="cut", **common)
run["parameters/lr"] = 0.2
param("cut", "parameters/lr", "0.2", "float")
for i in range(40):
    run["val/acc"].append(i / 40, step=2 * i, timestamp=T + 10 * i)
    point("cut", "val/acc", 2 * i, T + 10 * i, i / 40)
run["sys/tags"].add("late")
run["sys/group_tags"].add(["sweep-1"])
run["sys/failed"] = True
run.stop()

with open("oracle.jsonl", "w") as f:
    for line in oracle:
        f.write(json.dumps(line) + "\n")
