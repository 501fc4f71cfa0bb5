"""Records what Trackio 0.43.0 writes: python record_trackio.py FOLDER (empty)."""
import os
import sys

os.environ["TRACKIO_DIR"] = os.path.join(sys.argv[1], "trackio")
import trackio

trackio.init(
    project="vision",
    name="first",
    group="baseline",
    config={"lr": 1e-3, "net": {"layers": [1, 2]}, "flag": True, "nothing": None, "text": "1"},
    auto_log_gpu=False,
    auto_log_cpu=False,
)
for step in range(3):
    trackio.log({"loss": 1 / (step + 1), "val": {"acc": step}, "odd": [float("nan"), float("inf"), -0.0][step]})
trackio.log({"late": 1, "flagged": True, "said": "text"}, step=3_000_000_000)
trackio.log_system({"gpu": 0.5, "memory": 10})
trackio.alert(title="high loss", text="look", level=trackio.AlertLevel.WARN)
trackio.finish()
trackio.init(project="vision", name="second", config={"lr": 2}, auto_log_gpu=False, auto_log_cpu=False)
trackio.log({"loss": 4.0}, step=-1)
trackio.finish()
