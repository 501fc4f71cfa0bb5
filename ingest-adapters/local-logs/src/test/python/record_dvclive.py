"""Records what DVCLive 3.49.1 writes: python record_dvclive.py FOLDER (empty)."""
import os
import sys

os.environ["DVC_NO_ANALYTICS"] = "1"
os.environ["DVCLIVE_LOGLEVEL"] = "ERROR"
from dvclive import Live

os.chdir(sys.argv[1])
with Live("vision/dvclive", dvcyaml=None, report=None, save_dvc_exp=False) as live:
    live.log_params({"lr": 0.001, "net": {"depth": 3, "act": "relu", "skip": None}, "flag": True})
    live.log_param("layers", [1, 2])
    for i in range(4):
        live.log_metric("train/loss", 1 / (i + 1))
        live.log_metric("acc", i / 3, timestamp=True)
        live.log_metric("odd", [0.1, float("nan"), float("inf"), -0.0][i])
        live.next_step()
    live.step = 100
    live.log_metric("acc", 0.5, timestamp=True)
    live.log_metric("final", 0.9, plot=False)
