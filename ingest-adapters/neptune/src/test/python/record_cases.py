"""Packs a recording into a case: `record_cases.py RECORDING CASE`.

RECORDING is a folder that one of the record_*.py beside this wrote; record under a neutral path
(/home/user/project), since clients write absolute paths into their logs.
"""
import os
import shutil
import sys
import zipfile

recording, case = sys.argv[1:]
os.makedirs(case, exist_ok=True)
shutil.move(os.path.join(recording, "oracle.jsonl"), os.path.join(case, "client.jsonl"))
with zipfile.ZipFile(os.path.join(case, "input.zip"), "w", zipfile.ZIP_DEFLATED) as out:
    for folder, _, files in sorted(os.walk(recording)):
        for name in sorted(files):
            path = os.path.join(folder, name)
            out.write(path, os.path.relpath(path, recording))
