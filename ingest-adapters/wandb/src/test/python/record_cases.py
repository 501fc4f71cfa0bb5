"""Records the cases of the contract test with the real wandb clients.

    python3 record_cases.py VENVS OUT

VENVS holds one virtual environment a version, named for it, each with `wandb==VERSION`:
0.12.21 (numpy<1.24 setuptools<60 protobuf<4), 0.16.6 and 0.17.3 (numpy<2 setuptools<70 protobuf<5),
0.19.11 (numpy<2 protobuf<6), 0.31.0. The one of 0.19.11 also reads back: it is the last release whose
reader of .wandb files is in Python. OUT gets a folder a case with input.zip and client.jsonl.
"""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import zipfile

HERE = pathlib.Path(__file__).resolve().parent
CASES = {
    "python-0.12.21": ("0.12.21", ["full", "steps", "failed", "killed", "resume", "sweep"]),
    "python-0.16.6": ("0.16.6", ["full", "steps", "failed", "killed", "resume", "sweep"]),
    "core-0.17.3": ("0.17.3", ["full", "steps", "failed", "killed", "resume"]),
    "core-0.19.11": ("0.19.11", ["full", "steps", "failed", "killed", "resume", "sweep"]),
    "core-0.31.0": (
        "0.31.0",
        ["full", "steps", "failed", "killed", "resume", "rewind", "sweep"],
    ),
}
LEFT_OUT = ("logs", "tmp")


def record(venvs, version, parts, folder):
    for part in parts:
        environment = dict(
            PATH=os.environ["PATH"],
            HOME=str(folder / "home"),
            ALMANAC_PART=part,
            USER="ann",
            LANG="C.UTF-8",
        )
        if version == "0.17.3":
            environment["ALMANAC_CORE"] = "1"
        with open(HERE / "log_runs.py") as script:
            done = subprocess.run(
                [str(venvs / version / "bin" / "python"), "-"],
                stdin=script,
                cwd=folder / "work",
                env=environment,
                start_new_session=True,
                timeout=120,
            )
        print(version, part, done.returncode, flush=True)


def pack(work, target):
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(work.rglob("*")):
            inside = file.relative_to(work)
            if file.is_symlink() or any(part in LEFT_OUT for part in inside.parts):
                continue
            if file.is_file():
                archive.write(file, inside)


def main():
    venvs, out = pathlib.Path(sys.argv[1]).absolute(), pathlib.Path(sys.argv[2])
    wanted = sys.argv[3:] or list(CASES)
    for name in wanted:
        version, parts = CASES[name]
        folder = pathlib.Path(tempfile.mkdtemp(prefix="wandb-case-"))
        (folder / "work").mkdir()
        (folder / "home").mkdir()
        record(venvs, version, parts, folder)
        case = out / name
        case.mkdir(parents=True, exist_ok=True)
        pack(folder / "work", case / "input.zip")
        reader = venvs / "0.19.11" / "bin" / "python"
        read = subprocess.run(
            [str(reader), str(HERE / "read_back.py"), str(folder / "work")],
            capture_output=True,
            text=True,
            check=True,
        )
        (case / "client.jsonl").write_text(read.stdout)
        shutil.rmtree(folder)


main()
