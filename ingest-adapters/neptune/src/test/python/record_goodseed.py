"""Logs runs with GoodSeed: `record_goodseed.py FOLDER`. pip install goodseed==0.4.0."""
import json
import os
import shutil
import sys
import tempfile
from datetime import datetime, timezone

folder = os.path.abspath(sys.argv[1])
os.makedirs(folder, exist_ok=True)
os.environ["GOODSEED_HOME"] = os.path.join(folder, ".goodseed")
import goodseed
from goodseed.storage import LocalStorage

oracle = []
options = dict(project="team/vision", goodseed_home=os.path.join(folder, ".goodseed"))
for extra in ("capture_hardware_metrics", "capture_stdout", "capture_stderr", "capture_traceback"):
    options[extra] = False
options["git_ref"] = False
options["storage"] = "local"
run = goodseed.Run(name="first", run_id="bold-falcon", description="a note", tags=["x", "y"], **options)
run.log_configs({"params/lr": 0.1, "params/layers": 12, "params/amp": True, "params/none": None, "params/name": "adäm",
                 "neptune/project_id": "team/vision.models", "neptune/run_id": "VIS-1"})
for key, value, kind in [("params/lr", "0.1", "float"), ("params/layers", "12", "int"), ("params/amp", "true", "bool"),
                         ("params/none", "", "null"), ("params/name", "adäm", "string")]:
    oracle.append({"run": "bold-falcon", "fact": "param", "key": key, "value": value, "type": kind})
for step in [0, 1, 2.5, 4_000_000_000]:
    run["train/loss"].log(1.0 / (step + 1), step=step)
run["notes"].log("first", step=0)
run["notes"].log("second\nline", step=1)
run.close()
run = goodseed.Run(name="second", run_id="calm-otter", **options)
run["acc"].log(-0.0, step=0)
run.close(status="failed")
if os.fork() == 0:
    # A run that is not closed: its last points stand in the log beside the database.
    run = goodseed.Run(name="third", run_id="eager-lemur", **options)
    for step in range(3):
        run["acc"].log(step / 2, step=step)
    os._exit(0)
os.wait()
for name in ["bold-falcon", "calm-otter", "eager-lemur"]:
    copy = tempfile.mkdtemp()
    for suffix in ["", "-wal", "-shm"]:
        path = os.path.join(folder, ".goodseed/projects/team/vision/runs", name + ".sqlite" + suffix)
        if os.path.exists(path):
            shutil.copy(path, os.path.join(copy, name + ".sqlite" + suffix))
    storage = LocalStorage(os.path.join(copy, name + ".sqlite"))
    for each in storage.get_metric_points():
        oracle.append({"run": name, "fact": "point", "key": each["path"], "step": each["step"], "time": each["ts"], "value": repr(float(each["y"]))})
    storage.close() if hasattr(storage, "close") else None
with open(os.path.join(folder, "oracle.jsonl"), "w") as out:
    for line in oracle:
        out.write(json.dumps(line) + "\n")
