"""Compares a warehouse that holds examples/ with examples/expected.json, run by run.

    compare_examples.py ALMANAC WAREHOUSE EXPECTED

What is expected was read back by MLflow's own client after recording. Exits with 1 on any difference.
"""

import json
import math
import pathlib
import subprocess
import sys

almanac, warehouse, expected_file = sys.argv[1:]
query = (pathlib.Path(__file__).parent / "sql" / "example_runs.sql").read_text(encoding="utf-8")
command = [almanac, "--warehouse", warehouse, "sql", query, "--format", "jsonl"]
output = subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout.decode("utf-8")


def number(text):
    """Returns a number; what is not finite as the text that JSON needs for it."""
    value = float(text)
    return value if math.isfinite(value) else str(value)


with open(expected_file, encoding="utf-8") as file:
    expected = json.load(file)["runs"]
found = {}
for line in output.split("\n"):
    if line:
        row = json.loads(line)
        row["points"] = {key: int(count) for key, count in json.loads(row["points"]).items()}
        row["last"] = {key: number(text) for key, text in json.loads(row["last"]).items()}
        row["status"] = row["status"].upper()
        found[row.pop("run_id")] = row

differences = [
    f"{run}: {key}: {found[run].get(key)!r}, expected {value!r}"
    for run in sorted(expected.keys() & found.keys())
    for key, value in expected[run].items()
    if found[run].get(key) != value
]
differences += [f"{run}: is in one of the two only" for run in expected.keys() ^ found.keys()]
print(f"examples: {len(found)} runs, {len(differences)} differences")
for difference in differences[:40]:
    print(difference)
sys.exit(1 if differences else 0)
