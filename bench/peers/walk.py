"""Reads every byte of every file under a folder, and does nothing with them."""

import os
import sys

total = 0
for folder, _, names in os.walk(sys.argv[1]):
    for name in names:
        with open(os.path.join(folder, name), "rb") as file:
            total += len(file.read())
print(f"bytes={total}")
