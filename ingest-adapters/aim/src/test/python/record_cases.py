"""Records a repository with the real Aim client (3.29.1), and what was logged.

    python -m venv v && v/bin/pip install aim==3.29.1
    v/bin/python record_cases.py CASES_FOLDER

Makes CASES_FOLDER/aim-VERSION/input.zip and logged.jsonl: Aim's own read API returned nothing for
repositories that it had just written, so what was handed to it is the oracle.
"""

import json
import math
import os
import pathlib
import shutil
import sys
import time

from aim import Run, Text

def main():
    case = pathlib.Path(sys.argv[1]) / "aim-3.29.1"
    shutil.rmtree(case, ignore_errors=True)
    folder = case / "input"
    folder.mkdir(parents=True)
    logged = []
    for number in range(4):
        run = Run(
            repo=str(folder),
            experiment="größe / net" if number else "default net",
            system_tracking_interval=1 if number == 2 else None,
            log_system_params=False,
            capture_terminal_logs=False,
        )
        params = {"lr": 10.0 ** -(number + 2), "layers": [16, 32], "deep": {"a": {"b": True}, "n": None}, "name": "x\ny"}
        run["hparams"] = params
        run["seed"] = number
        points = []
        for step in range(6):
            value = math.exp(-step / 3) + number
            if number == 1 and step == 3:
                value = float("nan")
            if number == 1 and step == 4:
                value = float("inf")
            for subset in ("train", "val"):
                run.track(value, name="loss", step=step * 10, epoch=step, context={"subset": subset})
                points.append(["loss", {"subset": subset}, step * 10, repr(value)])
            run.track(step * number, name="Episode reward", step=step)
            points.append(["Episode reward", {}, step, repr(float(step * number))])
        run.track(Text("hello"), name="note", step=0)
        run.name = f"run {number}"
        run.description = "a note"
        run.add_tag("best" if number == 2 else "try")
        if number == 1:
            run.archived = True
        logged.append(
            {
                "hash": run.hash,
                "params": {"hparams": params, "seed": number},
                "points": points,
                "experiment": "größe / net" if number else "default net",
                "name": f"run {number}",
                "archived": number == 1,
            }
        )
        if number == 2:
            time.sleep(4)
        if number < 3:
            run.close()
    with open(case / "logged.jsonl", "w", encoding="utf-8") as out:
        for each in logged:
            out.write(json.dumps(each, ensure_ascii=False) + "\n")
    # The last run is not closed: its training goes on.
    for log in folder.glob(".aim/**/LOG*"):  # name folders of the machine
        if log.name != "LOCK":
            log.unlink()
    shutil.make_archive(str(case / "input"), "zip", folder)
    shutil.rmtree(folder)
    os._exit(0)


main()
