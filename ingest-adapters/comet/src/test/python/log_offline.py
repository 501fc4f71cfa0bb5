"""Logs experiments with a comet_ml client, offline; used by record_cases.py and .ci/sources/comet.

    log_offline.py FOLDER [kill]

With "kill" the client is killed before it ends: its temporary folder is copied to FOLDER/unfinished.
"""

import json
import os
import shutil
import sys
import time

folder = os.path.abspath(sys.argv[1])
os.makedirs(folder, exist_ok=True)
os.environ["COMET_LOGGING_CONSOLE"] = "ERROR"
os.environ["COMET_OFFLINE_DIRECTORY"] = folder
import comet_ml  # noqa: E402

SETTINGS = dict(
    workspace="team", offline_directory=folder, log_git_metadata=False, log_git_patch=False
)
logged = {}


def note(experiment):
    return logged.setdefault(
        experiment.id, {"points": [], "params": {}, "tags": [], "others": {}, "name": None}
    )


def point(experiment, context, name, value, step=None, epoch=None):
    key = name if not context else context + "_" + name
    note(experiment)["points"].append([key, repr(float(value)), step])
    if context:
        with experiment.context_manager(context):
            experiment.log_metric(name, value, step=step, epoch=epoch)
    else:
        experiment.log_metric(name, value, step=step, epoch=epoch)


def everything():
    e = comet_ml.OfflineExperiment(project_name="vision", log_code=False, **SETTINGS)
    e.set_name("all sorts")
    e.add_tags(["first", "größer"])
    note(e).update(name="all sorts", tags=["first", "größer"])
    plain = {"lr": 0.1, "n": 3, "text": "1e-3", "flag": True, "none": None}
    e.log_parameters(dict(plain, layers=[64, 32], nan=float("nan"), low=float("-inf")))
    e.log_parameters({"model": {"head": {"width": 8}, "name": "résnet"}})
    e.log_parameter("warm", 1, step=1)
    e.log_parameter("warm", 2, step=2)
    note(e)["params"] = {"lr": "0.1", "n": "3", "text": "1e-3", "flag": "true", "none": "null",
                         "layers": "[64,32]", "nan": "NaN", "low": "-Infinity", "warm": "2"}
    for step in range(5):
        point(e, "train", "loss", 1 / (step + 1), step, step // 2)
    for step, value in ((1, 0.75), (3, float("nan")), (4, float("inf"))):
        point(e, "validate", "loss", value, step, step // 2)
    point(e, "test", "acc", 0.625, 4)
    point(e, None, "odd", -0.0, -5)
    point(e, None, "odd", float("-inf"), -5)
    point(e, None, "odd", 1e-320, 2**40)
    e.log_metric("fraction", 2, step=1.5)
    e.log_metric("word", "no number")
    e.log_metric("yes", True, step=3)
    e.log_other("note", "a\nb")
    e.log_other("count", 3)
    e.log_other("mlflow_run_id", "0123456789abcdef0123456789abcdef")
    note(e)["others"] = {"note": "a\nb", "count": "3"}
    e.log_text("some text", step=1, metadata={"a": 1})
    data = os.path.join(folder, "data.txt")
    with open(data, "w") as file:
        file.write("hello")
    e.log_asset(data, file_name="dir/data.txt", step=2)
    e.log_asset(data, file_name="dir/data.txt", step=3)
    e.log_remote_asset("s3://bucket/key.bin", remote_file_name="key.bin")
    e.log_model("net", data, file_name="net.bin")
    e.register_model("net", version="1.0.0", registry_name="nets")
    e.log_html("<b>page</b>")
    e.set_model_graph("graph text")
    e.log_histogram_3d([1, 2, 3.5], name="weights", step=1)
    e.log_system_info("room", "7")
    e.log_dependency("cuda", "12.1") if hasattr(e, "log_dependency") else None
    print("printed")
    os.remove(data) if len(sys.argv) < 3 else None
    return e


def sweep():
    for number in range(2):
        e = comet_ml.OfflineExperiment(project_name="tuning", log_code=False, **SETTINGS)
        values = {"lr": 0.01 * (number + 1), "kind": "ab"[number]}
        e.log_parameters(values)
        note(e)["params"] = {"lr": json.dumps(values["lr"]), "kind": values["kind"]}
        point(e, None, "acc", 0.5 + number / 4, 10)
        # What the optimizer of the client logs; it needs a server for the rest.
        for key, value in {
            "optimizer_id": "5b1e2c", "optimizer_pid": "p%d" % number, "optimizer_trial": 1,
            "optimizer_metric": "acc", "optimizer_objective": "maximize",
            "optimizer_name": "sweep one", "optimizer_parameters": json.dumps(values),
        }.items():
            e.log_other(key, value)
        e.end()


def continued():
    e = comet_ml.OfflineExperiment(project_name="vision", log_code=False, **SETTINGS)
    key = e.id
    e.set_name("continued")
    note(e)["name"] = "continued"
    for step in range(3):
        point(e, None, "score", step, step)
    e.end()
    time.sleep(0.05)
    again = comet_ml.ExistingOfflineExperiment(
        previous_experiment=key, workspace="team", project_name="vision",
        offline_directory=folder, log_code=False, log_git_metadata=False, log_git_patch=False)
    for step in range(3, 6):
        point(again, None, "score", step, step)
    again.add_tag("resumed")
    note(again)["tags"] = ["resumed"]
    again.end()


experiment = everything()
if len(sys.argv) > 2:
    time.sleep(2)
    shutil.copytree(experiment.tmpdir, os.path.join(folder, "unfinished"))
    os.kill(os.getpid(), 9)
experiment.end()
sweep()
continued()
with open(os.path.join(folder, "logged.json"), "w") as file:
    json.dump(logged, file, indent=1)
