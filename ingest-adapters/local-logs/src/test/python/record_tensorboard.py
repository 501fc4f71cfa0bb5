"""Records the cases of TensorBoard and Lightning: record_tensorboard.py torch|tensorflow CASES.

Needs the versions named in tensorboard_writers.py. A case that is there is left alone.
"""

import os
import shutil
import sys
import tempfile

import tensorboard_writers


def main():
    writers = (
        tensorboard_writers.WITH_TORCH if sys.argv[1] == "torch"
        else tensorboard_writers.WITH_TENSORFLOW
    )
    for name, write in writers.items():
        case = os.path.join(sys.argv[2], name)
        if os.path.exists(case):
            continue
        with tempfile.TemporaryDirectory() as work:
            folder = os.path.join(work, "input")
            os.makedirs(folder)
            write(folder)
            tensorboard_writers.anonymise(folder)
            os.makedirs(case)
            tensorboard_writers.dump(folder, os.path.join(case, "client.jsonl"))
            shutil.make_archive(os.path.join(case, "input"), "zip", folder)


main()
