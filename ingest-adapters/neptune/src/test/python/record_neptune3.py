"""Logs runs with the 3.x client in offline mode: `record_neptune3.py FOLDER`.

pip install neptune-scale==0.30.0. The oracle is what the program handed to the client: the service is
gone, so the client cannot read back.
"""
import json, os, sys
from datetime import datetime, timezone, timedelta

folder = os.path.abspath(sys.argv[1])
os.makedirs(folder, exist_ok=True)
os.chdir(folder)
os.environ["TZ"] = "UTC"
from neptune_scale import Run
from neptune_scale.types import File, Histogram

NAN, INF = float("nan"), float("inf")
T0 = datetime(2024, 3, 1, 8, 0, 0, tzinfo=timezone.utc)
oracle = []


def at(i):
    return T0 + timedelta(milliseconds=1500 * i)


def metric(run, name, key, step, i, value):
    run.log_metrics({key: value}, step=step, timestamp=at(i))
    oracle.append({"run": name, "fact": "point", "key": key, "step": step, "time": at(i).timestamp(), "value": repr(value)})


def new(run_id, **extra):
    return Run(project="team/vision.models", run_id=run_id, experiment_name="forked", mode="offline",
               log_directory=os.path.join(folder, ".neptune"), enable_console_log_capture=False,
               creation_time=T0, source_tracking_config=None, **extra)


def main():
    root = new("root")
    root.log_configs({"params/lr": 0.1, "params/layers": 2**40, "params/amp": True, "params/name": "adäm",
                      "params/eps": 1e-8, "params/since": datetime(2024, 2, 29, 12, 0, 0, 5000, tzinfo=timezone.utc)})
    root.log_configs({"params/labels": ["b", "a"]}, cast_unsupported=True) if False else None
    for k, v, t in [("params/lr", "0.1", "float"), ("params/layers", str(2**40), "int"), ("params/amp", "true", "bool"),
                    ("params/name", "adäm", "string"), ("params/eps", "1e-08", "float"),
                    ("params/since", "2024-02-29T12:00:00.005Z", "string")]:
        oracle.append({"run": "root", "fact": "param", "key": k, "value": v, "type": t})
    root.add_tags(["base", "old"]); root.remove_tags(["old"]); root.add_tags(["grid"], group_tags=True)
    for i in range(10):
        metric(root, "root", "loss", i, i, 1.0 / (i + 1))
    for i, (s, v) in enumerate([(0.25, 1.0), (0.5, -0.0), (0.999999, 2.0), (1, 3.0), (1.000001, 5e-324), (3_000_000_000.5, 1e300)]):
        metric(root, "root", "fine/acc", s, i, v)
    root.log_string_series({"notes": "first"}, step=0, timestamp=at(0))
    root.log_string_series({"notes": "second\nline"}, step=1.5, timestamp=at(1))
    root.log_histograms({"weights": Histogram(bin_edges=[0, 1, 2.5], counts=[3, 4])}, step=0, timestamp=at(0))
    root.log_histograms({"weights": Histogram(bin_edges=[0, 1, 2.5], densities=[0.25, 0.5])}, step=1, timestamp=at(1))
    root.assign_files({"files/readme": File(b"# hello", mime_type="text/markdown", destination="readme.md")})
    root.log_files({"files/samples": File(b"sample", mime_type="text/plain", destination="s0.txt")}, step=0, timestamp=at(0))
    root.log_metrics({"monitoring/cpu": 12.5}, step=0, timestamp=at(0))
    root.log_metrics({"preview": 0.5}, step=0, timestamp=at(0), preview=True, preview_completion=0.3)
    root.log_metrics({"preview": 0.75}, step=0, timestamp=at(1), preview=False) if False else None
    root.close()

    child = new("child", fork_run_id="root", fork_step=4)
    child.log_configs({"params/lr": 0.01})
    oracle.append({"run": "child", "fact": "param", "key": "params/lr", "value": "0.01", "type": "float"})
    for i in range(5, 9):
        metric(child, "child", "loss", i, 100 + i, 10.0 + i)
    child.close()

    grand = new("grandchild", fork_run_id="child", fork_step=6)
    for i in range(7, 9):
        metric(grand, "grandchild", "loss", i, 200 + i, 20.0 + i)
    grand.close()
    orphan = new("orphan", fork_run_id="never-seen", fork_step=0.5)
    metric(orphan, "orphan", "loss", 1, 300, 1.0)
    orphan.close()
    with open("oracle.jsonl", "w") as f:
        for line in oracle:
            f.write(json.dumps(line) + "\n")


if __name__ == "__main__":
    main()
