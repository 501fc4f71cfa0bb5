"""Records what Sacred 0.8.7 writes: python record_sacred.py FOLDER (empty)."""
import os
import sys

os.chdir(sys.argv[1])
os.makedirs("lab/sacred")
from sacred import Experiment
from sacred.observers import FileStorageObserver
from sacred.utils import TimeoutInterrupt
import numpy


def run(main, **updates):
    experiment = Experiment("digits", base_dir=".", save_git_info=False)
    experiment.observers.append(FileStorageObserver("lab/sacred", copy_sources=False))
    experiment.capture_out_filter = lambda text: "captured\n"

    @experiment.config
    def config():
        lr = 0.001
        net = {"depth": 3, "act": "relu"}
        layers = [1, 2]
        pair = (1, 2)
        nothing = None
        flag = True
        text = "1"
        seed = 7

    experiment.main(main)
    try:
        experiment.run(config_updates=updates)
    except BaseException as ended:
        print("ended by", type(ended).__name__)


def completed(_run, lr):
    for step in range(4):
        _run.log_scalar("train.loss", 1 / (step + 1), step)
    for value in (float("nan"), float("inf"), -0.0):
        _run.log_scalar("odd", value)
    _run.log_scalar("back", 1.0, 3_000_000_000)
    _run.log_scalar("back", 2.0, -5)
    _run.info["return_mean"] = [numpy.float64(1.5), 2.5]
    _run.info["return_mean_T"] = [10, 20]
    _run.info["plain"] = [1.0, 2.0, 3.0]
    _run.info["note"] = "said"
    with open("weights.txt", "w") as weights:
        weights.write("w")
    _run.add_artifact("weights.txt")
    return 0.5


def failed(_run):
    _run.log_scalar("train.loss", 1.0, 0)
    raise ValueError("on purpose")


def interrupted(_run):
    raise KeyboardInterrupt


def timed_out(_run):
    raise TimeoutInterrupt


run(completed, lr=0.1, net={"depth": 5})
run(failed)
run(interrupted)
run(timed_out)
