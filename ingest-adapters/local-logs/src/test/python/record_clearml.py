"""Records what ClearML 2.1.12 writes offline: python record_clearml.py FOLDER (empty)."""
import os
import shutil
import subprocess
import sys

root = os.path.abspath(sys.argv[1])
os.environ["CLEARML_CACHE_DIR"] = os.path.join(root, "cache")
os.environ["HOME"] = os.path.join(root, "home")
os.makedirs(os.environ["HOME"], exist_ok=True)
# Nothing is to leave the machine, not even a question for newer versions.
os.environ["CLEARML_OFFLINE_MODE"] = "1"
for server in ("API", "WEB", "FILES"):
    os.environ[f"CLEARML_{server}_HOST"] = "http://127.0.0.1:9"
for proxy in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"):
    os.environ[proxy] = "http://127.0.0.1:9"
# The client would look for a repository and for every package in it, and wait for that up to five minutes.
FRAMEWORKS = (
    "matplotlib tensorflow tensorboard pytorch xgboost catboost lightgbm scikit fastai hydra megengine joblib gradio"
    " jsonargparse tfdefines"
)
OFF = dict(
    auto_connect_frameworks=dict(detect_repository=False, **dict.fromkeys(FRAMEWORKS.split(), False)),
    auto_resource_monitoring=False,
    auto_connect_streams=False,
    auto_connect_arg_parser=False,
)


def first():
    from clearml import Task

    task = Task.init(project_name="vision", task_name="first", tags=["a", "b"], **OFF)
    task.connect({"lr": 0.001, "net": {"layers": [1, 2]}, "flag": True, "nothing": None, "text": "1"})
    task.connect({"epochs": 3}, name="Train")
    logger = task.get_logger()
    for step in range(5):
        logger.report_scalar("loss", "train", 1 / (step + 1), step)
    logger.report_scalar("loss", "val", -0.0, -3)
    logger.report_single_value("best", 0.5)
    logger.report_histogram("weights", "layer", [1, 2, 3], iteration=1)
    task.set_comment("a note")
    task.flush(wait_for_uploads=True)
    task.close()


def second():
    """Of the second session only the archive is kept, as a person would carry it home."""
    from clearml import Task

    task = Task.init(project_name="vision", task_name="second", **OFF)
    task.get_logger().report_scalar("loss", "train", 2.0, 1)
    task.flush(wait_for_uploads=True)
    folder = str(task.get_offline_mode_folder())
    task.close()
    shutil.rmtree(folder, ignore_errors=True)


# A process each, as two people would have it. Neither is the child of the other: the client would take it for a
# worker of its parent's task.
if sys.argv[2:] == ["first"]:
    first()
elif sys.argv[2:] == ["second"]:
    second()
else:
    for session in ("first", "second"):
        subprocess.run([sys.executable, os.path.abspath(__file__), root, session], check=True, timeout=100)
