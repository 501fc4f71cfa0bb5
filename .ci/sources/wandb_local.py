"""Compares what W&B's reader found with what the warehouse holds: VERSION CLIENT OWN."""

import collections
import json
import sys

# The client's reader knows nothing of rewinds: steps 5 to 9 of the first start were withdrawn.
WITHDRAWN = {("rewind01", "metric", "loss"): slice(5, 10)}
STATUS = {"fullrun1": "finished", "stepsrun": "finished", "failrun1": "failed", "again001": "finished"}


def facts(file):
    points, params, runs = collections.defaultdict(list), {}, {}
    for line in open(file):
        fact = json.loads(line)
        if fact["fact"] == "point":
            key = (fact["run"], fact["kind"], fact["key"])
            points[key].append((fact["step"], fact["time"], repr(float(fact["value"]))))
        elif fact["fact"] == "param":
            params[fact["run"], fact["key"]] = (fact["value"], fact.get("type"))
        else:
            runs[fact["run"]] = fact["status"]
    return points, params, runs


def same_value(client, own):
    text, kind = own
    if kind == "string":
        return client == text
    if isinstance(client, float):
        return float(text) == client or (text == "NaN" and client != client)
    return json.loads(text) == client


def main():
    version, client_file, own_file = sys.argv[1:]
    client, client_params, _ = facts(client_file)
    own, own_params, runs = facts(own_file)
    failed = 0

    def check(what, good):
        nonlocal failed
        failed += not good
        print(f"{'ok  ' if good else 'FAIL'} {version}: {what}", flush=True)

    for key, cut in WITHDRAWN.items():
        if key in client:
            del client[key][cut]
    different = [key for key in client.keys() | own.keys() if client.get(key) != own.get(key)]
    total = sum(map(len, own.values()))
    check(f"{total} points in {len(own)} series {different[:3] or ''}", total > 0 and not different)
    wrong = [key for key, value in client_params.items()
             if key not in own_params or not same_value(value[0], own_params[key])]
    wrong += sorted(own_params.keys() - client_params.keys())
    check(f"{len(own_params)} params {wrong[:3] or ''}", own_params and not wrong)
    states = {run: runs.get(run) for run in STATUS if run in {key[0] for key in client}}
    expected = {run: STATUS[run] for run in states}
    check(f"status of {len(states)} runs {states if states != expected else ''}", states == expected)
    sys.exit(failed > 0)


main()
