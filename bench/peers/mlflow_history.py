"""Times a sample of the calls with which MLflow's own client would export every history."""

import random
import resource
import sys
import time

from mlflow.tracking import MlflowClient

database, calls = sys.argv[1], int(sys.argv[2])


def cpu_seconds():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


client = MlflowClient(f"sqlite:///{database}")
experiments = [experiment.experiment_id for experiment in client.search_experiments()]
runs, token = [], None
while True:
    page = client.search_runs(experiments, max_results=5000, page_token=token)
    runs += [(run.info.run_id, sorted(run.data.metrics)) for run in page]
    token = page.token
    if not token:
        break
chosen = random.Random(0).sample([(run, key) for run, keys in runs for key in keys], calls)
client.get_metric_history(*chosen[0])
wall, cpu = time.perf_counter(), cpu_seconds()
points = sum(len(client.get_metric_history(run, key)) for run, key in chosen)
print(f"wall_seconds={time.perf_counter() - wall}")
print(f"cpu_seconds={cpu_seconds() - cpu}")
print(f"runs={len(runs)}")
print(f"points={points}")
