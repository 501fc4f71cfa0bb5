"""Executes a notebook over a warehouse's Parquet with papermill and writes it as a page with nbconvert.

    python notebook_page.py NOTEBOOK.ipynb FOLDER_OF_TABLES PAGE.html
"""

import pathlib
import subprocess
import sys

notebook, data, page = sys.argv[1:]
page = pathlib.Path(page)
page.parent.mkdir(parents=True, exist_ok=True)
executed = page.with_suffix(".ipynb")
subprocess.run(
    [sys.executable, "-m", "papermill", "--log-output", "-p", "data", data, notebook, str(executed)], check=True)
subprocess.run(
    [sys.executable, "-m", "nbconvert", "--to", "html", "--no-input", str(executed), "--output", page.name], check=True)
