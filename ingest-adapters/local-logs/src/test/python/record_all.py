"""Records the cases of the loggers: python record_all.py CASES VENV_PYTHON

Each script runs in a folder of its own, whose path and this machine's name are then taken out of
the texts; the folder becomes CASES/NAME/input.zip.
"""
import io
import os
import socket
import subprocess
import sys
import tempfile
import zipfile

HERE = os.path.dirname(os.path.abspath(__file__))
KEPT = {
    "dvclive": "vision",
    "sacred": "lab",
    "hydra": "work",
    "trackio": "trackio",
    "clearml": "cache/offline",
    "smac": "smac3_output",
}
VENV = os.path.dirname(os.path.dirname(os.path.abspath(sys.argv[2])))
LEFT_OUT = (".lock", ".py", ".git")


def cleaned(content, root):
    """Takes the path and the machine's name out of a text, or out of the texts of an archive."""
    if content.startswith(b"PK"):
        packed = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
            for entry in old.namelist():
                new.writestr(entry, cleaned(old.read(entry), root))
        return packed.getvalue()
    if content.startswith(b"SQLite"):
        return content
    for path in (root, HERE):
        content = content.replace(path.encode(), b"/home/me")
    return content.replace(VENV.encode(), b"/venv").replace(b'"' + socket.gethostname().encode() + b'"', b'"host"')


def pack(root, kept, target):
    os.makedirs(os.path.dirname(target), exist_ok=True)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for folder, folders, files in sorted(os.walk(os.path.join(root, kept))):
            folders[:] = sorted(each for each in folders if each not in ("conf", ".git"))
            for name in sorted(files):
                if name.endswith(LEFT_OUT):
                    continue
                path = os.path.join(folder, name)
                with open(path, "rb") as stream:
                    content = stream.read()
                archive.writestr(os.path.relpath(path, root), cleaned(content, root))


def main(cases, python):
    for name, kept in KEPT.items():
        root = tempfile.mkdtemp(prefix="record-")
        subprocess.run([python, os.path.join(HERE, f"record_{name}.py"), root], check=True)
        pack(root, kept, os.path.join(cases, name, "input.zip"))


main(sys.argv[1], sys.argv[2])
