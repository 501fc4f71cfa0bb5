"""Lets TensorBoard's data server load everything once, keeping every scalar."""

import os
import resource
import subprocess
import sys
import time

import tensorboard_data_server

server = tensorboard_data_server.server_binary()
wall = time.perf_counter()
process = subprocess.Popen(
    [
        server,
        f"--logdir={sys.argv[1]}",
        "--port=0",
        "--reload=once",
        "--samples-per-plugin=scalars=1000000000",
        "--verbose",
    ],
    stderr=subprocess.PIPE,
    text=True,
)
for line in process.stderr:
    if "load cycle" in line.lower() and "finish" in line.lower():
        break
else:
    sys.exit("The server ended before it had loaded everything.")
seconds = time.perf_counter() - wall
process.terminate()
process.wait()
usage = resource.getrusage(resource.RUSAGE_CHILDREN)
print(f"wall_seconds={seconds}")
print(f"cpu_seconds={usage.ru_utime + usage.ru_stime}")
